import { text } from '../cells/columns.ts';
import type { SqlSession, SqlValue } from '../driver.ts';
import type { JudgementDifference } from '../readers/kept-reader.ts';
import { storedEvaluation } from './evaluation.ts';

/** Everything that an edition says of an account, whatever number its piles have in it. */
const SAID: readonly { readonly what: string; readonly select: string }[] = [
  {
    what: 'finding',
    select: `select judgements.account_id, judgements.app, piles.finding, piles.finding_rank, piles.reason, piles.shown
      from judgements left join piles on piles.edition = judgements.edition and piles.pile = judgements.pile
      where judgements.edition = ?`,
  },
  {
    what: 'what is kept of it',
    select: `select account_id, app, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own
      from judgements where edition = ?`,
  },
  {
    what: 'premises',
    select: `select judgements.account_id, judgements.app, premises.premise, premises.shape, piles.finding, piles.reason
      from judgements left join premises on premises.edition = judgements.edition and premises.premise = judgements.premise
      left join piles on piles.edition = premises.edition and piles.pile = premises.pile
      where judgements.edition = ?`,
  },
  { what: 'owner', select: 'select account_id, app, link from judgement_links where edition = ?' },
  { what: 'possible owners', select: 'select account_id, app, ref from judgement_refs where edition = ?' },
];

/** The edition that is read against another one, as far as they are not alike. */
export async function judgementDifferences(
  session: SqlSession,
  edition: number,
  limit: number,
): Promise<readonly JudgementDifference[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const found: JudgementDifference[] = [];
  for (const { what, select } of SAID) {
    const not = (one: number, other: number): [string, readonly SqlValue[]] => [
      `select * from (${select}) as said except select * from (${select}) as other`,
      [one, other],
    ];
    const [kept, keptOf] = not(stored.edition, edition);
    const [anew, anewOf] = not(edition, stored.edition);
    const rows = await session.all(
      `select distinct account_id, app from (
         select account_id, app from (${kept}) as kept union all select account_id, app from (${anew}) as anew
       ) as different order by account_id, app limit ?`,
      [...keptOf, ...anewOf, limit],
    );
    for (const row of rows) found.push({ accountId: text(row, 'account_id'), app: text(row, 'app'), what });
  }
  return found;
}

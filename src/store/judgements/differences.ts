import { text } from '../cells/columns.ts';
import type { SqlSession, SqlValue } from '../driver.ts';
import type { JudgementDifference } from '../readers/kept-reader.ts';
import { storedEvaluation } from './evaluation.ts';

/** Everything that a generation states about an account, without the numbers of its buckets. */
const SAID: readonly { readonly what: string; readonly select: string }[] = [
  {
    what: 'finding',
    select: `select judgements.account_id, judgements.app, buckets.finding, buckets.finding_rank, buckets.reason, buckets.shown
      from judgements left join buckets on buckets.generation = judgements.generation and buckets.bucket = judgements.bucket
      where judgements.generation = ?`,
  },
  {
    what: 'what is kept of it',
    select: `select account_id, app, premise, status, role, team, email, search, directories, revoked_at, revoked_ms, own
      from judgements where generation = ?`,
  },
  {
    what: 'premises',
    select: `select judgements.account_id, judgements.app, premises.premise, premises.shape, buckets.finding, buckets.reason
      from judgements left join premises on premises.generation = judgements.generation and premises.premise = judgements.premise
      left join buckets on buckets.generation = premises.generation and buckets.bucket = premises.bucket
      where judgements.generation = ?`,
  },
  { what: 'owner', select: 'select account_id, app, link from judgement_links where generation = ?' },
  { what: 'possible owners', select: 'select account_id, app, ref from judgement_refs where generation = ?' },
];

/** Compares the current generation with another one and yields the differences. */
export async function judgementDifferences(
  session: SqlSession,
  generation: number,
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
    const [kept, keptOf] = not(stored.generation, generation);
    const [anew, anewOf] = not(generation, stored.generation);
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

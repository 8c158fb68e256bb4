import { FINDINGS } from '../../model/finding.ts';
import { integer, oneOf } from '../cells/columns.ts';
import type { SqlSession } from '../driver.ts';
import type { VerdictChanges } from '../store.ts';
import { storedEvaluation } from './evaluation.ts';
import { pilesOf } from './piles.ts';

/** The edition that is read against another one, counted where they lie. */
export async function verdictChanges(session: SqlSession, edition: number): Promise<VerdictChanges> {
  const stored = await storedEvaluation(session);
  if (stored === null) return { changed: [], gone: 0 };
  const rows = await session.all(
    `select before.finding as finding_before, later.finding as finding_later, count(*) as accounts
     from judgements as was
     join judgements as judged on judged.edition = ? and judged.account_id = was.account_id and judged.app = was.app
     join piles as before on before.edition = was.edition and before.pile = was.pile
     join piles as later on later.edition = judged.edition and later.pile = judged.pile
     where was.edition = ? group by before.finding, later.finding`,
    [edition, stored.edition],
  );
  const all = rows.map((row) => ({
    from: oneOf(row, 'finding_before', FINDINGS),
    to: oneOf(row, 'finding_later', FINDINGS),
    accounts: integer(row, 'accounts'),
  }));
  const kept = all.reduce((sum, one) => sum + one.accounts, 0);
  const total = (await pilesOf(session, stored.edition)).reduce((sum, one) => sum + one.accounts, 0);
  return { changed: all.filter(({ from, to }) => from !== to), gone: total - kept };
}

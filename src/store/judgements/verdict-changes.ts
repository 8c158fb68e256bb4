import { FINDINGS } from '../../model/finding.ts';
import { integer, oneOf } from '../cells/columns.ts';
import type { SqlSession } from '../driver.ts';
import type { VerdictChanges } from '../store.ts';
import { bucketsOf } from './buckets.ts';
import { storedEvaluation } from './evaluation.ts';

/** The generation that is read against another one, counted where they lie. */
export async function verdictChanges(session: SqlSession, generation: number): Promise<VerdictChanges> {
  const stored = await storedEvaluation(session);
  if (stored === null) return { changed: [], gone: 0 };
  const rows = await session.all(
    `select before.finding as finding_before, later.finding as finding_later, count(*) as accounts
     from judgements as was
     join judgements as judged on judged.generation = ? and judged.account_id = was.account_id and judged.app = was.app
     join buckets as before on before.generation = was.generation and before.bucket = was.bucket
     join buckets as later on later.generation = judged.generation and later.bucket = judged.bucket
     where was.generation = ? group by before.finding, later.finding`,
    [generation, stored.generation],
  );
  const all = rows.map((row) => ({
    from: oneOf(row, 'finding_before', FINDINGS),
    to: oneOf(row, 'finding_later', FINDINGS),
    accounts: integer(row, 'accounts'),
  }));
  const kept = all.reduce((sum, one) => sum + one.accounts, 0);
  const total = (await bucketsOf(session, stored.generation)).reduce((sum, one) => sum + one.accounts, 0);
  return { changed: all.filter(({ from, to }) => from !== to), gone: total - kept };
}

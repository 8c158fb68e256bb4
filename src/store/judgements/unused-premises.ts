import { integer, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';

/** Premises for which an account stands that has others now. */
export interface LeftPremises {
  /** Nobody has them any more. */
  readonly unused: readonly { readonly premise: string; readonly bucket: number }[];
  readonly others: readonly { readonly premise: string; readonly accountId: string; readonly app: string }[];
}

const AT_ONCE = 400;
const FEW = 3;

/** Who has a premise is not filed: each walk through the judgements asks for many. */
export async function leftPremises(session: SqlSession, generation: number): Promise<LeftPremises> {
  const left = await session.all(
    `select premises.premise, premises.bucket from premises left join judgements
       on judgements.generation = premises.generation and judgements.account_id = premises.account_id
       and judgements.app = premises.app and judgements.premise = premises.premise
     where premises.generation = ? and judgements.account_id is null order by premises.premise`,
    [generation],
  );
  const all = left.map((row) => ({ premise: text(row, 'premise'), bucket: integer(row, 'bucket') }));
  const others: LeftPremises['others'][number][] = [];
  // What many share is found at once, by itself.
  for (const { premise } of all.length > FEW ? [] : all) {
    const row = await session.get(
      'select account_id, app from judgements where generation = ? and premise = ? limit 1',
      [generation, premise],
    );
    if (row !== null) others.push({ premise, accountId: text(row, 'account_id'), app: text(row, 'app') });
  }
  for (let start = 0; all.length > FEW && start < all.length; start += AT_ONCE) {
    const part = all.slice(start, start + AT_ONCE).map(({ premise }) => premise);
    const rows = await session.all(
      `select premise, min(account_id) as account_id, min(app) as app from judgements
       where generation = ? and premise in (${part.map(() => '?').join(', ')}) group by premise, app`,
      [generation, ...part],
    );
    for (const row of rows)
      others.push({ premise: text(row, 'premise'), accountId: text(row, 'account_id'), app: text(row, 'app') });
  }
  const used = new Set(others.map(({ premise }) => premise));
  return { unused: all.filter(({ premise }) => !used.has(premise)), others };
}

export async function settleLeftPremises(
  session: SqlWriteSession,
  generation: number,
  { unused, others }: LeftPremises,
): Promise<void> {
  for (const { premise } of unused)
    await session.run('delete from premises where generation = ? and premise = ?', [generation, premise]);
  for (const { premise, accountId, app } of others)
    await session.run('update premises set account_id = ?, app = ? where generation = ? and premise = ?', [
      accountId,
      app,
      generation,
      premise,
    ]);
}

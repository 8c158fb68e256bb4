import { text } from '../columns.ts';
import type { SqlWriteSession } from '../driver.ts';
import type { Evaluation, JudgedAccount } from '../store.ts';
import { saveEvaluation, storedEvaluation } from './evaluation.ts';
import { columnsOf, hashOf, INSERT_REF, refsOf, UPSERT_BODY, UPSERT_JUDGEMENT } from './judgement-row.ts';

const PAGE = 5_000;
const BATCH = 500;

/** What is stored of a newer revision stays: whoever judged an older one was overtaken by another process. */
export async function replaceJudgements(
  session: SqlWriteSession,
  judged: readonly JudgedAccount[],
  offered: Omit<Evaluation, 'generation'>,
): Promise<Evaluation> {
  const stored = await storedEvaluation(session);
  if (stored !== null && stored.revision > offered.revision) return stored;
  const waiting = new Map(judged.map((one) => [keyOf(one.account.accountId, one.account.app), one]));
  const { changed, removed } = await diff(session, waiting);
  await remove(session, removed);
  // In the order of the primary key: a page of the file is then written once, not once a row.
  const written = [...changed, ...waiting].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < written.length; start += BATCH) {
    await write(
      session,
      written.slice(start, start + BATCH).map(([, one]) => one),
    );
  }
  const news = removed.length > 0 || written.length > 0;
  const generation = stored === null ? 1 : stored.generation + (news ? 1 : 0);
  const evaluation = { ...offered, generation };
  await saveEvaluation(session, evaluation);
  return evaluation;
}

interface Difference {
  readonly changed: readonly (readonly [string, JudgedAccount])[];
  readonly removed: readonly (readonly [string, string])[];
}

/** Takes out of `waiting` what is stored; what is left there is new. */
async function diff(session: SqlWriteSession, waiting: Map<string, JudgedAccount>): Promise<Difference> {
  const changed: [string, JudgedAccount][] = [];
  const removed: [string, string][] = [];
  let after: readonly [string, string] = ['', ''];
  for (;;) {
    const rows = await session.all(
      `select account_id, app, hash from judgements where (account_id, app) > (?, ?) order by account_id, app limit ?`,
      [...after, PAGE],
    );
    for (const row of rows) {
      after = [text(row, 'account_id'), text(row, 'app')];
      const key = keyOf(...after);
      const one = waiting.get(key);
      if (one === undefined) removed.push([...after]);
      else if (hashOf(JSON.stringify(one)) !== text(row, 'hash')) changed.push([key, one]);
      waiting.delete(key);
    }
    if (rows.length < PAGE) return { changed, removed };
  }
}

async function remove(session: SqlWriteSession, keys: readonly (readonly [string, string])[]): Promise<void> {
  for (const key of keys) await session.run('delete from judgements where account_id = ? and app = ?', key);
}

async function write(session: SqlWriteSession, batch: readonly JudgedAccount[]): Promise<void> {
  const bodies = batch.map((one) => ({ one, body: JSON.stringify(one) }));
  await session.insertMany(
    UPSERT_JUDGEMENT,
    bodies.map(({ one, body }) => columnsOf(one, hashOf(body))),
  );
  await session.insertMany(
    UPSERT_BODY,
    bodies.map(({ one, body }) => [one.account.accountId, one.account.app, body]),
  );
  for (const { account } of batch) {
    await session.run('delete from judgement_refs where account_id = ? and app = ?', [account.accountId, account.app]);
  }
  await session.insertMany(
    INSERT_REF,
    batch.flatMap((one) => refsOf(one).map((ref) => [one.account.accountId, one.account.app, ref])),
  );
}

function keyOf(accountId: string, app: string): string {
  return `${accountId}\u0000${app}`;
}

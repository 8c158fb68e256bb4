import { integer, text, textOrNull } from './columns.ts';
import type { SqlSession, SqlWriteSession } from './driver.ts';

export async function currentRevision(session: SqlSession): Promise<number> {
  const row = await session.get('select revision from meta where id = 1');
  return row === null ? 0 : integer(row, 'revision');
}

/** `accountId`: the write can change the verdict on this account alone. Left out: on any. */
export async function raiseRevision(session: SqlWriteSession, accountId: string | null = null): Promise<void> {
  await session.run('update meta set revision = revision + 1 where id = 1');
  await session.run('insert into changes (revision, account_id) select revision, ? from meta where id = 1', [
    accountId,
  ]);
}

/** Accounts that were written about since; null: more than single accounts changed, or nobody knows what. */
export async function accountsChangedSince(session: SqlSession, revision: number): Promise<readonly string[] | null> {
  const rows = await session.all('select account_id from changes where revision > ?', [revision]);
  const single = rows.filter((row) => textOrNull(row, 'account_id') !== null);
  if (single.length < rows.length || rows.length !== (await currentRevision(session)) - revision) return null;
  return [...new Set(single.map((row) => text(row, 'account_id')))];
}

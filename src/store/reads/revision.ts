import { flag, integer, text, textOrNull } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { ChangedAccounts } from '../store.ts';

export async function currentRevision(session: SqlSession): Promise<number> {
  const row = await session.get('select revision from meta where id = 1');
  return row === null ? 0 : integer(row, 'revision');
}

export async function levelsSince(session: SqlSession): Promise<string | null> {
  const row = await session.get('select levels_since from meta where id = 1');
  return row === null ? null : textOrNull(row, 'levels_since');
}

/**
 * `accountId`: the write can change the verdict on this account alone, and where it is about its link on those that claim
 * the same people. Left out: on any.
 */
export async function raiseRevision(
  session: SqlWriteSession,
  accountId: string | null = null,
  isLink = false,
): Promise<void> {
  await session.run('update meta set revision = revision + 1 where id = 1');
  await session.run('insert into changes (revision, account_id, link) select revision, ?, ? from meta where id = 1', [
    accountId,
    isLink ? 1 : 0,
  ]);
}

/** Null: nobody knows what was written. */
export async function accountsChangedSince(session: SqlSession, revision: number): Promise<ChangedAccounts | null> {
  const rows = await session.all('select account_id, link from changes where revision > ?', [revision]);
  const single = rows.filter((row) => textOrNull(row, 'account_id') !== null);
  if (rows.length !== (await currentRevision(session)) - revision) return null;
  const idsOf = (isLink: boolean) => [
    ...new Set(single.flatMap((row) => (flag(row, 'link') === isLink ? text(row, 'account_id') : []))),
  ];
  return { written: idsOf(false), linked: idsOf(true), others: rows.length - single.length };
}

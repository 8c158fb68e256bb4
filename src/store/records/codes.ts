import { text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { GivenCode } from '../store.ts';

export async function findCode(session: SqlSession, codeHash: string): Promise<GivenCode | null> {
  const row = await session.get('select * from codes where code_hash = ?', [codeHash]);
  if (row === null) return null;
  return {
    codeHash,
    contentHash: text(row, 'content_hash'),
    caller: text(row, 'caller'),
    seen: text(row, 'seen'),
    expiresAt: text(row, 'expires_at'),
  };
}

/** Those that can do nothing any more go meanwhile. */
export async function insertCode(session: SqlWriteSession, code: GivenCode, forgetBefore: string): Promise<void> {
  await session.run('delete from codes where expires_at < ?', [forgetBefore]);
  await session.run(
    'insert into codes (code_hash, content_hash, caller, seen, expires_at, used) values (?, ?, ?, ?, ?, 0)',
    [code.codeHash, code.contentHash, code.caller, code.seen, code.expiresAt],
  );
}

/** False: it was used before. */
export async function useCode(session: SqlWriteSession, codeHash: string): Promise<boolean> {
  return (await session.run('update codes set used = 1 where code_hash = ? and used = 0', [codeHash])) === 1;
}

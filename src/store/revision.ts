import { integer } from './columns.ts';
import type { SqlSession, SqlWriteSession } from './driver.ts';

export async function currentRevision(session: SqlSession): Promise<number> {
  const row = await session.get('select revision from meta where id = 1');
  return row === null ? 0 : integer(row, 'revision');
}

export async function raiseRevision(session: SqlWriteSession): Promise<void> {
  await session.run('update meta set revision = revision + 1 where id = 1');
}

import { integer, text } from '../cells/columns.ts';
import { filled } from '../cells/filled.ts';
import type { SqlWriteSession } from '../driver.ts';
import type { Block } from './block-cutter.ts';

/** A block that a settled read has already is pointed at: such a read is never removed. */
export async function writeBlocks(session: SqlWriteSession, readId: number, blocks: readonly Block[]): Promise<void> {
  if (blocks.length === 0) return;
  const ids = new Map(await knownBlocks(session, blocks));
  const row = await session.get('select coalesce(max(block_id), 0) + 1 as next from blocks');
  let next = row === null ? 1 : integer(row, 'next');
  const own: (readonly [number, number, string, number, string])[] = [];
  const places = blocks.map(({ of, firstLine, rows, hash, content }) => {
    const known = ids.get(hash);
    if (known !== undefined) return [readId, of, firstLine, known] as const;
    own.push([next, readId, hash, rows, content]);
    ids.set(hash, next);
    next += 1;
    return [readId, of, firstLine, next - 1] as const;
  });
  await session.insertMany(
    'insert into blocks (block_id, read_id, hash, row_count, content) values (?, ?, ?, ?, ?)',
    own,
  );
  await session.insertMany(
    'insert into read_blocks (read_id, rows_of, first_line, block_id) values (?, ?, ?, ?)',
    places,
  );
}

async function knownBlocks(
  session: SqlWriteSession,
  blocks: readonly Block[],
): Promise<readonly (readonly [string, number])[]> {
  const wanted = filled(blocks.map(({ hash }) => hash));
  const rows = await session.all(
    `select blocks.hash, min(blocks.block_id) as block_id from blocks
     join snapshots on snapshots.read_id = blocks.read_id
     where blocks.hash in (${wanted.map(() => '?').join(', ')}) and snapshots.state <> 'staging'
     group by blocks.hash`,
    wanted,
  );
  return rows.map((row) => [text(row, 'hash'), integer(row, 'block_id')]);
}

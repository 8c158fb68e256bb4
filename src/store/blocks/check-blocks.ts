import * as z from 'zod';
import { integerCell, textCell } from '../cells/cells.ts';
import { document, integer, integerOrNull, text } from '../cells/columns.ts';
import { corrupt } from '../cells/corrupt.ts';
import type { SqlList, SqlSession, SqlValue } from '../driver.ts';
import { forecastRows, mentionRows, opportunityRows } from '../schema/work-rows.ts';
import { ROWS_OF } from './block-rows.ts';
import { blockHash } from './packing.ts';
import { RowsDigest } from './rows-digest.ts';

const BLOCKS = 100;
const ROWS = 2_000;
const fingerprints = z.array(z.number());

/** Every block is looked at once, by whichever reads hold it. */
export async function changedBlocks(
  session: SqlSession,
  limit: number,
): Promise<readonly { readonly blockId: number; readonly snapshotIds: readonly string[] }[]> {
  const changed: { blockId: number; snapshotIds: readonly string[] }[] = [];
  for (let after = 0; changed.length < limit; ) {
    const rows = await session.lists(
      'select block_id, hash, content from blocks where block_id > ? order by block_id limit ?',
      [after, BLOCKS],
    );
    for (const [id, said, content] of rows) {
      after = integerCell(id, 'block_id');
      const whole = textCell(content, 'content');
      // What its rows are is said where it is placed; a block is never of two kinds.
      if (!ROWS_OF.some((of) => blockHash(of, whole) === said) && changed.length < limit)
        changed.push({ blockId: after, snapshotIds: await readsOf(session, after) });
    }
    if (rows.length < BLOCKS) break;
  }
  return changed;
}

async function readsOf(session: SqlSession, blockId: number): Promise<readonly string[]> {
  const rows = await session.all(
    `select distinct snapshots.snapshot_id from read_blocks
     join snapshots on snapshots.read_id = read_blocks.read_id where read_blocks.block_id = ? order by 1`,
    [blockId],
  );
  return rows.map((row) => text(row, 'snapshot_id'));
}

/** As it was made when the rows went in, from what lies there now. */
export async function rowsDigest(session: SqlSession, snapshotId: string): Promise<string> {
  const row = await session.get(
    'select read_id, key_count, active_count, repeated_keys from snapshots where snapshot_id = ?',
    [snapshotId],
  );
  if (row === null) throw corrupt(`the read ${snapshotId}`);
  const readId = integer(row, 'read_id');
  const digest = new RowsDigest();
  for (const of of ROWS_OF) await addBlocks(session, digest, of, readId);
  for (const { name, columns } of [mentionRows, forecastRows, opportunityRows])
    await addRows(session, digest, name, Object.keys(columns).slice(2), readId);
  const keys = integerOrNull(row, 'key_count');
  return digest.end(
    keys === null
      ? null
      : { keys, active: integer(row, 'active_count'), repeated: document(row, 'repeated_keys', fingerprints) },
  );
}

async function addBlocks(session: SqlSession, digest: RowsDigest, of: string, readId: number): Promise<void> {
  for (let from = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await session.lists(
      `select read_blocks.first_line, blocks.hash from read_blocks
       left join blocks on blocks.block_id = read_blocks.block_id
       where read_blocks.read_id = ? and read_blocks.rows_of = ? and read_blocks.first_line > ?
       order by read_blocks.first_line limit ?`,
      [readId, of, from, ROWS],
    );
    for (const [line, said] of rows) {
      from = integerCell(line, 'first_line');
      // A block that is not there has no hash: the digest differs by it.
      digest.addBlock(of, from, typeof said === 'string' ? said : '');
    }
    if (rows.length < ROWS) return;
  }
}

/** `columns`: all but the number of the row and that of its read. */
async function addRows(
  session: SqlSession,
  digest: RowsDigest,
  table: string,
  columns: readonly string[],
  readId: number,
): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await session.lists(
      `select row_no, ${columns.join(', ')} from ${table} where read_id = ? and row_no > ? order by row_no limit ?`,
      [readId, after, ROWS],
    );
    for (const [number, ...values] of rows) {
      after = integerCell(number, 'row_no');
      digest.addRow(table, valuesOf(values));
    }
    if (rows.length < ROWS) return;
  }
}

function valuesOf(values: SqlList): readonly SqlValue[] {
  return values.map((value) => (typeof value === 'string' || typeof value === 'number' ? value : null));
}

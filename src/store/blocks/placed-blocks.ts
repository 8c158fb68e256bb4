import { integerCell, textCell } from '../cells/cells.ts';
import { integer } from '../cells/columns.ts';
import { filled } from '../cells/filled.ts';
import type { SqlSession } from '../driver.ts';
import type { BlockPlace } from '../readers/snapshot-reader.ts';
import type { RowsOf } from './block-rows.ts';

/** Where a block lies in a read. */
export type Place = BlockPlace;

export interface PlacedBlock {
  readonly firstLine: number;
  readonly content: string;
}

/** Null: there is no such read. */
export async function readIdOf(session: SqlSession, snapshotId: string): Promise<number | null> {
  const row = await session.get('select read_id from snapshots where snapshot_id = ?', [snapshotId]);
  return row === null ? null : integer(row, 'read_id');
}

/** Where the block begins in which this line would be. */
export async function startOf(session: SqlSession, of: RowsOf, readId: number, line: number): Promise<number> {
  const row = await session.get(
    `select coalesce(max(first_line), 0) as first_line from read_blocks
     where read_id = ? and rows_of = ? and first_line <= ?`,
    [readId, of, line],
  );
  return row === null ? 0 : integer(row, 'first_line');
}

/** Those that begin at this line or after it, in order. */
export async function blocksFrom(
  session: SqlSession,
  of: RowsOf,
  readId: number,
  firstLine: number,
  limit: number,
): Promise<readonly PlacedBlock[]> {
  const rows = await session.lists(
    `select read_blocks.first_line, blocks.content from read_blocks
     left join blocks on blocks.block_id = read_blocks.block_id
     where read_blocks.read_id = ? and read_blocks.rows_of = ? and read_blocks.first_line >= ?
     order by read_blocks.first_line limit ?`,
    [readId, of, firstLine, limit],
  );
  return rows.map(([first, content]) => ({
    firstLine: integerCell(first, 'first_line'),
    content: textCell(content, 'content'),
  }));
}

export async function allPlaces(session: SqlSession, of: RowsOf, readId: number): Promise<readonly Place[]> {
  const rows = await session.lists(
    'select first_line, block_id from read_blocks where read_id = ? and rows_of = ? order by first_line',
    [readId, of],
  );
  return rows.map(([firstLine, blockId]) => ({
    firstLine: integerCell(firstLine, 'first_line'),
    blockId: integerCell(blockId, 'block_id'),
  }));
}

/** The place of each of these lines, if it is in a block at all; at most 500 lines. */
export async function placesOf(
  session: SqlSession,
  of: RowsOf,
  readId: number,
  lines: readonly number[],
): Promise<readonly (Place & { readonly line: number })[]> {
  const wanted = filled(lines);
  const rows = await session.lists(
    `select wanted.column1, read_blocks.first_line, read_blocks.block_id
     from (values ${wanted.map(() => '(cast(? as bigint))').join(', ')}) as wanted
     cross join read_blocks
     where read_blocks.read_id = ? and read_blocks.rows_of = ? and read_blocks.first_line =
       (select max(first_line) from read_blocks where read_id = ? and rows_of = ? and first_line <= wanted.column1)`,
    [...wanted, readId, of, readId, of],
  );
  const places = rows.map(([line, firstLine, blockId]) => ({
    line: integerCell(line, 'line'),
    firstLine: integerCell(firstLine, 'first_line'),
    blockId: integerCell(blockId, 'block_id'),
  }));
  return [...new Map(places.map((place) => [place.line, place])).values()];
}

/** At most 500. A block that is not there, of a damaged store, is said so: its rows must not be taken for absent. */
export async function contentsOf(session: SqlSession, ids: readonly number[]): Promise<(blockId: number) => string> {
  const wanted = filled(ids);
  const rows =
    wanted.length === 0
      ? []
      : await session.lists(
          `select block_id, content from blocks where block_id in (${wanted.map(() => '?').join(', ')})`,
          wanted,
        );
  const contents = new Map(rows.map(([id, content]) => [id, content]));
  return (blockId) => textCell(contents.get(blockId), 'content');
}

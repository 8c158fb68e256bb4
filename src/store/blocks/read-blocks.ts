import { integerCell } from '../cells/cells.ts';
import type { SqlList, SqlSession } from '../driver.ts';
import type { Packed, RowsOf } from './block-rows.ts';
import { unpack, unpackAt } from './packing.ts';
import { allPlaces, blocksFrom, contentsOf, type Place, placesOf, readIdOf, startOf } from './placed-blocks.ts';

/** Blocks that are fetched at once: about a page of rows, not more than a few hundred kilobytes. */
const BLOCKS = 20;
const ROWS_A_BLOCK = 100;
const LINES = 100;
/** Beyond so many rows of one block, reading all of them is quicker. */
const FEW = 8;

/** Where each block of a read lies, in line order. */
export async function placesOfRead(session: SqlSession, of: RowsOf, snapshotId: string): Promise<readonly Place[]> {
  const readId = await readIdOf(session, snapshotId);
  return readId === null ? [] : allPlaces(session, of, readId);
}

/** The rows of these blocks, their lines counted from the first of the block; at most 500 blocks. */
export async function rowsOfBlocks<Row>(
  session: SqlSession,
  { parse }: Packed<Row>,
  blockIds: readonly number[],
): Promise<readonly (readonly Row[])[]> {
  const contentOf = await contentsOf(session, blockIds);
  return blockIds.map((blockId) => unpack(contentOf(blockId), 0).map(parse));
}

/** In line order, after the given line, at most `limit`. */
export async function pageOfBlocks<Row>(
  session: SqlSession,
  { of, parse }: Packed<Row>,
  snapshotId: string,
  afterLine: number,
  limit: number,
): Promise<readonly Row[]> {
  const page: Row[] = [];
  const readId = await readIdOf(session, snapshotId);
  if (readId === null) return page;
  const size = Math.min(BLOCKS, Math.ceil(limit / ROWS_A_BLOCK) + 1);
  for (let from = await startOf(session, of, readId, afterLine); page.length < limit; ) {
    const blocks = await blocksFrom(session, of, readId, from, size);
    for (const { firstLine, content } of blocks) {
      for (const cells of unpack(content, firstLine))
        if (integerCell(cells[0], 'line') > afterLine && page.length < limit) page.push(parse(cells));
      from = firstLine + 1;
    }
    if (blocks.length < size) break;
  }
  return page;
}

/** At these lines, as far as they are there. */
export async function blockRowsAt<Row>(
  session: SqlSession,
  { of, parse }: Packed<Row>,
  snapshotId: string,
  lines: readonly number[],
): Promise<readonly Row[]> {
  const found: Row[] = [];
  const readId = await readIdOf(session, snapshotId);
  for (let start = 0; readId !== null && start < lines.length; start += LINES) {
    const places = await placesOf(session, of, readId, lines.slice(start, start + LINES));
    const contentOf = await contentsOf(session, [...new Set(places.map(({ blockId }) => blockId))]);
    for (const { firstLine, blockId, lines: wanted } of byBlock(places))
      for (const cells of rowsOf(contentOf(blockId), firstLine, wanted)) found.push(parse(cells));
  }
  return found;
}

/** One block may lie in a read more than once. */
function byBlock(places: readonly (Place & { readonly line: number })[]) {
  const blocks = new Map<number, Place & { readonly lines: Set<number> }>();
  for (const { firstLine, blockId, line } of places) {
    const known = blocks.get(firstLine);
    if (known === undefined) blocks.set(firstLine, { firstLine, blockId, lines: new Set([line]) });
    else known.lines.add(line);
  }
  return blocks.values();
}

function rowsOf(content: string, firstLine: number, lines: ReadonlySet<number>): readonly SqlList[] {
  if (lines.size <= FEW) return unpackAt(content, firstLine, lines);
  return unpack(content, firstLine).filter((cells) => lines.has(integerCell(cells[0], 'line')));
}

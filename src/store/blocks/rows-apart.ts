import { document, integer, integerOrNull } from '../cells/columns.ts';
import type { SqlSession } from '../driver.ts';
import type { RowPlace, RowsApart } from '../readers/snapshot-reader.ts';
import type { RowsOf } from './block-rows.ts';
import { keyPrints } from './compare-blocks.ts';
import { rowTexts } from './packing.ts';
import { allPlaces, contentsOf, type Place } from './placed-blocks.ts';

/** Blocks that are fetched at once. */
const AT_ONCE = 30;
/** Of more keys most blocks have one. */
const FEW = 50;

/**
 * What two reads do not have in common, in time that goes with what they do not share: blocks of both are left out, and the
 * rows of the others compared as they are written. Null: a key comes twice in one of them, or one is not there.
 */
export async function rowsApart(
  session: SqlSession,
  of: RowsOf,
  snapshotId: string,
  earlierId: string,
): Promise<RowsApart | null> {
  const [now, before] = [await placesIn(session, of, snapshotId), await placesIn(session, of, earlierId)];
  if (now === null || before === null) return null;
  const shared = sharedBlocks(now, before);
  const [ours, theirs] = [now, before].map((places) => places.filter(({ blockId }) => !shared.has(blockId)));
  const [left, differing] = [new Map<string, number>(), new Map<string, number>()];
  await eachPair(session, ours ?? [], theirs ?? [], (one, other) => {
    // Blocks are cut by their keys: most rows are in the same place of two that say nearly the same.
    for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
      const [mine, yours] = [one[at], other[at]];
      if (mine?.text === yours?.text) continue;
      if (mine !== undefined) differing.set(mine.text, mine.line);
      if (yours !== undefined) left.set(yours.text, yours.line);
    }
  });
  // The others may still be alike, in two blocks or in two places of one.
  for (const text of differing.keys()) if (left.delete(text)) differing.delete(text);
  return { now: placed(differing), before: placed(left) };
}

function placed(rows: ReadonlyMap<string, number>): readonly RowPlace[] {
  return [...rows].map(([text, line]) => ({ key: keyIn(text), line }));
}

interface RowText {
  readonly text: string;
  readonly line: number;
}

/** The rows of the blocks of two reads, the first with the first; none where one of them has fewer blocks. */
async function eachPair(
  session: SqlSession,
  now: readonly Place[],
  before: readonly Place[],
  visit: (one: readonly RowText[], other: readonly RowText[]) => void,
): Promise<void> {
  for (let start = 0; start < Math.max(now.length, before.length); start += AT_ONCE) {
    const parts = [now, before].map((places) => places.slice(start, start + AT_ONCE));
    const contentOf = await contentsOf(session, [...new Set(parts.flat().map(({ blockId }) => blockId))]);
    const rowsOf = (place: Place | undefined): readonly RowText[] => {
      const rows: RowText[] = [];
      if (place !== undefined)
        rowTexts(contentOf(place.blockId), (text, line) => rows.push({ text, line: place.firstLine + line }));
      return rows;
    };
    for (let at = 0; at < AT_ONCE; at += 1) visit(rowsOf(parts[0]?.[at]), rowsOf(parts[1]?.[at]));
  }
}

/** Where rows of these keys lie in a read; none where a key comes twice. */
export async function linesOfKeys(
  session: SqlSession,
  of: RowsOf,
  snapshotId: string,
  wanted: ReadonlySet<string>,
): Promise<readonly RowPlace[]> {
  const places = (await placesIn(session, of, snapshotId)) ?? [];
  const found: RowPlace[] = [];
  const take = (text: string, line: number) => {
    const key = keyIn(text);
    if (wanted.has(key)) found.push({ key, line });
  };
  // As they stand in a block, so that most blocks need not be taken apart.
  const texts = wanted.size > FEW ? null : [...wanted].map((key) => `,${JSON.stringify(key)},`);
  await eachRow(session, places, take, (content) => texts?.some((text) => content.includes(text)) ?? true);
  return found;
}

async function placesIn(session: SqlSession, of: RowsOf, snapshotId: string): Promise<readonly Place[] | null> {
  const row = await session.get('select read_id, key_count, repeated_keys from snapshots where snapshot_id = ?', [
    snapshotId,
  ]);
  if (row === null || integerOrNull(row, 'key_count') === null) return null;
  if (document(row, 'repeated_keys', keyPrints).length > 0) return null;
  return allPlaces(session, of, integer(row, 'read_id'));
}

function sharedBlocks(one: readonly Place[], other: readonly Place[]): ReadonlySet<number> {
  const there = new Set(other.map(({ blockId }) => blockId));
  return new Set(one.flatMap(({ blockId }) => (there.has(blockId) ? [blockId] : [])));
}

/** Each row as the text that follows its line. */
async function eachRow(
  session: SqlSession,
  places: readonly Place[],
  visit: (text: string, line: number) => void,
  mayHave: (content: string) => boolean,
): Promise<void> {
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const part = places.slice(start, start + AT_ONCE);
    const contentOf = await contentsOf(session, [...new Set(part.map(({ blockId }) => blockId))]);
    for (const { blockId, firstLine } of part) {
      const content = contentOf(blockId);
      if (mayHave(content)) rowTexts(content, (text, line) => visit(text, firstLine + line));
    }
  }
}

/** A row's text begins with its key. */
function keyIn(text: string): string {
  const key = text.slice(1, text.indexOf('"', 1));
  if (!key.includes('\\')) return key;
  const row: unknown = JSON.parse(`[${text}`);
  return Array.isArray(row) ? String(row[0]) : key;
}

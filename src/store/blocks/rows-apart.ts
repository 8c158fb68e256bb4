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
  const left = new Map<string, number>();
  await eachRow(session, before, shared, (text, line) => left.set(text, line));
  const differing: RowPlace[] = [];
  await eachRow(session, now, shared, (text, line) => {
    if (!left.delete(text)) differing.push({ key: keyIn(text), line });
  });
  return { now: differing, before: [...left].map(([text, line]) => ({ key: keyIn(text), line })) };
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
  await eachRow(session, places, new Set(), take, (content) => texts?.some((text) => content.includes(text)) ?? true);
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
  without: ReadonlySet<number>,
  visit: (text: string, line: number) => void,
  mayHave: (content: string) => boolean = () => true,
): Promise<void> {
  const own = places.filter(({ blockId }) => !without.has(blockId));
  for (let start = 0; start < own.length; start += AT_ONCE) {
    const part = own.slice(start, start + AT_ONCE);
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

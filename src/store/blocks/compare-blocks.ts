import { textCell } from '../cells.ts';
import { integer, integerOrNull } from '../columns.ts';
import type { SqlSession } from '../driver.ts';
import type { SnapshotDifference } from '../store.ts';
import type { BlockRows, RowsOf } from './block-rows.ts';
import { fingerprint } from './fingerprint.ts';
import { KeyTally } from './key-tally.ts';
import { unpack } from './packing.ts';
import { allPlaces, contentsOf } from './placed-blocks.ts';

type Compared = Pick<BlockRows<{ readonly line: number }>, 'of' | 'activeStatus' | 'told'>;

/** Blocks that are fetched at once. */
const AT_ONCE = 30;

interface Read {
  readonly places: readonly number[];
  /** Null: a key comes twice, or nobody counted. */
  readonly keys: number | null;
  readonly active: number | null;
}

/** An unknown read has no rows: everything is added, or removed. */
export async function compareBlocks(
  session: SqlSession,
  rows: Compared,
  snapshotId: string,
  earlierId: string,
): Promise<SnapshotDifference> {
  const { tally, shared, before } = await tallied(session, rows, snapshotId, earlierId);
  const difference = tally.difference();
  if (!shared) return difference;
  return {
    ...difference,
    rowsBefore: before.keys ?? difference.rowsBefore,
    activeBefore: before.active ?? difference.activeBefore,
  };
}

/** In the order of their bytes, at most `limit`. */
export async function noLongerActiveInBlocks(
  session: SqlSession,
  rows: Compared,
  snapshotId: string,
  earlierId: string,
  limit: number,
): Promise<readonly string[]> {
  const { tally } = await tallied(session, rows, snapshotId, earlierId);
  const gone = tally.noLongerActive().map((key) => ({ key, bytes: Buffer.from(key) }));
  gone.sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  return gone.slice(0, limit).map(({ key }) => key);
}

/**
 * Where no key comes twice in either read, a row in a block that both have is the same on both sides and has nothing
 * to do with any other: those are left out. Otherwise a key may have rows here and there, and all are looked at.
 */
async function tallied(session: SqlSession, rows: Compared, snapshotId: string, earlierId: string) {
  const [now, before] = [await readOf(session, rows.of, snapshotId), await readOf(session, rows.of, earlierId)];
  const shared = now.keys !== null && before.keys !== null;
  const tally = new KeyTally();
  const [here, there] = [new Set(now.places), new Set(before.places)];
  const own = (places: readonly number[], others: ReadonlySet<number>) =>
    shared ? places.filter((id) => !others.has(id)) : places;
  await add(session, rows, tally, 'before', own(before.places, here));
  await add(session, rows, tally, 'now', own(now.places, there));
  return { tally, shared, before };
}

async function readOf(session: SqlSession, of: RowsOf, snapshotId: string): Promise<Read> {
  const row = await session.get('select read_id, key_count, active_count from snapshots where snapshot_id = ?', [
    snapshotId,
  ]);
  if (row === null) return { places: [], keys: 0, active: 0 };
  const places = await allPlaces(session, of, integer(row, 'read_id'));
  return {
    places: places.map(({ blockId }) => blockId),
    keys: integerOrNull(row, 'key_count'),
    active: integerOrNull(row, 'active_count'),
  };
}

async function add(
  session: SqlSession,
  { activeStatus, told: [from, to] }: Compared,
  tally: KeyTally,
  side: 'before' | 'now',
  ids: readonly number[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    for (const content of (await contentsOf(session, ids.slice(start, start + AT_ONCE))).values())
      for (const cells of unpack(content, 0)) {
        const active = textCell(cells[2], 'status') === activeStatus;
        tally.add(side, textCell(cells[1], 'row_key'), active, fingerprint(cells, from, to));
      }
  }
}

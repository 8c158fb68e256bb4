import { textCell } from '../cells.ts';
import { integer, integerOrNull } from '../columns.ts';
import type { SqlList, SqlSession } from '../driver.ts';
import type { SnapshotDifference } from '../store.ts';
import type { BlockRows, RowsOf } from './block-rows.ts';
import { fingerprint } from './fingerprint.ts';
import { KeyPairs } from './key-pairs.ts';
import { KeyTally } from './key-tally.ts';
import { unpack } from './packing.ts';
import { allPlaces, contentsOf } from './placed-blocks.ts';

type Compared = Pick<BlockRows<{ readonly line: number }>, 'of' | 'activeStatus' | 'told'>;

/** Blocks that are fetched at once. */
const AT_ONCE = 30;

interface Read {
  readonly blocks: readonly number[];
  /** Null: a key comes twice, or nobody counted. */
  readonly counts: Pick<SnapshotDifference, 'rowsBefore' | 'activeBefore'> | null;
}

/** An unknown read has no rows: everything is added, or removed. */
export async function compareBlocks(
  session: SqlSession,
  rows: Compared,
  snapshotId: string,
  earlierId: string,
): Promise<SnapshotDifference> {
  return (await compared(session, rows, snapshotId, earlierId)).difference();
}

/** In the order of their bytes, at most `limit`. */
export async function noLongerActiveInBlocks(
  session: SqlSession,
  rows: Compared,
  snapshotId: string,
  earlierId: string,
  limit: number,
): Promise<readonly string[]> {
  const keys = (await compared(session, rows, snapshotId, earlierId)).noLongerActive();
  const gone = keys.map((key) => ({ key, bytes: Buffer.from(key) }));
  gone.sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  return gone.slice(0, limit).map(({ key }) => key);
}

interface Outcome {
  difference(): SnapshotDifference;
  noLongerActive(): string[];
}

/**
 * Where no key comes twice in either read, a row in a block that both have is the same on both sides and has nothing
 * to do with any other: those are left out. Otherwise a key may have rows here and there, and all are looked at.
 */
async function compared(session: SqlSession, rows: Compared, snapshotId: string, earlierId: string): Promise<Outcome> {
  const [now, before] = [await readOf(session, rows.of, snapshotId), await readOf(session, rows.of, earlierId)];
  const { counts } = before;
  if (now.counts === null || counts === null) return tallied(session, rows, before.blocks, now.blocks);
  const [here, there] = [new Set(now.blocks), new Set(before.blocks)];
  const pairs = new KeyPairs(rows);
  const earlier = rowsIn(
    session,
    before.blocks.filter((id) => !here.has(id)),
  );
  const later = rowsIn(
    session,
    now.blocks.filter((id) => !there.has(id)),
  );
  for (let [old, fresh] = [await next(earlier), await next(later)]; old.length > 0 || fresh.length > 0; ) {
    const count = Math.min(old.length, fresh.length) || Math.max(old.length, fresh.length);
    for (let at = 0; at < count; at += 1) pairs.add(old[at], fresh[at]);
    [old, fresh] = [old.slice(count), fresh.slice(count)];
    if (old.length === 0) old = await next(earlier);
    if (fresh.length === 0) fresh = await next(later);
  }
  return {
    difference: () => ({ ...pairs.difference(), ...counts }),
    noLongerActive: () => pairs.noLongerActive(),
  };
}

async function tallied(
  session: SqlSession,
  { activeStatus, told: [from, to] }: Compared,
  before: readonly number[],
  now: readonly number[],
): Promise<KeyTally> {
  const tally = new KeyTally();
  for (const [side, ids] of [['before', before] as const, ['now', now] as const])
    for await (const rows of rowsIn(session, ids))
      for (const cells of rows) {
        const active = textCell(cells[2], 'status') === activeStatus;
        tally.add(side, textCell(cells[1], 'row_key'), active, fingerprint(cells, from, to));
      }
  return tally;
}

async function readOf(session: SqlSession, of: RowsOf, snapshotId: string): Promise<Read> {
  const row = await session.get('select read_id, key_count, active_count from snapshots where snapshot_id = ?', [
    snapshotId,
  ]);
  if (row === null) return { blocks: [], counts: { rowsBefore: 0, activeBefore: 0 } };
  const places = await allPlaces(session, of, integer(row, 'read_id'));
  const [rowsBefore, activeBefore] = [integerOrNull(row, 'key_count'), integerOrNull(row, 'active_count')];
  return {
    blocks: places.map(({ blockId }) => blockId),
    counts: rowsBefore === null || activeBefore === null ? null : { rowsBefore, activeBefore },
  };
}

/** In the order of the blocks, some of them at a time. */
async function* rowsIn(session: SqlSession, ids: readonly number[]): AsyncGenerator<readonly SqlList[], void> {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const part = ids.slice(start, start + AT_ONCE);
    const contentOf = await contentsOf(session, part);
    yield part.flatMap((id) => unpack(contentOf(id), 0));
  }
}

async function next(rows: AsyncGenerator<readonly SqlList[], void>): Promise<readonly SqlList[]> {
  const { value } = await rows.next();
  return value ?? [];
}

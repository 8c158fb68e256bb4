import * as z from 'zod';
import { textCell } from '../cells/cells.ts';
import { document, integer, integerOrNull } from '../cells/columns.ts';
import type { SqlList, SqlSession } from '../driver.ts';
import type { SnapshotDifference } from '../readers/snapshot-reader.ts';
import type { BlockRows, RowsOf } from './block-rows.ts';
import { fingerprint } from './fingerprint.ts';
import { KeyPairs } from './key-pairs.ts';
import { KeyTally } from './key-tally.ts';
import { keysOf, unpack } from './packing.ts';
import { allPlaces, contentsOf } from './placed-blocks.ts';
import type { KeyCounts } from './seen-keys.ts';

type Compared = Pick<BlockRows<{ readonly line: number }>, 'of' | 'activeStatus' | 'stated'>;

/** About keys that come more than once in one read. */
export const keyPrints = z.array(z.number());

/** Blocks that are fetched at once. */
const AT_ONCE = 30;

interface Read {
  readonly blocks: readonly number[];
  /** Null: nobody counted, or too many keys come again. */
  readonly counts: KeyCounts | null;
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
 * Compares the blocks that the two reads do not share. A key that comes once in each read is the same on both sides where
 * they share its block, so it is left out. A repeated key may have rows in any block, so all of its rows are compared.
 */
async function compared(session: SqlSession, rows: Compared, snapshotId: string, earlierId: string): Promise<Outcome> {
  const [now, before] = [await readOf(session, rows.of, snapshotId), await readOf(session, rows.of, earlierId)];
  const tally = new KeyTally();
  if (now.counts === null || before.counts === null) {
    await tallyRows(session, rows, tally, before.blocks, now.blocks, null);
    return tally;
  }
  const several = new Set([...now.counts.repeated, ...before.counts.repeated]);
  const pairs = await paired(session, rows, before.blocks, now.blocks, several);
  if (several.size > 0) await tallyRows(session, rows, tally, before.blocks, now.blocks, several);
  const [one, other] = [pairs.difference(), tally.difference()];
  const once = countsWithout(before.counts, tally);
  return {
    difference: () => ({
      added: one.added + other.added,
      removed: one.removed + other.removed,
      changed: one.changed + other.changed,
      turnedInactive: one.turnedInactive + other.turnedInactive,
      activeRemoved: one.activeRemoved + other.activeRemoved,
      activeBefore: once.active + other.activeBefore,
      rowsBefore: once.keys + other.rowsBefore,
    }),
    noLongerActive: () => [...pairs.noLongerActive(), ...tally.noLongerActive()],
  };
}

/** Keys that came once before and come again now are in the tally too. */
function countsWithout({ keys, active, repeated }: KeyCounts, tally: KeyTally): Pick<KeyCounts, 'keys' | 'active'> {
  const again = new Set(repeated);
  const counted = tally.before().filter(({ key }) => !again.has(fingerprint([key])));
  return { keys: keys - counted.length, active: active - counted.filter((one) => one.active).length };
}

async function paired(
  session: SqlSession,
  rows: Compared,
  before: readonly number[],
  now: readonly number[],
  several: ReadonlySet<number>,
): Promise<KeyPairs> {
  const [here, there] = [new Set(now), new Set(before)];
  const pairs = new KeyPairs(rows);
  const own = (ids: readonly number[], others: ReadonlySet<number>) =>
    once(
      rowsIn(
        session,
        ids.filter((id) => !others.has(id)),
      ),
      several,
    );
  const [earlier, later] = [own(before, here), own(now, there)];
  for (let [old, fresh] = [await next(earlier), await next(later)]; old.length > 0 || fresh.length > 0; ) {
    const count = Math.min(old.length, fresh.length) || Math.max(old.length, fresh.length);
    for (let at = 0; at < count; at += 1) pairs.add(old[at], fresh[at]);
    [old, fresh] = [old.slice(count), fresh.slice(count)];
    if (old.length === 0) old = await next(earlier);
    if (fresh.length === 0) fresh = await next(later);
  }
  return pairs;
}

/** `only`: rows of these keys; null: of all. */
async function tallyRows(
  session: SqlSession,
  { activeStatus, stated: [from, to] }: Compared,
  tally: KeyTally,
  before: readonly number[],
  now: readonly number[],
  only: ReadonlySet<number> | null,
): Promise<void> {
  for (const [side, ids] of [['before', before] as const, ['now', now] as const])
    for await (const contents of contentsIn(session, ids))
      for (const content of contents) {
        if (only !== null && !keysOf(content).some((key) => only.has(fingerprint([key])))) continue;
        for (const cells of unpack(content, 0)) {
          const key = textCell(cells[1], 'row_key');
          if (only !== null && !only.has(fingerprint([key]))) continue;
          tally.add(side, key, cells[2] === activeStatus, fingerprint(cells, from, to));
        }
      }
}

async function readOf(session: SqlSession, of: RowsOf, snapshotId: string): Promise<Read> {
  const row = await session.get(
    'select read_id, key_count, active_count, repeated_keys from snapshots where snapshot_id = ?',
    [snapshotId],
  );
  if (row === null) return { blocks: [], counts: { keys: 0, active: 0, repeated: [] } };
  const places = await allPlaces(session, of, integer(row, 'read_id'));
  const [keys, active] = [integerOrNull(row, 'key_count'), integerOrNull(row, 'active_count')];
  return {
    blocks: places.map(({ blockId }) => blockId),
    counts:
      keys === null || active === null ? null : { keys, active, repeated: document(row, 'repeated_keys', keyPrints) },
  };
}

/** In the order of the blocks, some of them at a time. */
async function* contentsIn(session: SqlSession, ids: readonly number[]): AsyncGenerator<readonly string[], void> {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const part = ids.slice(start, start + AT_ONCE);
    const contentOf = await contentsOf(session, part);
    yield part.map(contentOf);
  }
}

async function* rowsIn(session: SqlSession, ids: readonly number[]): AsyncGenerator<readonly SqlList[], void> {
  for await (const contents of contentsIn(session, ids)) yield contents.flatMap((content) => unpack(content, 0));
}

/** Without rows of these keys; what is left of a part may be nothing, which is not the end. */
async function* once(
  parts: AsyncIterable<readonly SqlList[]>,
  several: ReadonlySet<number>,
): AsyncGenerator<readonly SqlList[], void> {
  for await (const rows of parts) {
    const left = several.size === 0 ? rows : rows.filter((cells) => !several.has(fingerprint([cells[1]])));
    if (left.length > 0) yield left;
  }
}

async function next(rows: AsyncGenerator<readonly SqlList[], void>): Promise<readonly SqlList[]> {
  const { value } = await rows.next();
  return value ?? [];
}

import type { Snapshot, SnapshotHead } from '../../../model/snapshot.ts';
import type { StoreReader } from '../../../store/store.ts';
import type { Deps } from '../../deps.ts';
import { hasPeople } from './gate.ts';
import { knownReads } from './known-reads.ts';
import { Watch } from './watch.ts';

type Arriving = Pick<SnapshotHead, 'kind' | 'directory' | 'app' | 'asOf'>;

/**
 * Prepares the comparison before the first row of a snapshot: loads what is known of the people that it may contain.
 */
export async function openWatch(deps: Pick<Deps, 'store' | 'settings'>, arriving: Arriving): Promise<Watch> {
  if (!hasPeople(arriving)) return new Watch(arriving.kind, [], deps.settings);
  return deps.store.read(async (reader) => watchFor(reader, deps, arriving, null));
}

const PAGE = 2_000;

/** The same for a snapshot that is in the store already: its rows are read again. */
export async function watchAgain(reader: StoreReader, deps: Pick<Deps, 'settings'>, stored: Snapshot): Promise<Watch> {
  if (!hasPeople(stored)) return new Watch(stored.kind, [], deps.settings);
  const watch = await watchFor(reader, deps, stored, stored.snapshotId);
  for (let after = 0; ; ) {
    const rows =
      stored.kind === 'directory'
        ? (await reader.identityRows(stored.snapshotId, after, PAGE)).map((row) => ({ of: 'identity' as const, row }))
        : (await reader.accountRows(stored.snapshotId, after, PAGE)).map((row) => ({ of: 'account' as const, row }));
    const last = rows.at(-1);
    if (last === undefined) return watch;
    watch.see(rows);
    after = last.row.line;
  }
}

async function watchFor(
  reader: StoreReader,
  { settings }: Pick<Deps, 'settings'>,
  arriving: Arriving,
  itself: string | null,
): Promise<Watch> {
  return new Watch(arriving.kind, await knownReads(reader, { ...arriving, snapshotId: itself }), settings);
}

import { pages } from '../../evaluation/index.ts';
import { provesAbsence, READER_VERSION, readsAt, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { EarlierRead, LiveRead } from '../../sources/live/live-source.ts';
import type { Store } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

const PAGE = 2_000;

/** The newest live read of a series that is complete: what an incremental read goes on from. */
export async function earlierRead(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  series: Pick<LiveRead, 'kind' | 'directory' | 'app'>,
): Promise<EarlierRead | null> {
  const snapshots = readsAt(await store.read((reader) => reader.snapshots()), clock());
  const found = snapshots.findLast(
    (one) => one.live !== null && seriesOf(one) === seriesOf(series) && one.app === series.app && provesAbsence(one),
  );
  return found === undefined || found.live === null
    ? null
    : { ...described(found, found.live), ...rowsOf(store, found) };
}

function described(found: Snapshot, { fullReadAt, cursor }: NonNullable<Snapshot['live']>) {
  return {
    asOf: found.asOf,
    fullReadAt,
    cursor,
    fingerprint: found.headerFingerprint,
    rows: found.rowsAccepted,
    isOfThisReader: found.reader === READER_VERSION,
  };
}

function rowsOf(store: Store, { snapshotId }: Snapshot): Pick<EarlierRead, 'identities' | 'assignments'> {
  return {
    identities: () => pages((after) => store.read((reader) => reader.identityRows(snapshotId, after, PAGE))),
    assignments: () => pages((after) => store.read((reader) => reader.assignmentRows(snapshotId, after, PAGE))),
  };
}

import { ClariIdentityError } from '../../model/errors.ts';
import { isAhead, isRemembered, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { Clock } from '../../model/time.ts';
import { withdrawReadCommand } from '../../reconcile/coverage/commands.ts';
import type { Store } from '../../store/store.ts';
import type { DoctorCheck } from './check.ts';

interface Options {
  readonly clock: Clock;
  open(): Promise<{ readonly store: Store }>;
}

/** Reads that are dated ahead of the clock; nothing where there are none. */
export async function checkReads({ clock, open }: Options): Promise<readonly DoctorCheck[]> {
  const ahead = await readsAhead(open, clock);
  return [
    ...ahead.map(
      (one): DoctorCheck => ({
        area: 'store',
        name: `read ${one.snapshotId}`,
        state: 'failed',
        buys: `${seriesOf(one)} as of ${one.asOf}.`,
        costs: 'It is left out of every verdict: its as-of lies ahead of the clock.',
        remedy: `If the clock (${clock()}) is wrong, set it right. If the read is, withdraw it: ${withdrawReadCommand(one)}.`,
      }),
    ),
  ];
}

/** A store that cannot be opened is told by its own check. */
async function readsAhead(open: Options['open'], clock: Clock): Promise<readonly Snapshot[]> {
  try {
    const { store } = await open();
    const reads = await store.read((reader) => reader.snapshots());
    return reads.filter((one) => isRemembered(one) && isAhead(one, clock()));
  } catch (error) {
    if (error instanceof ClariIdentityError) return [];
    throw error;
  }
}

import { isAhead, isRemembered, seriesOf } from '../../model/snapshot.ts';
import type { Clock } from '../../model/time.ts';
import { withdrawReadCommand } from '../../reconcile/coverage/commands.ts';
import type { Store } from '../../store/store.ts';
import type { DoctorCheck } from './check.ts';

/** Reads that are dated ahead of the clock; nothing where there are none. */
export async function checkReads(store: Store, clock: Clock): Promise<readonly DoctorCheck[]> {
  const now = clock();
  const reads = await store.read((reader) => reader.snapshots());
  return reads
    .filter((one) => isRemembered(one) && isAhead(one, now))
    .map((one) => ({
      area: 'store',
      name: `read ${one.snapshotId}`,
      state: 'failed',
      buys: `${seriesOf(one)} as of ${one.asOf}.`,
      costs: 'It is left out of every verdict: its as-of lies ahead of the clock.',
      remedy: `If the clock (${now}) is wrong, set it right. If the read is, withdraw it: ${withdrawReadCommand(one)}.`,
    }));
}

import { shownTime } from '../../model/shown-time.ts';
import { isAhead, readsAt, seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { acceptHeldCommand, withdrawReadCommand } from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { WorkItem } from './item.ts';

/** Snapshots that a guard holds, until somebody accepts them or a newer one of the series counts. */
export async function heldItems(reader: StoreReader, now: Instant): Promise<readonly WorkItem[]> {
  const snapshots = readsAt(await reader.snapshots(), now);
  return snapshots
    .filter((one) => one.state === 'held')
    .map((held) => {
      const newer = snapshots.some(
        (one) => one.state === 'published' && seriesOf(one) === seriesOf(held) && one.asOf > held.asOf,
      );
      return {
        id: held.snapshotId,
        kind: 'held_read' as const,
        state: newer ? ('superseded' as const) : ('held' as const),
        accountId: null,
        app: null,
        email: null,
        title: `${seriesOf(held)} as of ${shownTime(held.asOf)} (${JSON.stringify(held.fileName)})`,
        waitsFor: newer ? 'Nothing: a newer read counts.' : `Somebody who checks it: ${held.guards.join(' ')}`,
        deadline: null,
        nextCommand: newer ? null : isAhead(held, now) ? withdrawReadCommand(held) : acceptHeldCommand(held),
      };
    });
}

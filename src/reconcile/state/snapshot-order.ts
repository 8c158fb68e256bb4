import { isByAssistant, type Snapshot, seriesOf } from '../../model/snapshot.ts';

/** Oldest first; reads of one moment by their bytes, so that the order of import never matters. */
export function bySnapshotOrder(a: Snapshot, b: Snapshot): number {
  return compareText(a.asOf, b.asOf) || compareText(a.sha256, b.sha256) || compareText(a.snapshotId, b.snapshotId);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How a read is named in evidence. */
export function sourceName(snapshot: Snapshot): string {
  const stated = isByAssistant(snapshot) ? ', as stated by an assistant' : '';
  return `${seriesOf(snapshot)} (${snapshot.fileName})${stated}`;
}

import { isByAssistant, type Snapshot, seriesOf } from '../../model/snapshot.ts';

/** Oldest first; reads of one moment by their bytes, so that the order of import never matters. */
export function bySnapshotOrder(a: Snapshot, b: Snapshot): number {
  return compareText(a.asOf, b.asOf) || compareText(a.sha256, b.sha256) || compareText(a.snapshotId, b.snapshotId);
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const NAMES = new WeakMap<Snapshot, string>();

/** How a read is named in evidence: asked of every row of it. */
export function sourceName(snapshot: Snapshot): string {
  const known = NAMES.get(snapshot);
  if (known !== undefined) return known;
  const stated = isByAssistant(snapshot) ? ', as stated by an assistant' : '';
  const name = `${seriesOf(snapshot)} (${snapshot.fileName})${stated}`;
  NAMES.set(snapshot, name);
  return name;
}

import type { Snapshot } from '../model/snapshot.ts';

/** Fewer rows are gone through sooner than a thread is started. */
const MANY_ROWS = 5_000;

/** Whether so many rows count that going through them is work for a thread of its own. */
export function hasManyRows(snapshots: readonly Snapshot[]): boolean {
  const published = snapshots.filter((one) => one.state === 'published');
  return published.reduce((sum, one) => sum + one.rowsAccepted, 0) > MANY_ROWS;
}

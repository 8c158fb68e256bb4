import { READER_VERSION, type Snapshot, type SnapshotHead, seriesOf } from '../../model/snapshot.ts';
import type { FileStatement } from '../../sources/source.ts';
import type { StoreReader } from '../../store/store.ts';

interface StatedBefore {
  /** A snapshot of the same bytes that this one would repeat or replace; null if there is none. */
  readonly same: Snapshot | null;
  /** True if somebody stated the time of that one, while this one only has the time of its file. */
  readonly isDatedBetter: boolean;
}

/**
 * Finds what was stated of the same bytes before. With another stated time they are another export that happens to be
 * equal.
 */
export async function statedBefore(reader: StoreReader, head: SnapshotHead): Promise<StatedBefore> {
  const same = await reader.sameRead(head);
  if (same !== null) return { same, isDatedBetter: false };
  const others = (await reader.snapshots()).filter(
    (one) =>
      one.state === 'published' &&
      one.sha256 === head.sha256 &&
      one.app === head.app &&
      seriesOf(one) === seriesOf(head) &&
      one.asOfBasis !== head.asOfBasis,
  );
  return { same: others.at(-1) ?? null, isDatedBetter: others.length > 0 && head.asOfBasis === 'file_time' };
}

/** Whether a statement about known bytes adds something: then it makes a new snapshot that replaces the old one. */
export function saysMore(known: Snapshot, statement: FileStatement, head: SnapshotHead): boolean {
  return (
    (statement.completeness !== null &&
      statement.completeness !== known.completeness &&
      known.completenessBasis !== 'content') ||
    (statement.filter !== null && statement.filter !== known.filter) ||
    (statement.asOf !== null && known.asOfBasis !== 'stated') ||
    head.asOf !== known.asOf
  );
}

/** Whether an older version of this program read it, which overlooked more. */
export function isOld({ reader }: Snapshot): boolean {
  return reader < READER_VERSION;
}

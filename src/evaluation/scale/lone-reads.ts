import type { Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { textHash } from '../../reconcile/normalise/text-hash.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import { strengthOf } from '../../reconcile/state/identity-entry.ts';
import { NO_MATCHES } from '../../reconcile/state/list-matches.ts';
import { pages } from '../pages.ts';
import type { Passed } from './reads.ts';
import type { RowReader } from './short-reads.ts';

const PAGE = 2_000;

/** Directories of which there is one read each, and no list of assigned people; null: there is more. */
export function loneReads(remembered: readonly Snapshot[]): readonly Snapshot[] | null {
  const reads = remembered.filter(({ kind }) => kind === 'directory' || kind === 'directory-assignments');
  const directories = new Set(reads.map(({ directory }) => directory));
  return reads.every(({ kind }) => kind === 'directory') && directories.size === reads.length ? reads : null;
}

/**
 * The identities of such reads, about `size` at a time. Every row is one by itself where each has an id of its own and no
 * two the same, so that rows are read once, and not first to see which of them belong together. Returns false where that
 * turns out not to hold: what was given until then counts for nothing.
 */
export async function eachByItself(
  reader: RowReader,
  reads: readonly Snapshot[],
  size: number,
  passed: Passed,
  take: (identities: readonly Identity[]) => void,
): Promise<boolean> {
  const ids = new Float64Array(reads.reduce((rows, read) => rows + read.rowsAccepted, 0));
  let count = 0;
  for (const read of reads)
    for await (const rows of pages((after) => reader.identityRows(read.snapshotId, after, PAGE))) {
      for (const row of rows) {
        if (count === ids.length || row.directory !== read.directory || strengthOf(row) < 2) return false;
        ids[count] = textHash(row.identityId, textHash(row.directory, 0));
        count += 1;
      }
      for (let start = 0; start < rows.length; start += size) take(built(read, rows.slice(start, start + size), reads));
      // Others go through them twice.
      await passed(rows.length * 2);
    }
  ids.sort();
  return ids.subarray(0, count).every((id, at, all) => at === 0 || all[at - 1] !== id);
}

function built(read: Snapshot, rows: readonly IdentityObservation[], reads: readonly Snapshot[]): readonly Identity[] {
  const history = identityHistory(NO_MATCHES);
  for (const row of rows) history.addIdentity(read, row);
  return history.build(reads);
}

import type { Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { textHash } from '../../reconcile/normalise/text-hash.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import { isRevocation, strengthOf } from '../../reconcile/state/identity-entry.ts';
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
  for (const read of reads) {
    const rowByRow = new RowByRow(read, reads);
    for await (const rows of pages((after) => reader.identityRows(read.snapshotId, after, PAGE))) {
      for (const row of rows) {
        if (count === ids.length || row.directory !== read.directory || strengthOf(row) < 2) return false;
        ids[count] = textHash(row.identityId, textHash(row.directory, 0));
        count += 1;
      }
      for (let start = 0; start < rows.length; start += size) take(rowByRow.of(rows.slice(start, start + size)));
      // Others go through them twice.
      await passed(rows.length * 2);
    }
  }
  ids.sort();
  return ids.subarray(0, count).every((id, at, all) => at === 0 || all[at - 1] !== id);
}

/**
 * What one row says of its identity, for all rows of a read that say the same: only the first is gone through by the
 * rules. Rows of whoever lost the right, or of whom the log says something, are each gone through.
 */
class RowByRow {
  readonly #read: Snapshot;
  readonly #reads: readonly Snapshot[];
  readonly #known = new Map<string | null, Identity>();

  constructor(read: Snapshot, reads: readonly Snapshot[]) {
    this.#read = read;
    this.#reads = reads;
  }

  of(rows: readonly IdentityObservation[]): readonly Identity[] {
    const found: Identity[] = [];
    const others = identityHistory(NO_MATCHES);
    for (const row of rows) {
      const known = this.#known.get(nameOf(row));
      if (known === undefined) others.addIdentity(this.#read, row);
      else found.push({ ...known, identityId: row.identityId, latest: row });
    }
    for (const identity of others.build(this.#reads)) {
      found.push(identity);
      const name = nameOf(identity.latest);
      if (name !== null) this.#known.set(name, identity);
    }
    return found;
  }
}

/** Null: no other row says the same for sure. */
function nameOf({ status, statusRaw, contradiction, assignment, revoked, ssoName, lastSsoAt }: IdentityObservation) {
  if (isRevocation(status) || revoked !== null || ssoName !== null || lastSsoAt !== null) return null;
  return `${status} ${statusRaw === null} ${contradiction === null} ${assignment}`;
}

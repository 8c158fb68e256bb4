import type { Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { type IdentityEntry, isRevocation } from './identity-entry.ts';

/** What complete reads say of an identity that they lack. */
export type Absence =
  | { readonly kind: 'none' }
  /** A read of the very moment of the newest row lacks it. */
  | { readonly kind: 'contradicted' }
  | {
      /** `explained`: a list of active people has to lack somebody who was not active. */
      readonly kind: 'deleted' | 'gone_from_active_list' | 'explained';
      /** As-of of the first and of the newest read that lacks it. */
      readonly since: Instant;
      readonly asOf: Instant;
    };

/** `reads`: those of this directory that prove absence, oldest first. */
export function absenceOf(entry: IdentityEntry, reads: readonly Snapshot[]): Absence {
  const lastSeen = entry.newest[0]?.snapshot.asOf ?? '';
  const shownBy = new Set(entry.newest.map(({ snapshot }) => snapshot.snapshotId));
  const wasRevoked = entry.newest.every(({ row }) => isRevocation(row.status) || row.status === 'staged');
  const missing = reads.filter((read) => read.asOf > lastSeen);
  const first = missing[0];
  const newest = missing.at(-1);
  if (first === undefined || newest === undefined) {
    const contradicts = reads.some(
      (read) => read.asOf === lastSeen && !shownBy.has(read.snapshotId) && !(wasRevoked && read.filter === 'active'),
    );
    return contradicts ? { kind: 'contradicted' } : { kind: 'none' };
  }
  const whole = missing.find((read) => read.filter !== 'active');
  if (whole !== undefined) return { kind: 'deleted', since: first.asOf, asOf: newest.asOf };
  return { kind: wasRevoked ? 'explained' : 'gone_from_active_list', since: first.asOf, asOf: newest.asOf };
}

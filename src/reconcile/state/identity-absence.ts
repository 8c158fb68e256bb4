import type { Snapshot } from '../../model/snapshot.ts';
import { addMs, DAY_MS, type Instant } from '../../model/time.ts';
import { type IdentityEntry, isRevocation } from './identity-entry.ts';

/** What complete reads say of an identity that they lack. */
export type Absence =
  | { readonly kind: 'none' }
  /** A read of the very moment of the newest row lacks it. */
  | { readonly kind: 'contradicted' }
  | {
      /**
       * `vanished`: a read lacks it and nothing says why. `deleted`, `gone_from_active_list`: another read at least a day
       * later agrees. `deleted_after_end`: the directory had ended it before. `explained`: a list of active people has to lack
       * somebody who was not active.
       */
      readonly kind: 'vanished' | 'deleted' | 'deleted_after_end' | 'gone_from_active_list' | 'explained';
      /** As-of of the first and of the newest read that lacks it. */
      readonly since: Instant;
      readonly asOf: Instant;
      /** Only lists of active people lack it. */
      readonly fromActiveList: boolean;
    };

/** `reads`: those of this directory that prove absence, oldest first. */
export function absenceOf(entry: IdentityEntry, reads: readonly Snapshot[]): Absence {
  const lastSeen = entry.newest[0]?.snapshot.asOf ?? '';
  const wasRevoked = entry.newest.every(({ row }) => isRevocation(row.status) || row.status === 'staged');
  const missing = reads.filter((read) => read.asOf > lastSeen);
  const first = missing[0];
  const newest = missing.at(-1);
  if (first === undefined || newest === undefined) {
    const shownBy = new Set(entry.newest.map(({ snapshot }) => snapshot.snapshotId));
    const contradicts = reads.some(
      (read) => read.asOf === lastSeen && !shownBy.has(read.snapshotId) && !(wasRevoked && read.filter === 'active'),
    );
    return contradicts ? { kind: 'contradicted' } : { kind: 'none' };
  }
  const fromActiveList = missing.every((read) => read.filter === 'active');
  const agreed = newest.asOf >= addMs(first.asOf, DAY_MS);
  return {
    kind: kindOf(entry, { wasRevoked, fromActiveList, agreed }),
    since: first.asOf,
    asOf: newest.asOf,
    fromActiveList,
  };
}

interface Stated {
  readonly wasRevoked: boolean;
  readonly fromActiveList: boolean;
  readonly agreed: boolean;
}

function kindOf(entry: IdentityEntry, { wasRevoked, fromActiveList, agreed }: Stated) {
  if (fromActiveList && wasRevoked) return 'explained';
  if (wasEnded(entry)) return 'deleted_after_end';
  if (!agreed) return 'vanished';
  return fromActiveList ? 'gone_from_active_list' : 'deleted';
}

/** A suspension ends nothing: who is away for a while comes back. */
function wasEnded({ newest, ended, lastUnrevoked }: IdentityEntry): boolean {
  return (
    newest.every(({ row }) => row.status === 'deactivated' || row.status === 'deleted') ||
    (ended !== null && ended.at > (lastUnrevoked ?? ''))
  );
}

import type { Reason } from '../../model/finding.ts';
import type { Entitlement, EntitlementReason, Identity } from '../../model/identity.ts';

/** What one identity's entitlement means for the person behind it. */
export type Word = 'entitled' | 'unassigned' | 'revoked' | 'unclear';

export function wordOf(entitlement: Entitlement): Word {
  switch (entitlement) {
    case 'assigned':
      return 'entitled';
    case 'unassigned':
      return 'unassigned';
    case 'suspended':
    case 'deactivated':
    case 'deleted':
      return 'revoked';
    case 'app_disabled':
    case 'unknown':
      return 'unclear';
    default:
      return entitlement satisfies never;
  }
}

const BY_ENTITLEMENT_REASON = {
  assignment_unknown: 'assignment_unknown',
  assignment_not_required: 'assignment_not_required',
  implicit_assignment: 'implicit_assignment',
  pre_hire: 'pre_hire',
  status_unknown: 'identity_status_unknown',
  assignment_status_unknown: 'assignment_status_unknown',
  identity_maybe_renamed: 'identity_maybe_renamed',
  absence_not_proven: 'identity_absence_not_proven',
  gone_from_active_list: 'no_active_identity',
  conflicting_reads: 'conflicting_reads',
  status_contradictory: 'identity_status_contradictory',
  vanished: 'vanished_from_directory',
} as const satisfies Record<EntitlementReason, Reason>;

/** Why nothing can be said of this identity's entitlement. */
export function unclearReason(identity: Identity): Reason {
  if (identity.entitlement === 'app_disabled') return 'app_disabled';
  return identity.entitlementReason === null
    ? 'identity_status_unknown'
    : BY_ENTITLEMENT_REASON[identity.entitlementReason];
}

/** The right to enter Clari is known to be gone. */
export function lacksEntitlement(identity: Pick<Identity, 'entitlement'>): boolean {
  const word = wordOf(identity.entitlement);
  return word === 'revoked' || word === 'unassigned';
}

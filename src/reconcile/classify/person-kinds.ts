import type { Reason } from '../../model/finding.ts';
import type { Entitlement, EntitlementReason, Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import { isRoleMailbox } from '../normalise/role-mailbox.ts';

/** What one identity's entitlement means for the person behind it. */
export type Word = 'entitled' | 'unassigned' | 'revoked' | 'unclear';

/** What all linked identities of a person say together. */
export type Leaning = 'not_linked' | 'entitled' | 'leaver' | 'unassigned' | 'unclear' | 'to_look_at';

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
  assignment_in_doubt: 'assignment_in_doubt',
  assignments_match_nobody: 'assignments_match_nobody',
} as const satisfies Record<EntitlementReason, Reason>;

/** Why this identity's entitlement is unknown. */
export function unclearReason(identity: Pick<Identity, 'entitlement' | 'entitlementReason'>): Reason {
  if (identity.entitlement === 'app_disabled') return 'app_disabled';
  return identity.entitlementReason === null
    ? 'identity_status_unknown'
    : BY_ENTITLEMENT_REASON[identity.entitlementReason];
}

/** What makes an identity's statement a question for a person, whatever else is known; null if nothing does. */
export function toLookAt({ entitlementReason }: Pick<Identity, 'entitlementReason'>): Reason | null {
  if (entitlementReason === 'vanished' || entitlementReason === 'assignment_in_doubt')
    return BY_ENTITLEMENT_REASON[entitlementReason];
  return null;
}

/**
 * Whether a row is a shared mailbox, a room or a service: the directory says so, or the address is that of a function
 * and no person's name goes with it. Such a row is normally disabled.
 */
export function isNoPersonRow(row: IdentityObservation): boolean {
  if (row.personKind === 'not_person') return true;
  if (row.personKind === 'guest' || row.givenName !== null || row.familyName !== null) return false;
  const address = row.email ?? row.login;
  return address !== null && isRoleMailbox(address);
}

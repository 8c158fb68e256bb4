import type { Entitlement, EntitlementReason } from '../../model/identity.ts';
import type { IdentityStatus } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import type { Absence } from './identity-absence.ts';
import type { SettledWord } from './words.ts';

export interface EntitlementPremises {
  readonly status: IdentityStatus;
  /** Rows of one moment disagree on the status. */
  readonly statusConflicts: boolean;
  readonly absence: Absence['kind'];
  readonly maybeRenamed: boolean;
  readonly assignment: SettledWord;
  readonly facts: DirectoryFacts;
}

export interface EntitlementWord {
  readonly entitlement: Entitlement;
  readonly reason: EntitlementReason | null;
}

/** What the directory says of the right to enter Clari. What the identity itself lost, no assignment gives back. */
export function entitlementOf(premises: EntitlementPremises): EntitlementWord {
  const { status, absence, maybeRenamed } = premises;
  if ((absence === 'deleted' || absence === 'gone_from_active_list') && maybeRenamed)
    return unknownFor('identity_maybe_renamed');
  if (absence === 'deleted') return { entitlement: 'deleted', reason: null };
  if (absence === 'gone_from_active_list') return { entitlement: 'deactivated', reason: 'gone_from_active_list' };
  if (premises.statusConflicts || absence === 'contradicted') return unknownFor('conflicting_reads');
  switch (status) {
    case 'deactivated':
    case 'deleted':
    case 'suspended':
      return { entitlement: status, reason: null };
    case 'staged':
      return unknownFor('pre_hire');
    case 'unknown':
      return unknownFor('status_unknown');
    case 'active':
      return entitlementWhileActive(premises);
    default:
      return status satisfies never;
  }
}

/**
 * Somebody whom only an assignment list knows. `isMissing`: a complete directory read does not have them. `isLive`: the
 * list came with a read of the directory that lacks them, so somebody suspended may be among them; a list that a person
 * brings is their word on who may enter.
 */
export function entitlementOfListed(
  assignment: SettledWord,
  facts: DirectoryFacts,
  { isMissing, isLive }: { readonly isMissing: boolean; readonly isLive: boolean },
): EntitlementWord {
  if (isMissing) return unknownFor('absence_not_proven');
  if (facts.appEnabled === false) return { entitlement: 'app_disabled', reason: null };
  if (assignment.conflicting) return unknownFor('conflicting_reads');
  if (isLive) return unknownFor('status_unknown');
  if (assignment.status === 'assigned' || assignment.status === 'suspended')
    return { entitlement: assignment.status, reason: null };
  return unknownFor('status_unknown');
}

function entitlementWhileActive({ assignment, facts }: EntitlementPremises): EntitlementWord {
  if (facts.appEnabled === false) return { entitlement: 'app_disabled', reason: null };
  if (assignment.conflicting) return unknownFor('conflicting_reads');
  switch (assignment.status) {
    case null:
      return unknownFor('assignment_unknown');
    case 'unknown':
      return unknownFor('assignment_status_unknown');
    case 'assigned':
    case 'suspended':
      return { entitlement: assignment.status, reason: null };
    case 'unassigned':
      if (facts.assignmentRequired === false) return unknownFor('assignment_not_required');
      if (facts.implicitAssignment === true) return unknownFor('implicit_assignment');
      return { entitlement: 'unassigned', reason: null };
    default:
      return assignment.status satisfies never;
  }
}

function unknownFor(reason: EntitlementReason): EntitlementWord {
  return { entitlement: 'unknown', reason };
}

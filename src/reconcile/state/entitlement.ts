import type { Entitlement, EntitlementReason } from '../../model/identity.ts';
import type { IdentityStatus } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import type { Absence } from './identity-absence.ts';
import type { Doubt, SettledWord } from './words.ts';

export interface EntitlementPremises {
  readonly status: IdentityStatus;
  /** Rows of one moment disagree on the status. */
  readonly statusConflicts: boolean;
  /** The row speaks against its own status. */
  readonly statusContradicted: boolean;
  readonly absence: Absence;
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
  const { status, absence } = premises;
  const gone = entitlementOfMissing(premises);
  if (gone !== null) return gone;
  if (premises.statusConflicts || absence.kind === 'contradicted') return unknownFor('conflicting_reads');
  if (premises.statusContradicted) return unknownFor('status_contradictory');
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

/** Null: it is there, or has to be missing. Absent is not deleted: a lost page or a filter makes people vanish too. */
function entitlementOfMissing({
  status,
  absence,
  maybeRenamed,
  assignment,
}: EntitlementPremises): EntitlementWord | null {
  if (absence.kind === 'none' || absence.kind === 'contradicted' || absence.kind === 'explained') return null;
  if (maybeRenamed) return unknownFor('identity_maybe_renamed');
  const gone: EntitlementWord = absence.fromActiveList
    ? { entitlement: 'deactivated', reason: 'gone_from_active_list' }
    : { entitlement: 'deleted', reason: null };
  if (absence.kind === 'deleted_after_end') return gone;
  const listed = assignment.status === 'assigned' || assignment.status === 'suspended';
  if (listed && (assignment.asOf ?? '') >= absence.asOf) return unknownFor('conflicting_reads');
  if (absence.kind !== 'vanished') return gone;
  if (assignment.status === 'unassigned' && (assignment.asOf ?? '') >= absence.since) return gone;
  return status === 'suspended' ? { entitlement: 'suspended', reason: null } : unknownFor('vanished');
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
      return unknownFor(assignment.doubt === null ? 'assignment_status_unknown' : BY_DOUBT[assignment.doubt]);
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

const BY_DOUBT = {
  address: 'assignment_in_doubt',
  name: 'assignments_match_nobody',
  list: 'assignments_match_nobody',
} as const satisfies Record<Doubt, EntitlementReason>;

function unknownFor(reason: EntitlementReason): EntitlementWord {
  return { entitlement: 'unknown', reason };
}

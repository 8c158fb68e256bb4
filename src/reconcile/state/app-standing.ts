import type { AppStanding, Identity } from '../../model/identity.ts';

type Right = Pick<Identity, 'entitlement' | 'entitlementReason'>;

/**
 * Whether the right to enter Clari rests on an assignment to it, which says nothing of another application; else it ended
 * with the person, or is not known of them at all. `status`: of the person.
 */
export function restsOnAssignment(
  { entitlement, entitlementReason }: Right,
  status: () => Identity['latest']['status'],
): boolean {
  switch (entitlement) {
    case 'suspended':
      // Not if the person is.
      return status() === 'active';
    case 'assigned':
    case 'unassigned':
    case 'app_disabled':
      return true;
    case 'deactivated':
    case 'deleted':
      return false;
    case 'unknown':
      return entitlementReason === null || OF_ASSIGNMENT.has(entitlementReason);
    default:
      return entitlement satisfies never;
  }
}

/** The standing of somebody of whom no list of the application says anything. */
export function withoutAssignment(
  one: Pick<Identity, Exclude<keyof AppStanding, 'listMatch'>> & {
    readonly latest: Pick<Identity['latest'], 'status'>;
  },
): AppStanding {
  if (restsOnAssignment(one, () => one.latest.status)) return ASSIGNMENT_UNKNOWN;
  const { entitlement, entitlementReason, revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy } = one;
  const right = { entitlement, entitlementReason, revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy };
  return { ...NOT_LISTED, ...right };
}

const NOT_LISTED = { assignment: null, assignmentAsOf: null, assignmentSource: null, listMatch: undefined } as const;

const OF_ASSIGNMENT: ReadonlySet<NonNullable<Identity['entitlementReason']>> = new Set([
  'assignment_unknown',
  'assignment_not_required',
  'implicit_assignment',
  'assignment_status_unknown',
  'assignment_in_doubt',
  'assignments_match_nobody',
]);

const ASSIGNMENT_UNKNOWN: AppStanding = {
  ...NOT_LISTED,
  entitlement: 'unknown',
  entitlementReason: 'assignment_unknown',
  revokedAt: null,
  revokedAtDateOnly: false,
  revokedAtBasis: 'unknown',
  revokedBy: null,
};

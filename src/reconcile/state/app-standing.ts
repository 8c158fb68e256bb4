import type { AppStanding, Identity } from '../../model/identity.ts';

/** The standing of somebody of whom no list of the application says anything. */
export function withoutAssignment(
  one: Pick<Identity, Exclude<keyof AppStanding, 'listMatch'>> & {
    readonly latest: Pick<Identity['latest'], 'status'>;
  },
): AppStanding {
  const { revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy } = one;
  const common = { assignment: null, assignmentAsOf: null, assignmentSource: null, listMatch: undefined };
  switch (one.entitlement) {
    case 'suspended':
      // Not if only the assignment to Clari is.
      if (one.latest.status === 'active') return { ...common, ...UNKNOWN };
      break;
    case 'assigned':
    case 'unassigned':
    case 'app_disabled':
      return { ...common, ...UNKNOWN };
    case 'deactivated':
    case 'deleted':
      break;
    case 'unknown':
      if (one.entitlementReason === null || OF_ASSIGNMENT.has(one.entitlementReason)) return { ...common, ...UNKNOWN };
      break;
    default:
      return one.entitlement satisfies never;
  }
  const { entitlement, entitlementReason } = one;
  return { ...common, entitlement, entitlementReason, revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy };
}

const OF_ASSIGNMENT: ReadonlySet<NonNullable<Identity['entitlementReason']>> = new Set([
  'assignment_unknown',
  'assignment_not_required',
  'implicit_assignment',
  'assignment_status_unknown',
  'assignment_in_doubt',
  'assignments_match_nobody',
]);

const UNKNOWN = {
  entitlement: 'unknown',
  entitlementReason: 'assignment_unknown',
  revokedAt: null,
  revokedAtDateOnly: false,
  revokedAtBasis: 'unknown',
  revokedBy: null,
} as const;

import type { App } from '../../model/app-profile.ts';
import { isEnteredAsClari } from '../../model/apps-in-use.ts';
import type { Identity } from '../../model/identity.ts';
import { withoutAssignment } from './app-standing.ts';
import { LeanIdentity } from './lean-identity.ts';

/**
 * What an identity says of the right to enter one application: who is assigned to Clari is thereby neither assigned to
 * another one nor unassigned there.
 */
export function seenFrom(app: App, identity: Identity): Identity {
  if (isEnteredAsClari(app)) return identity;
  if (identity instanceof LeanIdentity) return identity.seenFrom(app);
  const { elsewhere, ...own } = identity;
  return { ...own, lastSsoAt: null, ...(elsewhere?.[app] ?? withoutAssignment(identity)) };
}

/** Whether the right to enter the two is one. */
export function isEnteredAs(app: App, other: App): boolean {
  return app === other || (isEnteredAsClari(app) && isEnteredAsClari(other));
}

/** Seen from the application once, to be seen from it again: it says the same then. */
export function asSeenFrom(app: App, identity: Identity): Identity {
  if (isEnteredAsClari(app)) return identity;
  const { assignment, assignmentAsOf, assignmentSource, listMatch, entitlement, entitlementReason } = identity;
  const { revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy } = identity;
  const right = { entitlement, entitlementReason, revokedAt, revokedAtDateOnly, revokedAtBasis, revokedBy };
  return { ...identity, elsewhere: { [app]: { assignment, assignmentAsOf, assignmentSource, listMatch, ...right } } };
}

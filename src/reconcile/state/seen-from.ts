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

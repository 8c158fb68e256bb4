import { ROLES, type Role } from '../../model/actor.ts';

interface Claims {
  readonly [claim: string]: unknown;
}

/** The `clari_identity_roles` claim where there is one: scopes, which a client asks for, cannot widen what it says. */
export function grantedRoles(claims: Claims): readonly Role[] {
  const assigned = claims['clari_identity_roles'];
  const words = assigned === undefined ? [...wordsOf(claims['scope']), ...wordsOf(claims['scp'])] : wordsOf(assigned);
  return ROLES.filter((role) => words.includes(role));
}

/** A list of strings or one string with spaces; of anything else, nothing is granted. */
function wordsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) && claim.every((word) => typeof word === 'string') ? claim : [];
}

import { ROLES, type Role } from '../../model/actor.ts';

interface Claims {
  readonly [claim: string]: unknown;
}

/**
 * The roles of a token: those of the `clari_identity_roles` claim if it has one, because scopes, which a client
 * chooses, must not widen them.
 */
export function grantedRoles(claims: Claims): readonly Role[] {
  const assigned = claims['clari_identity_roles'];
  const words = assigned === undefined ? [...wordsOf(claims['scope']), ...wordsOf(claims['scp'])] : wordsOf(assigned);
  return ROLES.filter((role) => words.includes(role));
}

/** A list of strings, or one string with spaces; anything else grants nothing. */
function wordsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) && claim.every((word) => typeof word === 'string') ? claim : [];
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { withReading } from '../../model/actor.ts';
import { type Authorizer, bearer, Unauthorized } from './principal.ts';

/**
 * One token for a team. It proves the team and not a person, so it never approves. If it does not match, `next`
 * decides.
 */
export function sharedToken(token: string, next: Authorizer | null): Authorizer {
  const expected = digest(token);
  const principal = {
    actor: { name: 'shared token', authenticated: true, via: 'http' as const },
    roles: withReading(['operator']),
    key: 'shared token',
    person: null,
    expiresAt: null,
  };
  return {
    tokens: next?.tokens ?? null,
    async authorize(header) {
      // Digests have equal length, so that the comparison takes the same time for any input.
      if (timingSafeEqual(digest(bearer(header)), expected)) return principal;
      if (next !== null) return next.authorize(header);
      throw new Unauthorized('invalid_token', 'The token is not the one of this server.');
    },
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

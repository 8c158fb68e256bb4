import type { Principal } from '../authorize/principal.ts';
import type { Shared } from './shared.ts';

/**
 * Milliseconds for which a stream of news may stay open: as long as the token that opened it is valid, and never longer
 * than a session. The client asks again with a token that is valid then.
 * @param began - epoch milliseconds at which the session began; for a stream without one, the moment it is opened
 */
export function streamMs({ expiresAt }: Principal, began: number, { limits, now }: Shared): number {
  const end = Math.min(began + limits.sessionMs, expiresAt ?? Number.POSITIVE_INFINITY);
  return Math.max(0, end - now());
}

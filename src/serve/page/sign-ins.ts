import { randomBytes, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../model/time.ts';
import type { Begun } from './issuer.ts';

/** Where a sign-in that began returns to. */
export interface SignIn extends Begun {
  /** On the page. */
  readonly back: string;
}

/** Sign-ins that began, and whose person did not come back yet. */
export interface SignIns {
  /** Keeps it, and returns the secret that the browser has to bring back with it. */
  begin(signIn: SignIn): string;
  /** Ends it, whatever comes of it; null: nothing of this state began in this browser, or it is over. */
  take(state: string, secret: string): SignIn | null;
}

export const SIGN_IN_MS = 10 * MINUTE_MS;

/** Anybody may begin one, so that the oldest make room. */
const MOST = 10_000;

export function signIns(now: () => number): SignIns {
  const all = new Map<string, { readonly signIn: SignIn; readonly secret: string; readonly until: number }>();
  return {
    begin(signIn) {
      for (const [state, { until }] of all) {
        if (until > now() && all.size < MOST) break;
        all.delete(state);
      }
      const secret = randomBytes(32).toString('base64url');
      all.set(signIn.state, { signIn, secret, until: now() + SIGN_IN_MS });
      return secret;
    },
    take(state, secret) {
      const found = all.get(state);
      if (found === undefined || !isSame(found.secret, secret)) return null;
      all.delete(state);
      return found.until > now() ? found.signIn : null;
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}

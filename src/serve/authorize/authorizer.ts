import type { Caller } from '../../model/actor.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { HttpSettings } from '../../model/http.ts';
import { guessable } from './guessable.ts';
import { nobodyChecks } from './nobody-checks.ts';
import { type OAuthOptions, oauth } from './oauth.ts';
import type { Authorizer } from './principal.ts';
import { sharedToken } from './shared-token.ts';

/**
 * Chooses the check of callers that the settings ask for; without any, every caller is `local`.
 * @throws ERR_CONFIG if the shared token could be guessed.
 */
export function authorizerFor(
  settings: HttpSettings,
  local: Caller,
  more: Pick<OAuthOptions, 'now' | 'refetchAfterMs' | 'onKeysMissing'>,
): Authorizer {
  const tokens = settings.oauth === null ? null : oauth({ ...settings.oauth, ...more });
  if (settings.token !== null) {
    const token = settings.token.reveal();
    const why = guessable(token);
    if (why !== null) throw weak(why);
    return sharedToken(token, tokens);
  }
  return tokens ?? nobodyChecks(local);
}

function weak(why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `CLARI_IDENTITY_HTTP_TOKEN ${why}: whoever guesses it reads and records everything.`,
    "Make a random one, as with: node -p \"require('crypto').randomBytes(32).toString('base64url')\"",
  );
}

import type { Caller } from '../../model/actor.ts';
import type { HttpSettings } from '../../model/http.ts';
import { nobodyChecks } from './nobody-checks.ts';
import { type OAuthOptions, oauth } from './oauth.ts';
import type { Authorizer } from './principal.ts';
import { sharedToken } from './shared-token.ts';

/** Chooses the check of callers that the settings ask for; without any, every caller is `local`. */
export function authorizerFor(
  settings: HttpSettings,
  local: Caller,
  more: Pick<OAuthOptions, 'now' | 'refetchAfterMs' | 'onKeysMissing'>,
): Authorizer {
  const tokens = settings.oauth === null ? null : oauth({ ...settings.oauth, ...more });
  if (settings.token !== null) return sharedToken(settings.token.reveal(), tokens);
  return tokens ?? nobodyChecks(local);
}

import type { Client } from '@okta/okta-sdk-nodejs';
import { ClariIdentityError } from '../../model/errors.ts';
import { checkClock } from '../live/check-clock.ts';
import type { Transport } from '../live/transport.ts';
import { connectOkta, OKTA_SCOPES, type OktaScope } from './connection.ts';
import type { OktaTarget } from './credentials.ts';
import type { Heard } from './executor.ts';

/** A client that is signed in, and the scopes that it turned out to have; an API token has what its owner has. */
export interface OktaSession {
  readonly client: Client;
  readonly heard: Heard;
  readonly granted: ReadonlySet<OktaScope>;
}

/**
 * Signs in. Okta refuses a token as a whole if one scope is not granted, so each scope is then tried alone to keep the
 * others.
 */
export async function openSession(
  target: OktaTarget,
  way: Transport,
  signal: AbortSignal | undefined,
): Promise<OktaSession> {
  const heard: Heard = { total: null };
  const hooks = { signal, heard };
  const all = await connectOkta(target, way, OKTA_SCOPES, hooks);
  if (target.credentials.kind === 'api_token') return { client: all, heard, granted: new Set(OKTA_SCOPES) };
  const refused = await signIn(all);
  checkClock(way, 'Okta');
  if (refused === null) return { client: all, heard, granted: new Set(OKTA_SCOPES) };
  const granted: OktaScope[] = [];
  for (const scope of OKTA_SCOPES) {
    const alone = await connectOkta(target, way, [scope], hooks);
    if ((await signIn(alone)) === null) granted.push(scope);
  }
  if (granted.length === 0) throw refused;
  return { client: await connectOkta(target, way, granted, hooks), heard, granted: new Set(granted) };
}

/** Signs in and keeps the token. Returns the error of a refusal, null if signed in; any other fault throws. */
async function signIn(client: Client): Promise<ClariIdentityError | null> {
  try {
    await client.oauth.getAccessToken();
    return null;
  } catch (error) {
    if (!(error instanceof ClariIdentityError))
      throw new ClariIdentityError(
        'ERR_CONFIG',
        'The private key of the Okta service app is no usable key.',
        'Set OKTA_PRIVATE_KEY_FILE to a PEM or JWK file with an RSA or EC private key, without a passphrase.',
      );
    if (error.code === 'ERR_SOURCE_FORBIDDEN') return error;
    throw error;
  }
}

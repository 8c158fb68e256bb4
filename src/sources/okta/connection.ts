import type { Client } from '@okta/okta-sdk-nodejs';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Transport } from '../live/transport.ts';
import type { OktaTarget } from './credentials.ts';
import { execute, type Heard } from './executor.ts';

/** Everything that is asked of Okta, each for its own purpose; all of it only reads. */
export const OKTA_SCOPES = ['okta.apps.read', 'okta.users.read', 'okta.logs.read', 'okta.groups.read'] as const;
export type OktaScope = (typeof OKTA_SCOPES)[number];

/**
 * Connects the SDK's client to our transport. Every option is set, blanks included: the SDK takes missing ones from
 * `okta.yaml` in the working or home folder and from the environment.
 */
export async function connectOkta(
  { orgUrl, credentials }: OktaTarget,
  way: Transport,
  scopes: readonly OktaScope[],
  { signal, heard }: { readonly signal: AbortSignal | undefined; readonly heard: Heard },
): Promise<Client> {
  const { default: sdk } = await import('@okta/okta-sdk-nodejs');
  const requestExecutor = Object.assign(new sdk.RequestExecutor(), {
    fetch: (request: unknown) => execute(way, request, { signal, heard }),
  });
  const isApp = credentials.kind === 'service_app';
  try {
    const client = new sdk.Client({
      orgUrl,
      authorizationMode: isApp ? 'PrivateKey' : 'SSWS',
      token: isApp ? '' : credentials.token.reveal(),
      clientId: isApp ? credentials.clientId : '',
      scopes: [...scopes],
      privateKey: isApp ? credentials.privateKey.reveal() : '',
      keyId: isApp ? (credentials.keyId ?? '') : '',
      cacheMiddleware: null,
      requestExecutor,
    });
    return client;
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      "Okta's library cannot start: an okta.yaml in the working or home folder is not readable.",
      'Remove that file; nothing is taken from it.',
      { cause },
    );
  }
}

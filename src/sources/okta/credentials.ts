import { readFile } from 'node:fs/promises';
import { ClariIdentityError } from '../../model/errors.ts';
import type { OktaSettings } from '../../model/live.ts';
import { Secret } from '../../model/secret.ts';

export type OktaCredentials =
  | {
      readonly kind: 'service_app';
      readonly clientId: string;
      readonly privateKey: Secret;
      readonly keyId: string | null;
    }
  | { readonly kind: 'api_token'; readonly token: Secret };

export interface OktaTarget {
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
}

/** What to sign in with; the service app where both are set, since it may no more than it is granted. */
export async function oktaTarget(settings: OktaSettings): Promise<OktaTarget> {
  const { orgUrl, clientId, keyId, apiToken } = settings;
  if (orgUrl === null)
    throw missing(
      'OKTA_ORG_URL is not set',
      'Set it to the address of the organisation, such as https://acme.okta.com.',
    );
  const { origin, hostname } = new URL(orgUrl);
  if (/-admin\.(?:okta|oktapreview|okta-emea)\.com$/.test(hostname))
    throw missing(
      'OKTA_ORG_URL is the address of the admin console, where no API answers',
      'Leave out -admin: https://acme.okta.com instead of https://acme-admin.okta.com.',
    );
  const privateKey = await privateKeyOf(settings);
  if (clientId !== null && privateKey !== null)
    return { orgUrl: origin, credentials: { kind: 'service_app', clientId, privateKey, keyId } };
  if (clientId !== null || privateKey !== null)
    throw missing(
      clientId === null
        ? 'Okta has a private key but OKTA_CLIENT_ID is not set'
        : 'Okta has a client id but no private key',
      'Set OKTA_CLIENT_ID and OKTA_PRIVATE_KEY_FILE (or OKTA_PRIVATE_KEY), both of the same service app.',
    );
  if (apiToken !== null) return { orgUrl: origin, credentials: { kind: 'api_token', token: apiToken } };
  throw missing(
    'Okta has no credentials',
    'Set OKTA_CLIENT_ID and OKTA_PRIVATE_KEY_FILE of a service app with read scopes; or OKTA_API_TOKEN.',
  );
}

async function privateKeyOf({ privateKey, privateKeyFile }: OktaSettings): Promise<Secret | null> {
  if (privateKey !== null) return new Secret(withLineBreaks(privateKey.reveal()));
  if (privateKeyFile === null) return null;
  try {
    return new Secret(await readFile(privateKeyFile, 'utf8'));
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'The file that OKTA_PRIVATE_KEY_FILE names cannot be read.',
      'Check the path and its permissions.',
      { cause },
    );
  }
}

/** Environment files often write a key on one line, with `\n` for its breaks. */
function withLineBreaks(key: string): string {
  return key.startsWith('-----BEGIN') ? key.replaceAll('\\n', '\n') : key;
}

function missing(what: string, remedy: string): ClariIdentityError {
  return new ClariIdentityError('ERR_CONFIG', `${what}.`, remedy);
}

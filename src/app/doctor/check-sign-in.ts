import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { HttpSettings, SignInSettings } from '../../model/http.ts';
import { pageAddress, redirectUri } from '../../model/page-address.ts';
import { transport } from '../../sources/live/transport.ts';
import type { Tuning } from '../../sources/live/tuning.ts';
import type { DoctorCheck } from './check.ts';

const published = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  response_types_supported: z.array(z.string()).optional(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
});

const WORTH = {
  area: 'page',
  name: 'sign-in',
  buys: 'People decide in their browser, signed in as themselves, whatever their assistant can show.',
  costs: 'The page of the shared server: who has no forms in their assistant decides at a terminal.',
};

/** Whether people can sign in to the page of a shared server, as far as that shows without anybody doing it. */
export async function checkSignIn(http: HttpSettings, tuning: Tuning): Promise<readonly DoctorCheck[]> {
  const { oauth, signIn } = http;
  if (oauth === null) return [];
  const address = pageAddress(http);
  if ('problem' in address)
    return [{ ...WORTH, state: signIn === null ? 'not_configured' : 'failed', remedy: address.problem }];
  try {
    if (signIn !== null) await readSecret(signIn);
    const problem = await problemOf(oauth.issuer, tuning);
    const register = `Register ${redirectUri(address.origin)} as the redirect URI of this client at the issuer.`;
    return [{ ...WORTH, state: problem === null ? 'works' : 'failed', remedy: problem ?? register }];
  } catch (error) {
    if (!(error instanceof ClariIdentityError)) throw error;
    return [{ ...WORTH, state: 'failed', remedy: `${error.message} ${error.remedy}` }];
  }
}

async function readSecret({ clientSecret, clientSecretFile }: SignInSettings): Promise<void> {
  if (clientSecret !== null || clientSecretFile === null) return;
  try {
    await readFile(clientSecretFile);
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'The file that CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE names cannot be read.',
      'Check the path and its permissions.',
      { cause },
    );
  }
}

/** Null: it publishes all that a sign-in needs. */
async function problemOf(issuer: string, tuning: Tuning): Promise<string | null> {
  const { origin } = new URL(issuer);
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const line = transport({
    service: 'The issuer',
    origins: [origin],
    tuning: { ...tuning, attempts: 2 },
  });
  const { status, text } = await line.send({ url });
  if (status !== 200)
    return `${origin} publishes nothing about this issuer (${status}), so it signs nobody in. Set CLARI_IDENTITY_OAUTH_ISSUER to the one that the issuer names itself by.`;
  const found = published.safeParse(JSON.parse(text));
  if (!found.success)
    return `What ${origin} publishes is no OpenID Connect configuration. Check CLARI_IDENTITY_OAUTH_ISSUER.`;
  const { response_types_supported: types, code_challenge_methods_supported: methods } = found.data;
  if (found.data.issuer !== issuer)
    return `The issuer calls itself ${bare(found.data.issuer)}: set CLARI_IDENTITY_OAUTH_ISSUER to exactly that.`;
  if (types?.includes('code') === false)
    return 'The issuer hands out no authorization codes. Allow the code flow there.';
  // Not every issuer that takes S256 publishes it.
  if (methods?.includes('S256') === false) return 'The issuer takes no PKCE with S256. Allow it there.';
  return null;
}

import type { HttpSettings } from '../../src/model/http.ts';
import { Secret } from '../../src/model/secret.ts';
import { acme } from './acme.ts';
import type { World } from './deps.ts';
import { freePort } from './free-port.ts';
import { httpProgram } from './http-program.ts';
import { CLIENT, type OidcIssuer, oidcIssuer } from './oidc-issuer.ts';
import { type SharedOptions, shared } from './shared.ts';

export interface PageOptions {
  /** Default: the small company. */
  readonly world?: World;
  readonly refresh?: boolean;
  readonly accessTtlS?: number;
  readonly scope?: string;
  readonly stateless?: boolean;
  readonly limits?: NonNullable<SharedOptions['limits']>;
  /** Where browsers reach it, if a proxy stands in front. */
  readonly publicUrl?: string;
  /** Another issuer than the certified one. */
  readonly issuer?: { readonly url: string; readonly jwksUrl: string };
}

const signInWith = (scope: string | null, publicUrl: string | null): NonNullable<HttpSettings['signIn']> => ({
  clientId: CLIENT.id,
  clientSecret: new Secret(CLIENT.secret),
  clientSecretFile: null,
  scope,
  publicUrl,
});

/** The shared server with its page in this process, on the clock of the world, and a real issuer. */
export async function pageServer({ refresh = true, accessTtlS = 3_600, publicUrl, ...options }: PageOptions = {}) {
  const world = options.world ?? (await acme());
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const audience = `${own}/mcp`;
  const origin = publicUrl ?? own;
  const issuer = await oidcIssuer({ origin, audience, refresh, accessTtlS });
  const { url, jwksUrl } = options.issuer ?? issuer;
  const server = await shared({
    world,
    stateless: options.stateless ?? false,
    address: { host: '127.0.0.1', port },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    http: { oauth: { issuer: url, audience, jwksUrl }, signIn: signInWith(options.scope ?? null, publicUrl ?? null) },
  });
  return { ...server, world, issuer, origin, own, audience };
}

/** The same as the program that is installed, with a real clock and a data folder of its own. */
export async function pageProgram(env: Readonly<Record<string, string>> = {}, publicOrigin?: string) {
  const port = await freePort();
  const own = `http://127.0.0.1:${port}`;
  const origin = publicOrigin ?? own;
  const issuer = await oidcIssuer({ origin, audience: `${own}/mcp` });
  const served = await httpProgram(['--port', String(port)], {
    ...signInEnvironment(issuer, `${own}/mcp`),
    ...(publicOrigin === undefined ? {} : { CLARI_IDENTITY_PUBLIC_URL: publicOrigin }),
    ...env,
  });
  return { ...served, issuer, origin, own };
}

export function signInEnvironment({ url, jwksUrl }: Pick<OidcIssuer, 'url' | 'jwksUrl'>, audience: string) {
  return {
    CLARI_IDENTITY_OAUTH_ISSUER: url,
    CLARI_IDENTITY_OAUTH_AUDIENCE: audience,
    CLARI_IDENTITY_OAUTH_JWKS_URL: jwksUrl,
    CLARI_IDENTITY_OAUTH_CLIENT_ID: CLIENT.id,
    CLARI_IDENTITY_OAUTH_CLIENT_SECRET: CLIENT.secret,
  };
}

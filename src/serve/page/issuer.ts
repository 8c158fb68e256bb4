import { readFile } from 'node:fs/promises';
import type {
  ClientAuth,
  Configuration,
  IDToken,
  TokenEndpointResponse,
  TokenEndpointResponseHelpers,
} from 'openid-client';
import { ROLES } from '../../model/actor.ts';
import { isLoopback } from '../../model/base-url.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { SignInSettings } from '../../model/http.ts';
import { redirectUri } from '../../model/page-address.ts';

/** What is kept of a sign-in between its beginning and its return. */
export interface Begun {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface Tokens {
  readonly access: string;
  /** Null: the sign-in can not be renewed without its person. */
  readonly refresh: string | null;
  /** Null: none came, as a renewal need not bring one. */
  readonly id: { readonly token: string; readonly claims: IDToken } | null;
}

/** The organisation's issuer as a client of OpenID Connect sees it. */
export interface Issuer {
  /** Where the person signs in, and what to keep until they come back. */
  begin(): Promise<{ readonly url: string; readonly begun: Begun }>;
  /** Turns what a person came back with into tokens. Throws what it did not accept. */
  finish(search: string, begun: Begun): Promise<Tokens>;
  /** Null: the issuer refuses. */
  renew(refresh: string): Promise<Tokens | null>;
  /** Where the person's sign-in is ended; null: nowhere. */
  leave(idToken: string): Promise<string | null>;
}

export interface IssuerOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly signIn: SignInSettings;
  readonly origin: string;
}

type Library = typeof import('openid-client');

const TIMEOUT_S = 10;
const OWN_SCOPES = ['openid', 'profile', 'email', 'offline_access', ...ROLES];

/** Nothing is loaded and nobody is asked before the first sign-in. */
export function issuerOf(options: IssuerOptions): Issuer {
  const { signIn, origin, audience } = options;
  let known: Promise<{ readonly client: Library; readonly config: Configuration }> | undefined;
  const discovered = () => {
    known ??= discover(options);
    // The issuer may be there again at the next sign-in.
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  const { scope } = signIn;
  const resource = scope === null ? { resource: audience } : {};
  return {
    async begin() {
      const { client, config } = await discovered();
      const begun = {
        verifier: client.randomPKCECodeVerifier(),
        state: client.randomState(),
        nonce: client.randomNonce(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri(origin),
        scope: scope ?? scopesOf(config),
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
        state: begun.state,
        nonce: begun.nonce,
        ...resource,
      });
      return { url: url.href, begun };
    },
    async finish(search, { verifier, state, nonce }) {
      const { client, config } = await discovered();
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      // Built from the public address, because behind a proxy the request itself has another one.
      const came = new URL(`${redirectUri(origin)}${search}`);
      return tokensOf(await client.authorizationCodeGrant(config, came, checks, resource));
    },
    async renew(refresh) {
      const { client, config } = await discovered();
      try {
        return tokensOf(await client.refreshTokenGrant(config, refresh, scope === null ? resource : { scope }));
      } catch (error) {
        if (error instanceof client.ResponseBodyError || error instanceof client.WWWAuthenticateChallengeError)
          return null;
        throw unreachable(options.issuer, error);
      }
    },
    async leave(idToken) {
      const { client, config } = await discovered();
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      return client.buildEndSessionUrl(config, { id_token_hint: idToken }).href;
    },
  };
}

async function discover({ issuer, signIn }: IssuerOptions) {
  const client = await import('openid-client');
  const url = new URL(issuer);
  const secret = await secretOf(signIn);
  try {
    const config = await client.discovery(url, signIn.clientId, {}, clientAuth(client, secret), {
      timeout: TIMEOUT_S,
      execute: isLoopback(url.hostname) ? [client.allowInsecureRequests] : [],
    });
    return { client, config };
  } catch (error) {
    throw unreachable(issuer, error);
  }
}

/** The secret goes into the body where the issuer takes it there: not every issuer decodes the header as it should. */
function clientAuth(client: Library, secret: string | null): ClientAuth {
  if (secret === null) return client.None();
  const [post, basic] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)];
  return (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true ? post : basic)(
      server,
      ...rest,
    );
}

async function secretOf({ clientSecret, clientSecretFile }: SignInSettings): Promise<string | null> {
  if (clientSecret !== null) return clientSecret.reveal();
  if (clientSecretFile === null) return null;
  try {
    return (await readFile(clientSecretFile, 'utf8')).trim();
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'The file that CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE names cannot be read. Nobody can sign in.',
      'Whoever runs this server checks the path and its permissions.',
      { cause },
    );
  }
}

/** Issuers refuse a scope that they do not know, so only published ones are asked for, if any are published. */
function scopesOf(config: Configuration): string {
  const published = config.serverMetadata().scopes_supported;
  const asked = published === undefined ? OWN_SCOPES : OWN_SCOPES.filter((scope) => published.includes(scope));
  return [...new Set(['openid', ...asked])].join(' ');
}

function tokensOf(answer: TokenEndpointResponse & TokenEndpointResponseHelpers): Tokens {
  const { access_token: access, refresh_token: refresh = null, id_token: token } = answer;
  const claims = answer.claims();
  return { access, refresh, id: token === undefined || claims === undefined ? null : { token, claims } };
}

function unreachable(issuer: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_UNREACHABLE',
    `The issuer of the sign-in, ${bare(new URL(issuer).host)}, can not be asked now. Nothing was done.`,
    'Try again in a minute. If it stays, whoever runs this server tries: clari-identity-mcp doctor.',
    { cause },
  );
}

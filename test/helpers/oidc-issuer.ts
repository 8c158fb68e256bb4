import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { onTestFinished } from 'vitest';
import { ROLES } from '../../src/model/actor.ts';

export const CLIENT = { id: 'clari-identity-page', secret: 'page-secret-5f1c~2b' } as const;

export interface OidcIssuer {
  readonly url: string;
  readonly jwksUrl: string;
  /** What its next tokens say of each person; nobody holds a role before. */
  readonly roles: Map<string, readonly string[]>;
  /** People whom it does not know any more. */
  readonly gone: Set<string>;
  /** An access token as a client of the protocol would have it, for a call. */
  token(login: string): Promise<string>;
  /** How often tokens were asked for with a refresh token. */
  renewals(): number;
  /** It can not be reached any more. */
  stop(): Promise<void>;
}

/**
 * A certified authorization server on loopback: people sign in there with a login alone, and it makes access tokens for
 * the audience. `refresh`: whether it hands out refresh tokens.
 */
export async function oidcIssuer({
  origin,
  audience,
  refresh = true,
  accessTtlS = 3_600,
}: {
  readonly origin: string;
  readonly audience: string;
  readonly refresh?: boolean;
  readonly accessTtlS?: number;
}): Promise<OidcIssuer> {
  const roles = new Map<string, readonly string[]>();
  const gone = new Set<string>();
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  onTestFinished(stop);
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  let renewals = 0;
  const provider = new Provider(url, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${origin}/signed-in`],
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    scopes: ['openid', 'profile', 'email', 'offline_access', ...ROLES],
    claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key that signs cookies'] },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    ttl: {
      AccessToken: accessTtlS,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    findAccount: (_context: unknown, id: string) =>
      gone.has(id)
        ? undefined
        : { accountId: id, claims: async () => ({ sub: id, email: `${id}@acme.com`, name: `${id} of Acme` }) },
    extraTokenClaims: (_context: unknown, token: { readonly accountId?: string }) => ({
      clari_identity_roles: roles.get(token.accountId ?? '') ?? [],
    }),
    issueRefreshToken: () => refresh,
    expiresWithSession: () => false,
    async loadExistingGrant(context: {
      readonly oidc: {
        readonly client: { readonly clientId: string };
        readonly session: { readonly accountId: string };
      };
    }) {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(['openid profile email offline_access', ...ROLES].join(' '));
      grant.addResourceScope(audience, ROLES.join(' '));
      await grant.save();
      return grant;
    },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => false,
        getResourceServerInfo: () => ({
          scope: ROLES.join(' '),
          audience,
          accessTokenTTL: accessTtlS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  });
  const answers = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction/') === true) void signInForm(provider, request, response);
    else answers(request, response);
  };
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params.grant_type === 'refresh_token') renewals += 1;
  });
  return {
    url,
    jwksUrl: `${url}/jwks`,
    roles,
    gone,
    renewals: () => renewals,
    stop,
    token: (login) =>
      new SignJWT({ clari_identity_roles: roles.get(login) ?? [] })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(login)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

async function signInForm(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      '<title>Acme</title><form method="post"><label>Login <input name="login"></label><button>Sign in</button></form>',
    );
    return;
  }
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const accountId = new URLSearchParams(body).get('login') ?? '';
  await provider.interactionFinished(request, response, { login: { accountId } });
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the issuer does not listen');
}

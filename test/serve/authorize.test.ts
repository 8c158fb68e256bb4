import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../src/model/secret.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';
import { AUDIENCE, type Issuer, issuer } from '../helpers/issuer.ts';
import { answerOf, callOf, type SharedOptions, shared } from '../helpers/shared.ts';

const EMPTY = { content: 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n', as_of: '2026-11-19T00:00:00Z' };
const TEAM = 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0';

async function protectedServer(options: SharedOptions = {}) {
  const world = options.world ?? (await testWorld(NOW));
  const from = await issuer(() => new Date(world.clock()));
  const oauth = { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl };
  const server = await shared({ stateless: true, ...options, world, http: { oauth, ...options.http } });
  /** Once the answer is there in full: a stream's headers come before its call is done. */
  const status = async (token: string | null, message: unknown = callOf('get_coverage')) => {
    const response = await server.post(message, token === null ? {} : { authorization: `Bearer ${token}` });
    await response.text();
    return response.status;
  };
  return { ...server, from, status };
}

const at = (iso: string) => Date.parse(iso) / 1_000;

const REFUSED: readonly [string, (from: Issuer) => Promise<string> | string | null, string | null][] = [
  ['no token', () => null, null],
  ['a word that is no token', () => 'let-me-in', 'could not be verified'],
  ['an expired token', (from) => from.token({ exp: at('2026-11-20T11:58:00Z') }), 'has expired'],
  ['a token that never expires', (from) => from.token({ exp: undefined }), 'lacks a claim'],
  ['a token that is not valid yet', (from) => from.token({ nbf: at('2026-11-20T12:02:00Z') }), 'not valid yet'],
  ['a token for another audience', (from) => from.token({ aud: 'https://other.acme.com/mcp' }), 'another audience'],
  ['a token for no audience', (from) => from.token({ aud: undefined }), 'another audience'],
  ['a token of another issuer', (from) => from.token({ iss: 'https://id.evil.example' }), 'another issuer'],
  ['a token that names nobody', (from) => from.token({ sub: undefined }), 'lacks a claim'],
  ['a token whose name is nothing to see', (from) => from.token({ sub: '\u200b' }), 'names nobody'],
  ['an unsigned token', (from) => unsigned(from), 'could not be verified'],
  ['a token signed with the published key as a secret', (from) => signedWithPublicKey(from), 'could not be verified'],
  ['a token signed by somebody else', (from) => signedByOther(from), 'could not be verified'],
  ['a token whose claims were changed', async (from) => changed(await from.token()), 'could not be verified'],
  [
    'a token without its signature',
    async (from) => (await from.token()).replace(/[^.]+$/, ''),
    'could not be verified',
  ],
];

function goodClaims(from: Issuer) {
  return new UnsecuredJWT({ clari_identity_roles: ['approver'] })
    .setIssuer(from.url)
    .setAudience(AUDIENCE)
    .setSubject('00u1')
    .setExpirationTime(at('2026-11-20T12:10:00Z'));
}

function unsigned(from: Issuer): string {
  return goodClaims(from).encode();
}

/** The old confusion of algorithms: the key that everybody can fetch, used as the secret of HS256. */
async function signedWithPublicKey(from: Issuer): Promise<string> {
  const keys = await (await fetch(from.jwksUrl)).text();
  return new SignJWT({ clari_identity_roles: ['approver'] })
    .setProtectedHeader({ alg: 'HS256', kid: '1' })
    .setIssuer(from.url)
    .setAudience(AUDIENCE)
    .setSubject('00u1')
    .setExpirationTime(at('2026-11-20T12:10:00Z'))
    .sign(new TextEncoder().encode(keys));
}

async function signedByOther(from: Issuer): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT({ clari_identity_roles: ['approver'] })
    .setProtectedHeader({ alg: 'ES256', kid: '1' })
    .setIssuer(from.url)
    .setAudience(AUDIENCE)
    .setSubject('00u1')
    .setExpirationTime(at('2026-11-20T12:10:00Z'))
    .sign(privateKey);
}

function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), clari_identity_roles: ['approver'] };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

test.each(REFUSED)('%s does not get in, and learns where to get a token', async (_what, make, why) => {
  const server = await protectedServer();
  const token = await make(server.from);
  const response = await server.post(
    callOf('get_coverage'),
    token === null ? {} : { authorization: `Bearer ${token}` },
  );
  expect(response.status).toBe(401);
  const header = response.headers.get('www-authenticate') ?? '';
  expect(header).toMatch(/^Bearer /);
  expect(header).toContain(
    'resource_metadata="https://clari-identity.acme.com/.well-known/oauth-protected-resource/mcp", scope="viewer"',
  );
  if (why === null) expect(header).not.toContain('error');
  else expect(header).toMatch(new RegExp(`error="invalid_token", error_description="[^"]*${why}`));
  expect(await response.text()).not.toContain('get_coverage');
});

test('a good token gets in; one that is a minute over still does, two minutes over not', async () => {
  const server = await protectedServer();
  expect(await server.status(await server.from.token())).toBe(200);
  expect(await server.status(await server.from.token({ exp: at('2026-11-20T11:59:15Z') }))).toBe(200);
  expect(await server.status(await server.from.token({ exp: at('2026-11-20T11:58:15Z') }))).toBe(401);
  expect(await server.status(await server.from.token({ nbf: at('2026-11-20T12:00:45Z') }))).toBe(200);
  expect(await server.status(await server.from.token({ aud: ['https://other.acme.com', AUDIENCE] }))).toBe(200);
});

test('a token is looked for in its header only', async () => {
  const server = await protectedServer();
  const token = await server.from.token();
  for (const url of [`${server.serving.url}?access_token=${token}`, `${server.serving.url}?token=${token}`])
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
  for (const authorization of [token, `Basic ${token}`, `Bearer ${token} ${token}`, 'Bearer'])
    expect((await server.post(callOf('get_coverage'), { authorization })).status).toBe(401);
});

test('keys rotate without a restart, and unknown keys do not make the server ask without end', async () => {
  const server = await protectedServer();
  expect(await server.status(await server.from.token())).toBe(200);
  const old = await server.from.token();
  expect(server.from.fetched()).toBe(1);
  await server.from.rotate();
  const fresh = await server.from.token();
  for (let times = 0; times < 20; times += 1) expect(await server.status(fresh)).toBe(401);
  // Not more often than once in fifteen seconds, whatever the tokens say.
  expect(server.from.fetched()).toBe(1);
  const restarted = await shared({
    stateless: true,
    world: server.world,
    keysRefetchedAfterMs: 0,
    http: { oauth: { issuer: server.from.url, audience: AUDIENCE, jwksUrl: server.from.jwksUrl } },
  });
  const status = async (token: string) =>
    (await restarted.post(callOf('get_coverage'), { authorization: `Bearer ${token}` })).status;
  expect(await status(fresh)).toBe(200);
  await server.from.rotate();
  expect([await status(await server.from.token()), await status(old), await status(fresh)]).toEqual([200, 401, 401]);
});

test('while the keys cannot be had nobody gets in, and the log says why', async () => {
  const server = await protectedServer();
  server.from.fail();
  expect(await server.status(await server.from.token())).toBe(401);
  expect(server.logged.join('\n')).toContain('keys missing');
});

test('the metadata names the resource, its authorization server and the scopes', async () => {
  const server = await protectedServer();
  for (const path of ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']) {
    const response = await fetch(new URL(path, server.serving.url));
    expect(await response.json()).toEqual({
      resource: AUDIENCE,
      authorization_servers: [server.from.url],
      scopes_supported: ['viewer', 'operator', 'approver', 'reviewer'],
      bearer_methods_supported: ['header'],
      resource_name: 'clari-identity-mcp',
    });
  }
});

test('where the audience is no address, the resource is the address that was asked', async () => {
  const world = await testWorld(NOW);
  const from = await issuer(() => new Date(world.clock()));
  const server = await shared({
    world,
    http: { oauth: { issuer: from.url, audience: 'api://clari', jwksUrl: from.jwksUrl } },
  });
  const metadata = await (await fetch(new URL('/.well-known/oauth-protected-resource', server.serving.url))).json();
  expect(metadata).toMatchObject({ resource: server.serving.url });
});

const GRANTS: readonly [string, Readonly<Record<string, unknown>>, number, number][] = [
  ['the claim grants a viewer', { clari_identity_roles: ['viewer'] }, 200, 403],
  ['the claim grants an operator, as one string', { clari_identity_roles: 'viewer operator' }, 200, 200],
  ['scopes grant where there is no claim', { clari_identity_roles: undefined, scope: 'openid operator' }, 200, 200],
  ['scopes of Okta are a list', { clari_identity_roles: undefined, scp: ['viewer'] }, 200, 403],
  ['scopes cannot widen the claim', { clari_identity_roles: ['viewer'], scope: 'operator approver' }, 200, 403],
  ['an empty claim grants nothing, whatever the scopes', { clari_identity_roles: [], scope: 'operator' }, 403, 403],
  ['a role that is none grants nothing', { clari_identity_roles: ['admin', 'Operator', 'operators'] }, 403, 403],
  ['a claim of another shape grants nothing', { clari_identity_roles: { operator: true } }, 403, 403],
  ['a list with something else in it grants nothing', { clari_identity_roles: ['operator', 1] }, 403, 403],
  ['no claim and no scope grant nothing', { clari_identity_roles: undefined }, 403, 403],
  ['an approver is no operator', { clari_identity_roles: ['approver'] }, 200, 403],
  ['a reviewer alone reads nothing else', { clari_identity_roles: ['reviewer'] }, 403, 403],
  ['a reviewer by scope reads nothing else', { clari_identity_roles: undefined, scope: 'reviewer' }, 403, 403],
  ['a reviewer who is an operator too reads', { clari_identity_roles: ['reviewer', 'operator'] }, 200, 200],
];

test.each(GRANTS)('%s', async (_what, claims, reads, writes) => {
  const server = await protectedServer();
  const token = await server.from.token(claims);
  expect(await server.status(token)).toBe(reads);
  expect(await server.status(token, callOf('import_clari_export', EMPTY))).toBe(writes);
  const entries = await server.world.store.read((reader) => reader.ledger(0, 10));
  expect(entries).toHaveLength(writes === 200 ? 1 : 0);
});

test('a refused role is challenged with the scope that it takes', async () => {
  const server = await protectedServer();
  const headers = { authorization: `Bearer ${await server.from.token()}` };
  const response = await server.post(callOf('import_clari_export', EMPTY), headers);
  expect(response.headers.get('www-authenticate')).toMatch(
    /^Bearer error="insufficient_scope", error_description="[^"]+", resource_metadata="[^"]+", scope="operator"$/,
  );
});

test('in a batch too each tool needs its role', async () => {
  const server = await protectedServer();
  const batch = [callOf('get_coverage', {}, 1), callOf('import_clari_export', EMPTY, 2)];
  expect(await server.status(await server.from.token(), batch)).toBe(403);
});

test.each([
  ['their e-mail and subject', { email: 'ana@acme.com' }, 'ana@acme.com (00u1)'],
  ['their user name where there is no e-mail', { preferred_username: 'ana' }, 'ana (00u1)'],
  ['their subject where nothing else is said', {}, '00u1'],
  ['nothing that cannot be seen', { email: 'ana\u202e@acme.com\n' }, 'ana@acme.com (00u1)'],
])('the ledger names the person: %s', async (_what, claims, name) => {
  const server = await protectedServer();
  const token = await server.from.token({ clari_identity_roles: ['operator'], ...claims });
  await server.status(token, callOf('import_clari_export', EMPTY));
  const [entry] = await server.world.store.read((reader) => reader.ledger(0, 10));
  expect(entry?.actor).toMatchObject({ name, authenticated: true, via: 'http' });
});

test('the shared token is an operator of that name, and no approver', async () => {
  const server = await shared({ stateless: false, http: { token: new Secret(TEAM) } });
  const client = await server.client(TEAM);
  const { tools } = await client.listTools();
  expect(tools.some((tool) => tool.name.startsWith('approve_'))).toBe(false);
  expect((await client.callTool({ name: 'import_clari_export', arguments: EMPTY })).isError).not.toBe(true);
  const [entry] = await server.world.store.read((reader) => reader.ledger(0, 10));
  expect(entry?.actor).toMatchObject({ name: 'shared token', authenticated: true, via: 'http' });
});

test.each([
  ['another one', 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG1'],
  ['a part of it', 'q7Vt2mK9xR4b'],
  ['it and more', `${TEAM}0`],
  ['it in capitals', TEAM.toUpperCase()],
])('in place of the shared token, %s is refused without a hint', async (_what, token) => {
  const server = await shared({ stateless: true, http: { token: new Secret(TEAM) } });
  const response = await server.post(callOf('get_coverage'), { authorization: `Bearer ${token}` });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(
    'Bearer error="invalid_token", error_description="The token is not the one of this server."',
  );
});

test('where both are set, either gets in, each as what it is', async () => {
  const server = await protectedServer({ http: { token: new Secret(TEAM) } });
  expect(await server.status(TEAM, callOf('import_clari_export', EMPTY))).toBe(200);
  expect(await server.status(await server.from.token(), callOf('import_clari_export', EMPTY))).toBe(403);
  expect(await server.status('neither')).toBe(401);
});

test('what a session offers follows the roles of its token', async () => {
  const server = await protectedServer({ stateless: false });
  const listed = z.object({ result: z.object({ tools: z.array(z.object({ name: z.string() })) }) });
  const names = async (roles: readonly string[]) => {
    const authorization = `Bearer ${await server.from.token({ clari_identity_roles: roles })}`;
    const session = { authorization, 'mcp-session-id': await server.begin({ authorization }) };
    const list = await answerOf(await server.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, session));
    return listed.parse(list).result.tools.map((tool) => tool.name);
  };
  expect(await names(['viewer'])).not.toContain('import_clari_export');
  expect(await names(['operator'])).toContain('import_clari_export');
});

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assignment, clariApp, graphUser, objectId } from '../helpers/graph-tenant.ts';
import { program } from '../helpers/program.ts';
import { type Reply, type ScriptedServer, scriptedServer } from '../helpers/scripted-server.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const CLIENT = '22222222-2222-4222-8222-222222222222';
const SECRET = 'entra-secret~Qv8.9dK';
const TOKEN = 'eyJ0eXAi.entra-token.c41d';
const CERTIFICATE = resolve('test/data/loopback-tls/certificate.pem');
const KEY = resolve('test/data/loopback-tls/key.pem');
const TOKEN_ROUTE = `POST /${TENANT}/oauth2/v2.0/token`;
const CONFIGURATION = `GET /${TENANT}/v2.0/.well-known/openid-configuration`;

const synced = z.looseObject({ status: z.string(), calls: z.number() });

/** An authority and a Graph, each with a certificate that the child is configured to trust. */
async function cloud(): Promise<{ readonly authority: ScriptedServer; readonly graph: ScriptedServer }> {
  const tls = { key: await readFile(KEY, 'utf8'), cert: await readFile(CERTIFICATE, 'utf8') };
  const authority = await scriptedServer({}, tls);
  authority.route(CONFIGURATION, () => ({
    json: {
      issuer: `${authority.origin}/${TENANT}/v2.0`,
      authorization_endpoint: `${authority.origin}/${TENANT}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority.origin}/${TENANT}/oauth2/v2.0/token`,
      jwks_uri: `${authority.origin}/${TENANT}/keys`,
    },
  }));
  authority.route(TOKEN_ROUTE, () => ({ json: { token_type: 'Bearer', expires_in: 3_599, access_token: TOKEN } }));
  const app = clariApp();
  const graph = await scriptedServer(
    {
      'GET /v1.0/servicePrincipals': () => list(app),
      [`GET /v1.0/servicePrincipals/${String(app['id'])}/appRoleAssignedTo`]: () => list(assignment(objectId('Ana A'))),
      'GET /v1.0/users': () => list(graphUser('Ana A')),
      'GET /v1.0/users/delta': () => ({ json: { value: [] } }),
      'GET /v1.0/directory/deletedItems/microsoft.graph.user': () => list(),
      'GET /v1.0/auditLogs/directoryAudits': () => list(),
      'GET /v1.0/auditLogs/signIns': () => list(),
    },
    tls,
  );
  return { authority, graph };
}

function list(...value: readonly unknown[]): Reply {
  return { json: { value } };
}

async function sync({ authority, graph }: Awaited<ReturnType<typeof cloud>>, env: Readonly<Record<string, string>>) {
  const { run } = await program({
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    AZURE_AUTHORITY_HOST: authority.origin,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: CLIENT,
    GRAPH_BASE_URL: graph.origin,
    ...env,
  });
  return run('sync', 'entra', '--json');
}

test('a client secret buys a token for this Graph, and the token goes to this Graph alone', async () => {
  const both = await cloud();
  const { code, stdout, stderr } = await sync(both, { AZURE_CLIENT_SECRET: SECRET });
  expect([code, stderr.includes(SECRET), stdout.includes(TOKEN)]).toEqual([0, false, false]);
  const calls = both.authority.calls.length + both.graph.calls.length;
  expect(synced.parse(JSON.parse(stdout))).toMatchObject({ status: 'synced', calls });
  const [asked] = both.authority.callsTo(TOKEN_ROUTE).map(({ body }) => new URLSearchParams(body));
  expect(asked?.get('scope')).toBe(`${both.graph.origin}/.default`);
  expect(both.authority.callsTo(TOKEN_ROUTE)).toHaveLength(1);
  expect(both.graph.calls.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true);
  expect(both.authority.calls.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test('a certificate signs the request instead', async () => {
  const both = await cloud();
  const { environment, file, run } = await program({ NODE_EXTRA_CA_CERTS: CERTIFICATE });
  const pem = await file('client.pem', `${await readFile(KEY, 'utf8')}${await readFile(CERTIFICATE, 'utf8')}`);
  Object.assign(environment, {
    AZURE_AUTHORITY_HOST: both.authority.origin,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: CLIENT,
    GRAPH_BASE_URL: both.graph.origin,
    AZURE_CLIENT_CERTIFICATE_PATH: pem,
  });
  expect((await run('sync', 'entra', '--json')).code).toBe(0);
  const [asked] = both.authority.callsTo(TOKEN_ROUTE).map(({ body }) => new URLSearchParams(body));
  expect(asked?.get('client_assertion')?.split('.')).toHaveLength(3);
  expect(asked?.get('client_secret')).toBeNull();
});

describe('a sign-in that is refused says why and what to do, and nothing of what Entra wrote', () => {
  const refused = (number: number, error = 'invalid_client'): Reply => ({
    status: 401,
    json: { error, error_description: `AADSTS${number}: outside-words ${SECRET}`, error_codes: [number] },
  });
  const cases: readonly [string, string, Reply, string, string][] = [
    ['an expired secret', TOKEN_ROUTE, refused(7000222), 'has expired (AADSTS7000222)', 'AZURE_CLIENT_SECRET'],
    ['a wrong secret', TOKEN_ROUTE, refused(7000215), 'AADSTS7000215', 'AZURE_CLIENT_SECRET'],
    ['an unknown application', TOKEN_ROUTE, refused(700016, 'unauthorized_client'), 'AADSTS700016', 'AZURE_CLIENT_ID'],
    ['another cloud', TOKEN_ROUTE, refused(500011, 'invalid_resource'), 'AADSTS500011', 'AZURE_AUTHORITY_HOST'],
    ['a reason that nobody listed', TOKEN_ROUTE, refused(123456), 'AADSTS123456', 'doctor'],
    [
      'a wrong tenant',
      CONFIGURATION,
      { status: 400, json: { error: 'invalid_tenant', error_description: 'AADSTS90002: outside-words' } },
      'no such tenant (AADSTS90002)',
      'AZURE_TENANT_ID',
    ],
    ["a proxy's page", TOKEN_ROUTE, { text: '<html>', headers: { 'content-type': 'text/html' } }, 'web page', 'proxy'],
  ];
  for (const [name, route, reply, why, remedy] of cases)
    test(name, async () => {
      const both = await cloud();
      both.authority.route(route, () => reply);
      const { code, stdout, stderr } = await sync(both, { AZURE_CLIENT_SECRET: SECRET });
      expect(code).toBe(1);
      expect(stderr).toContain(why);
      expect(stderr).toContain(remedy);
      expect(`${stdout}${stderr}`).not.toContain('outside-words');
      expect(`${stdout}${stderr}`).not.toContain(SECRET);
      expect(both.graph.calls).toEqual([]);
    });
});

describe('a configuration that is not enough is said before anything is sent', () => {
  const cases: readonly [string, Readonly<Record<string, string>>, string][] = [
    ['no secret and no certificate', {}, 'AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH'],
    [
      'a certificate that is not there',
      { AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere/client.pem' },
      'AZURE_CLIENT_CERTIFICATE_PATH',
    ],
    [
      'a file that is no certificate',
      { AZURE_CLIENT_CERTIFICATE_PATH: resolve('package.json') },
      'AZURE_CLIENT_CERTIFICATE_PATH',
    ],
    [
      'an authority without https',
      { AZURE_CLIENT_SECRET: SECRET, AZURE_AUTHORITY_HOST: 'http://login.example' },
      'AZURE_AUTHORITY_HOST',
    ],
  ];
  for (const [name, env, what] of cases)
    test(name, async () => {
      const both = await cloud();
      const { code, stderr } = await sync(both, env);
      expect(code).toBe(2);
      expect(stderr).toContain(what);
      expect(both.authority.callsTo(TOKEN_ROUTE)).toEqual([]);
    });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { oidcIssuer } from '../../helpers/oidc-issuer.ts';
import { signInEnvironment } from '../../helpers/page-server.ts';
import { program } from '../../helpers/program.ts';
import { scriptedServer } from '../../helpers/scripted-server.ts';

const answered = z.object({
  checks: z.array(z.object({ area: z.string(), name: z.string(), state: z.string(), remedy: z.string().nullable() })),
});
const ORIGIN = 'https://clari-identity.acme.com';
const NOWHERE = { url: 'http://127.0.0.1:9', jwksUrl: 'http://127.0.0.1:9/keys' };

async function examined(env: Readonly<Record<string, string>>) {
  const { run } = await program(env);
  const { stdout } = await run('doctor', '--json');
  return answered.parse(JSON.parse(stdout)).checks.find(({ area }) => area === 'page');
}

test('an issuer where people can sign in: the address to register is said', async () => {
  const issuer = await oidcIssuer({ origin: ORIGIN, audience: `${ORIGIN}/mcp` });
  expect(await examined(signInEnvironment(issuer, `${ORIGIN}/mcp`))).toMatchObject({
    state: 'works',
    remedy: expect.stringContaining(`${ORIGIN}/signed-in`),
  });
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['has no codes', { response_types_supported: ['id_token'] }, 'hands out no authorization codes'],
  ['takes no S256', { code_challenge_methods_supported: ['plain'] }, 'no PKCE with S256'],
  ['calls itself otherwise', { issuer: 'https://id.acme.com' }, 'set CLARI_IDENTITY_OAUTH_ISSUER to exactly that'],
  ['publishes something else', { token_endpoint: undefined }, 'no OpenID Connect configuration'],
])('an issuer that %s fails', async (_what, over, says) => {
  const server = await scriptedServer();
  const { origin } = server;
  const good = { issuer: origin, authorization_endpoint: `${origin}/a`, token_endpoint: `${origin}/t` };
  server.route('GET /.well-known/openid-configuration', () => ({ json: { ...good, ...over } }));
  const env = signInEnvironment({ url: origin, jwksUrl: `${origin}/keys` }, `${ORIGIN}/mcp`);
  expect(await examined(env)).toMatchObject({ state: 'failed', remedy: expect.stringContaining(says) });
  server.route('GET /.well-known/openid-configuration', () => ({ json: good }));
  expect(await examined(env)).toMatchObject({ state: 'works' });
});

test.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['an issuer that is not there', {}, 'failed', 'cannot be reached'],
  [
    'a secret in a file that is not there',
    { CLARI_IDENTITY_OAUTH_CLIENT_SECRET: '', CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE: '/nowhere/secret' },
    'failed',
    'CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE',
  ],
  [
    'an audience that is no address',
    { CLARI_IDENTITY_OAUTH_AUDIENCE: 'api://clari' },
    'failed',
    'CLARI_IDENTITY_PUBLIC_URL',
  ],
  [
    'no client',
    { CLARI_IDENTITY_OAUTH_CLIENT_ID: '', CLARI_IDENTITY_OAUTH_CLIENT_SECRET: '' },
    'not_configured',
    'CLARI_IDENTITY_OAUTH_CLIENT_ID',
  ],
])('%s is said', async (_what, over, state, says) => {
  const found = await examined({ ...signInEnvironment(NOWHERE, `${ORIGIN}/mcp`), ...over });
  expect(found).toMatchObject({ state, remedy: expect.stringContaining(says) });
});

test('without an issuer nothing is said of a page, and half of a sign-in is refused', async () => {
  expect(await examined({})).toBeUndefined();
  const one = await program();
  const file = join(one.home, 'secret');
  await writeFile(file, 'secret');
  for (const env of [
    { CLARI_IDENTITY_OAUTH_CLIENT_ID: 'page' },
    { CLARI_IDENTITY_OAUTH_CLIENT_SECRET_FILE: file },
    { CLARI_IDENTITY_PUBLIC_URL: ORIGIN },
    { CLARI_IDENTITY_OAUTH_SCOPE: 'openid' },
    { ...signInEnvironment(NOWHERE, `${ORIGIN}/mcp`), CLARI_IDENTITY_OAUTH_CLIENT_ID: '' },
  ]) {
    const { code, stderr } = await one.runWith(env)('serve', '--http', '--port', '0');
    expect([code, stderr]).toEqual([2, expect.stringContaining('only set in part')]);
  }
  const { stderr } = await one.runWith({
    ...signInEnvironment(NOWHERE, `${ORIGIN}/mcp`),
    CLARI_IDENTITY_OAUTH_SCOPE: 'profile email',
  })('status');
  expect(stderr).toContain('CLARI_IDENTITY_OAUTH_SCOPE is not usable');
});

import { describe, expect, test } from 'vitest';
import { profileOf } from '../../../src/apps/index.ts';
import { SHIPPED_APPS } from '../../../src/model/app-profile.ts';
import { NO_LIVE_SETTINGS } from '../../../src/model/live.ts';
import { Secret } from '../../../src/model/secret.ts';
import { openSalesloft } from '../../../src/sources/salesloft/salesloft-source.ts';
import {
  SALESLOFT_KEY,
  SALESLOFT_ROUTES,
  SALESLOFT_SECRET,
  type SalesloftServer,
  salesloftServer,
} from '../../helpers/salesloft-service.ts';
import type { Reply, Route } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';
import { readSalesloft } from './reading.ts';

const CLIENT = { token: null, clientId: 'client-7', clientSecret: new Secret(SALESLOFT_SECRET) };
const GRANT = { access_token: SALESLOFT_KEY, token_type: 'Bearer', expires_in: 7_200, scope: 'team:read' };
const granting =
  (over: Readonly<Record<string, unknown>> = {}): Route =>
  () => ({ json: { ...GRANT, ...over } });

const company = (token: Route = granting()) => salesloftServer({ pageSize: 2 }, { [SALESLOFT_ROUTES.token]: token });

const tokensOf = (server: SalesloftServer) => server.callsTo(SALESLOFT_ROUTES.token);

describe('client credentials', () => {
  test('get a token for reading the team and nothing else, once', async () => {
    const server = await company();
    const { end, remarks } = await readSalesloft(server, { settings: CLIENT });
    expect(end.completeness).toBe('complete');
    expect(tokensOf(server).map(({ body }) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'client-7',
        client_secret: SALESLOFT_SECRET,
        scope: 'team:read',
      },
    ]);
    expect(server.calls.every(({ method, path }) => method === 'GET' || path === '/oauth/token')).toBe(true);
    expect(remarks).toHaveLength(1);
  });

  test('get another one before it ends', async () => {
    const server = await company(granting({ expires_in: 61 }));
    let now = Date.now();
    const { end } = await readSalesloft(server, {
      settings: CLIENT,
      tuning: {
        nowMs: () => {
          now += 500;
          return now;
        },
      },
    });
    expect(end.completeness).toBe('complete');
    expect(tokensOf(server).length).toBeGreaterThan(1);
  });

  test('get another one where a token is refused, once for each call', async () => {
    const server = await company();
    server.fault(2, 1, () => ({ status: 401, json: { error: 'outside-words' } }));
    expect((await readSalesloft(server, { settings: CLIENT })).end.completeness).toBe('complete');
    expect(tokensOf(server)).toHaveLength(2);
    server.fault(2, 99, () => ({ status: 401, json: { error: 'outside-words' } }));
    await expect(readSalesloft(server, { settings: CLIENT })).rejects.toMatchObject({ code: 'ERR_SOURCE_AUTH' });
    expect(tokensOf(server)).toHaveLength(4);
  });

  test('that were granted more than asked for are remarked', async () => {
    const { remarks } = await readSalesloft(await company(granting({ scope: 'team:read team:write' })), {
      settings: CLIENT,
    });
    expect(remarks).toContain('The private app was granted more than team:read, which is all that is read with it.');
  });

  const refusals: readonly [string, Reply, string, string][] = [
    ['a wrong secret', { status: 401, json: { error: 'invalid_client' } }, 'ERR_SOURCE_AUTH', '401, invalid_client'],
    [
      'a scope that the app has not',
      { status: 400, json: { error: 'invalid_scope', error_description: 'outside-words' } },
      'ERR_SOURCE_AUTH',
      '400, invalid_scope',
    ],
    ['words of its own', { status: 403, json: { error: 'outside-words' } }, 'ERR_SOURCE_AUTH', '(403)'],
    ['no token', { json: {} }, 'ERR_SOURCE_ANSWER', 'without a token'],
    [
      'a token with a line in it',
      { json: { ...GRANT, access_token: 'a\r\nb' } },
      'ERR_SOURCE_ANSWER',
      'without a token',
    ],
    ["a proxy's page", { text: '<html>', headers: { 'content-type': 'text/html' } }, 'ERR_SOURCE_ANSWER', 'web page'],
    ['a redirect', { status: 302, headers: { location: 'https://x.example/' } }, 'ERR_SOURCE_ANSWER', 'redirect'],
    ['503 for ever', { status: 503, json: {} }, 'ERR_SOURCE_FAILED', '503'],
  ];
  for (const [name, reply, code, says] of refusals)
    test(`${name}: nothing is read`, async () => {
      const server = await company(() => reply);
      const failure = await readSalesloft(server, { settings: CLIENT }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code, message: expect.stringContaining(says) });
      for (const word of ['outside-words', SALESLOFT_SECRET, 'client-7']) expect(String(failure)).not.toContain(word);
      expect(server.calls.filter(({ path }) => path !== '/oauth/token')).toEqual([]);
    });
});

describe('a configuration that does not fit', () => {
  const token = new Secret(SALESLOFT_KEY);
  const cases: readonly [string, Partial<SalesloftServer['settings']>, string][] = [
    ['only an address', { token: null }, 'neither SALESLOFT_API_TOKEN'],
    ['half of the credentials', { token: null, clientId: 'c' }, 'SALESLOFT_CLIENT_SECRET is not set'],
    ['the other half', { token: null, clientSecret: token }, 'SALESLOFT_CLIENT_ID is not set'],
    ['both ways', { clientId: 'c', clientSecret: token }, 'configured twice'],
    ['a token with its scheme', { token: new Secret(`Bearer ${SALESLOFT_KEY}`) }, 'is no token'],
  ];
  for (const [name, settings, says] of cases)
    test(`${name} is said, and nothing is sent`, async () => {
      const server = await salesloftServer();
      await expect(readSalesloft(server, { settings })).rejects.toMatchObject({
        code: 'ERR_CONFIG',
        message: expect.stringContaining(says),
      });
      expect(server.calls).toEqual([]);
    });

  test('without Salesloft in use its accounts would belong to nothing', async () => {
    const server = await salesloftServer();
    const inUse = { profiles: SHIPPED_APPS.slice(0, 2).flatMap((id) => profileOf(id) ?? []) };
    await expect(openSalesloft({ salesloft: server.settings }, testTuning(), inUse)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      remedy: expect.stringContaining('CLARI_IDENTITY_APPS=clari,copilot,salesloft'),
    });
    expect(await openSalesloft(NO_LIVE_SETTINGS, testTuning(), inUse)).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { CLOCKS_DIFFER_BY_S } from '../../../src/serve/authorize/oauth.ts';
import { testWorld } from '../../helpers/deps.ts';
import { heldCall } from '../../helpers/held-call.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { listenRequest } from '../../helpers/modern.ts';
import { callOf, initialize, shared } from '../../helpers/shared.ts';

type Server = Awaited<ReturnType<typeof shared>>;
type Headers = Readonly<Record<string, string>>;

/** A stream of news in each era, from its first byte to its last. */
const ERAS = [
  ['2026-07-28', (server: Server, bearer: Headers) => listening(server, bearer)],
  ['2025-11-25', (server: Server, bearer: Headers) => standalone(server, bearer)],
] as const;

async function listening({ post }: Server, bearer: Headers): Promise<Response> {
  const { message, headers } = listenRequest();
  return post(message, { ...bearer, ...headers });
}

async function standalone({ serving, begin }: Server, bearer: Headers): Promise<Response> {
  const headers = { ...bearer, accept: 'text/event-stream', 'mcp-session-id': await begin(bearer) };
  return fetch(serving.url, { headers });
}

/** A server that asks for tokens of an issuer, and a token that it takes for a second longer. */
async function withTokens() {
  const world = await testWorld('2026-11-20T12:00:00.000Z');
  const from = await issuer(() => new Date(world.clock()));
  const server = await shared({
    world,
    http: { oauth: { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl } },
  });
  const exp = Math.floor(Date.parse(world.clock()) / 1_000) - CLOCKS_DIFFER_BY_S + 1;
  return { server, bearer: { authorization: `Bearer ${await from.token({ exp })}` } };
}

describe.each(ERAS)('a stream of news, revision %s', (_revision, open) => {
  test('ends with the token that opened it', async () => {
    const { server, bearer } = await withTokens();
    const stream = await open(server, bearer);
    expect(stream.status).toBe(200);
    await stream.text();
  });

  test('ends at the age of a session where no token expires', async () => {
    const server = await shared({ limits: { sessionMs: 1_000 } });
    const stream = await open(server, {});
    expect(stream.status).toBe(200);
    await stream.text();
  });

  test('is not bounded by the time that a call may take', async () => {
    const server = await shared({ limits: { callMs: 200, sessionMs: 1_500 } });
    const stream = await open(server, {});
    // A call that takes too long is cut off, which rejects here.
    await stream.text();
    expect(server.logged.filter((line) => line.includes('"gone":true'))).toEqual([]);
  });
});

test('a stream that ends with its token says in the protocol that it does', async () => {
  const { server, bearer } = await withTokens();
  const said = await (await listening(server, bearer)).text();
  const messages = said.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6))] : []));
  expect(messages.at(0)).toMatchObject({ method: 'notifications/subscriptions/acknowledged' });
  expect(messages.at(-1)).toMatchObject({ id: 'listen', result: { resultType: 'complete' } });
});

describe('to listen takes no place of a call only where nothing is asked beside it', () => {
  test('the older revision answers a batch, which keeps its place of a call', async () => {
    const { tool, begun, letGo } = heldCall();
    const server = await shared({ more: [tool], limits: { callsOfOne: 1 } });
    const session = { 'mcp-session-id': await server.begin() };
    const listen = { jsonrpc: '2.0', id: 'listen', method: 'subscriptions/listen', params: { notifications: {} } };
    const batch = server.post([listen, callOf('held_call', {}, 7)], session);
    await expect.poll(begun).toBe(1);
    expect((await server.post(callOf('get_coverage', {}, 8), session)).status).toBe(429);
    letGo();
    const said = await (await batch).text();
    expect(said).toContain('Method not found');
    expect(said).toContain('"outcome":"free"');
  });

  test.each([
    ['beside a call', () => [listenRequest().message, callOf('held_call')]],
    ['alone', () => [listenRequest().message]],
  ])('the later revision refuses a batch that listens %s, and runs nothing of it', async (_case, batch) => {
    const { tool, begun } = heldCall();
    const server = await shared({ stateless: true, more: [tool], limits: { streamsOfOne: 0 } });
    const refused = await server.post(batch(), listenRequest().headers);
    expect(refused.status).toBe(400);
    expect(begun()).toBe(0);
    expect((await server.post(initialize)).status).toBe(200);
  });
});

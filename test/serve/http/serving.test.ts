import { expect, test } from 'vitest';
import { z } from 'zod';
import { LOADS } from '../../helpers/acme.ts';
import { agree } from '../../helpers/asking.ts';
import { testWorld } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import { answerOf, callOf, shared } from '../../helpers/shared.ts';

const DEACTIVATION = { account: 'leo@acme.com', performed_by: 'Mara Lindqvist', performed_at: '2026-11-20T11:00:00Z' };

async function loaded() {
  const world = await testWorld(NOW);
  for (const load of Object.values(LOADS)) await load(world);
  return world;
}

test('a client lists the tools, calls one and leaves; the session is over then', async () => {
  const server = await shared();
  const client = await server.client();
  const { tools } = await client.listTools();
  expect(tools.map((tool) => tool.name)).toContain('find_orphaned_accounts');
  expect((await client.callTool({ name: 'get_coverage', arguments: {} })).isError).not.toBe(true);
  const session = await server.begin();
  const headers = { 'mcp-session-id': session };
  expect((await fetch(server.serving.url, { method: 'DELETE', headers })).status).toBe(200);
  expect((await server.post(callOf('get_coverage'), headers)).status).toBe(404);
});

test('a person answers the form of a call in their own session, and it is recorded', async () => {
  const server = await shared({ world: await loaded() });
  const asked: string[] = [];
  const client = await server.client(null, (message) => {
    asked.push(message);
    return agree(message);
  });
  const answer = await client.callTool({ name: 'record_manual_deactivation', arguments: DEACTIVATION });
  expect(answer.structuredContent).toMatchObject({ status: 'recorded' });
  expect(asked.join()).toContain('leo@acme.com');
});

test('without sessions the same call works, no person can be asked, and nothing approves', async () => {
  const server = await shared({ stateless: true, world: await loaded() });
  const list = await answerOf(await server.post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
  const names = z.object({ result: z.object({ tools: z.array(z.object({ name: z.string() })) }) }).parse(list);
  expect(names.result.tools.map((tool) => tool.name)).toContain('get_coverage');
  expect(JSON.stringify(names)).not.toContain('approve_');
  const answer = await answerOf(await server.post(callOf('record_manual_deactivation', DEACTIVATION)));
  expect(answer).toMatchObject({ result: { structuredContent: { status: 'confirmation_required' } } });
  for (const method of ['GET', 'DELETE']) expect((await fetch(server.serving.url, { method })).status).toBe(405);
});

test('both ways give the same answer', async () => {
  const world = await loaded();
  const withSessions = await shared({ world });
  const without = await shared({ world, stateless: true });
  const call = callOf('find_orphaned_accounts', { response_format: 'detailed' });
  const session = await withSessions.begin();
  const one = await answerOf(await withSessions.post(call, { 'mcp-session-id': session }));
  expect(one).toEqual(await answerOf(await without.post(call)));
  expect(JSON.stringify(one)).toContain('leo@acme.com');
});

test('healthz answers while the store does, and says so when it does not', async () => {
  const server = await shared();
  const health = () => fetch(new URL('/healthz', server.serving.url));
  const good = await health();
  expect([good.status, await good.json()]).toEqual([200, { status: 'ok' }]);
  await server.world.store.close();
  server.world.at('2026-11-20T12:00:05.000Z');
  const bad = await health();
  expect([bad.status, await bad.json()]).toEqual([503, { status: 'store unavailable' }]);
});

test('healthz looks again after the clock was set back', async () => {
  const server = await shared();
  const health = async () => (await fetch(new URL('/healthz', server.serving.url))).status;
  server.world.at('2026-11-20T15:00:00.000Z');
  expect(await health()).toBe(200);
  await server.world.store.close();
  server.world.at('2026-11-20T12:00:00.000Z');
  expect(await health()).toBe(503);
});

test('every call has one id, in the answer and in the log, with who, what, how long and what came of it', async () => {
  const server = await shared({ stateless: true });
  const response = await server.post(callOf('get_identity', { email: 'nobody@acme.com' }));
  await response.text();
  const id = response.headers.get('x-request-id');
  await expect.poll(() => server.logged.filter((line) => line.includes(String(id)))).toHaveLength(1);
  const [line = ''] = server.logged.filter((one) => one.includes(String(id)));
  expect(JSON.parse(line)).toMatchObject({
    event: 'request',
    method: 'POST',
    path: '/mcp',
    status: 200,
    actor: 'local',
    rpc: ['tools/call'],
    level: 'info',
    at: NOW,
  });
  expect(line).toMatch(/"tools":\["get_identity (ok|ERR_\w+)"\]/);
  expect(line).not.toContain('nobody@acme.com');
});

test('a session that nobody used for half an hour is over', async () => {
  const server = await shared();
  const headers = { 'mcp-session-id': await server.begin() };
  server.world.at('2026-11-20T12:29:00.000Z');
  expect((await server.post(callOf('get_coverage'), headers)).status).toBe(200);
  server.world.at('2026-11-20T13:00:00.000Z');
  expect((await server.post(callOf('get_coverage'), headers)).status).toBe(404);
});

test('a client that never says goodbye pushes out its own oldest session only', async () => {
  const server = await shared({ limits: { sessionsOfOne: 2 } });
  const [first, second, third] = [await server.begin(), await server.begin(), await server.begin()];
  const status = async (session: string) =>
    (await server.post(callOf('get_coverage'), { 'mcp-session-id': session })).status;
  expect([await status(first), await status(second), await status(third)]).toEqual([404, 200, 200]);
});

test.each([
  ['another path', '/other', 'GET', 404],
  ['the metadata of an authorization server that there is not', '/.well-known/oauth-protected-resource', 'GET', 404],
  ['a method that is not served', '/mcp', 'PUT', 405],
  ['a preflight of a browser', '/mcp', 'OPTIONS', 405],
  ['healthz with a body', '/healthz', 'POST', 405],
])('%s is refused', async (_what, path, method, status) => {
  const server = await shared();
  expect((await fetch(new URL(path, server.serving.url), { method })).status).toBe(status);
});

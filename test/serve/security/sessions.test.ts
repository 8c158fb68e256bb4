import { expect, test } from 'vitest';
import { testWorld } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { answerOf, callOf, initialize, shared } from '../../helpers/shared.ts';

const CALL = callOf('get_coverage');

async function twoPeople() {
  const world = await testWorld(NOW);
  const from = await issuer(() => new Date(world.clock()));
  const server = await shared({
    world,
    http: { oauth: { issuer: from.url, audience: AUDIENCE, jwksUrl: from.jwksUrl } },
  });
  const bearer = async (claims: Readonly<Record<string, unknown>>) => ({
    authorization: `Bearer ${await from.token(claims)}`,
  });
  const ana = await bearer({ sub: 'ana', clari_identity_roles: ['operator'] });
  const session = { 'mcp-session-id': await server.begin(ana) };
  return { ...server, bearer, ana, session };
}

test('a session that the client chose itself is not taken up', async () => {
  const server = await shared();
  for (const message of [initialize, CALL]) {
    const response = await server.post(message, { 'mcp-session-id': 'c0ffee00-0000-4000-8000-000000000000' });
    expect(response.status).toBe(404);
    expect(response.headers.get('mcp-session-id')).toBeNull();
  }
});

test('session ids are random and never the same', async () => {
  const server = await shared();
  const ids = await Promise.all(Array.from({ length: 20 }, () => server.begin()));
  expect(new Set(ids).size).toBe(20);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test.each([
  ['somebody else with all roles', { sub: 'eve', clari_identity_roles: ['viewer', 'operator', 'approver'] }],
  ['somebody else of the same name', { sub: 'eve', name: 'ana', clari_identity_roles: ['operator'] }],
  ['the same person with other roles', { sub: 'ana', clari_identity_roles: ['viewer', 'operator', 'approver'] }],
  ['the same person who lost a role', { sub: 'ana', clari_identity_roles: ['viewer'] }],
])('a stolen session does not work for %s', async (_who, claims) => {
  const server = await twoPeople();
  const eve = await server.bearer(claims);
  const stolen = await server.post(CALL, { ...eve, ...server.session });
  const unknown = await server.post(CALL, { ...eve, 'mcp-session-id': 'c0ffee00-0000-4000-8000-000000000000' });
  // The same answer as for a session that never was: the thief learns nothing.
  expect([stolen.status, await stolen.text()]).toEqual([unknown.status, await unknown.text()]);
  expect(stolen.status).toBe(404);
  for (const method of ['GET', 'DELETE']) {
    const response = await fetch(server.serving.url, {
      method,
      headers: { accept: 'text/event-stream', ...eve, ...server.session },
    });
    expect(response.status).toBe(404);
  }
  expect((await server.post(CALL, { ...server.ana, ...server.session })).status).toBe(200);
});

test('a session without a token is worth nothing', async () => {
  const server = await twoPeople();
  expect((await server.post(CALL, server.session)).status).toBe(401);
});

test('a session outlives no token: each request shows its own', async () => {
  const server = await twoPeople();
  server.world.at('2026-11-20T12:12:00.000Z');
  expect((await server.post(CALL, { ...server.ana, ...server.session })).status).toBe(401);
  const fresh = await server.bearer({ sub: 'ana', clari_identity_roles: ['operator'] });
  expect((await server.post(CALL, { ...fresh, ...server.session })).status).toBe(200);
});

test('the answer to a form counts only in the session whose call asked, from its owner', async () => {
  const server = await twoPeople();
  const eve = await server.bearer({ sub: 'eve', clari_identity_roles: ['operator'] });
  const answer = { jsonrpc: '2.0', id: 0, result: { action: 'accept', content: { word: 'leo' } } };
  expect((await server.post(answer, { ...eve, ...server.session })).status).toBe(404);
  expect((await server.post(answer, eve)).status).toBe(400);
});

test('a session cannot be begun a second time, nor within a batch', async () => {
  const server = await shared();
  const headers = { 'mcp-session-id': await server.begin() };
  expect((await server.post(initialize, headers)).status).toBe(400);
  expect((await server.post([initialize, CALL])).status).toBe(400);
});

test('a message that is replayed after its session ended does nothing', async () => {
  const server = await shared();
  const headers = { 'mcp-session-id': await server.begin() };
  await fetch(server.serving.url, { method: 'DELETE', headers });
  expect((await server.post(CALL, headers)).status).toBe(404);
});

test('a decision that is replayed with its code is recorded once', async () => {
  const { acme } = await import('../../helpers/acme.ts');
  const server = await shared({ stateless: true, world: await acme() });
  const args = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T11:00:00Z' };
  const asked = JSON.stringify(await answerOf(await server.post(callOf('record_manual_deactivation', args))));
  const confirmation = /"confirmation":"([^"]+)"/.exec(asked)?.[1];
  const again = callOf('record_manual_deactivation', { ...args, confirmation });
  const first = JSON.stringify(await answerOf(await server.post(again)));
  const second = JSON.stringify(await answerOf(await server.post(again)));
  expect(first).toContain('"status":"recorded"');
  expect(second).toContain('"status":"already_recorded"');
});

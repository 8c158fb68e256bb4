import { describe, expect, test } from 'vitest';
import { openCopilot } from '../../../src/sources/clari-api/copilot-source.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import { COPILOT_KEY, COPILOT_PASSWORD, copilotServer } from '../../helpers/clari-service.ts';
import { assignment, graphServer, graphUser, objectId, tenant } from '../../helpers/graph-tenant.ts';
import { everythingIn, liveWorld } from '../../helpers/live-world.ts';
import type { Reply, Route } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const NEXT_DAY = '2026-11-25T12:00:00.000Z';

function listOf(...names: readonly string[]): Reply {
  return {
    json: {
      users: names.map((name) => ({
        id: `c_${name}`,
        email: `${name}@acme.com`,
        name: `${name} Person`,
        role: 'REP',
        is_recording: true,
        manager_id: null,
      })),
    },
  };
}

/** Ana is assigned, Leo is disabled; both have a Clari account and a Copilot account. */
async function company(list: Route, tuning: Partial<Tuning> = {}) {
  const server = await copilotServer(list);
  const graph = await graphServer(
    tenant({
      users: [graphUser('Ana Person'), graphUser('Leo Person', { accountEnabled: false })],
      assignments: [assignment(objectId('Ana Person'))],
    }),
  );
  const live = await liveWorld(
    NOW,
    { copilot: server.settings, entra: graph.settings },
    { directories: ['entra'] },
    tuning,
  );
  await live.world.load(
    'users.csv',
    'User ID,Name,Email,Role,Team,Status,Last Login\n1,Ana Person,ana@acme.com,Rep,East,Active,\n2,Leo Person,leo@acme.com,Rep,East,Active,\n',
    { asOf: '2026-11-23T12:00:00.000Z', completeness: 'complete', kind: 'clari-users' },
  );
  await live.sync('entra');
  return { server, live };
}

const FINDINGS = { 'ana@acme.com': 'ok entitled', 'leo@acme.com': 'leaver_active identity_deactivated' };

test('who is listed has a Copilot account; a leaver among them is found there too', async () => {
  const { live } = await company(() => listOf('ana', 'leo'));
  expect((await live.sync('copilot')).structured).toMatchObject({
    status: 'synced',
    reads: [{ kind: 'clari-copilot-users', completeness: 'complete' }],
  });
  expect(await live.findings('copilot')).toEqual(FINDINGS);
  expect(await live.findings('clari')).toEqual(FINDINGS);
});

test('whoever left a complete list has no Copilot account any more, and keeps the Clari one', async () => {
  const { live } = await company(({ nth }) => (nth === 0 ? listOf('ana', 'leo') : listOf('ana')));
  await live.sync('copilot');
  live.world.at(NEXT_DAY);
  await live.sync('copilot');
  expect(await live.findings('copilot')).toMatchObject({ 'leo@acme.com': 'inactive account_absent' });
  expect(await live.findings('clari')).toEqual(FINDINGS);
});

describe('a list that does not come as a whole closes no account', () => {
  const cases: readonly [string, Reply][] = [
    ['an empty one', listOf()],
    ['none at all', { json: {} }],
    ['one that ends too early', { text: '{"users":[{"id":"c_ana"', headers: { 'content-type': 'application/json' } }],
    ['503 for ever', { status: 503, json: {} }],
    ['429 for ever', { status: 429, json: {} }],
    ['a reset for ever', { fault: 'reset' }],
    ['a stall for ever', { fault: 'stall' }],
    ['one cut off for ever', { fault: 'cut', json: { users: [{ id: 'c_ana', email: 'ana@acme.com' }] } }],
    ["a proxy's page", { text: '<html>', headers: { 'content-type': 'text/html' } }],
    ['a wrong key', { status: 401, json: { errorMessage: `outside-words ${COPILOT_PASSWORD}` } }],
    ['404', { status: 404, json: {} }],
  ];
  for (const [name, reply] of cases)
    test(name, async () => {
      const stalls = 'fault' in reply && reply.fault === 'stall' ? { timeoutMs: 500, attempts: 2 } : {};
      const { live } = await company(({ nth }) => (nth === 0 ? listOf('ana', 'leo') : reply), stalls);
      await live.sync('copilot');
      live.world.at(NEXT_DAY);
      expect((await live.sync('copilot')).isError).toBe(true);
      expect(await live.findings('copilot')).toEqual(FINDINGS);
      expect(live.said()).not.toContain('outside-words');
      expect(live.said()).not.toContain(COPILOT_PASSWORD);
    });
});

test('a row that is nobody’s keeps the list from being complete', async () => {
  const { live } = await company(({ nth }) =>
    nth === 0
      ? listOf('ana', 'leo')
      : {
          json: {
            users: [
              { id: 'c_ana', email: 'ana@acme.com', role: 'REP', is_recording: true, manager_id: null },
              { name: 'Nobody' },
            ],
          },
        },
  );
  await live.sync('copilot');
  live.world.at(NEXT_DAY);
  expect((await live.sync('copilot')).structured).toMatchObject({ reads: [{ completeness: 'partial' }], refused: 1 });
  expect(await live.findings('copilot')).toEqual(FINDINGS);
});

describe('a list that says of itself that it is a part closes no account', () => {
  const cases: readonly [string, Readonly<Record<string, unknown>>][] = [
    ['that more follow', { hasMore: true }],
    ['that more follow, beside the list', { pagination: { hasMore: true, nextPageSkip: 1 } }],
    ['that there are more than came', { totalResults: 2 }],
    ['that more matched', { pagination: { matched: 7, hasMore: false } }],
    ['where the next page is', { '@odata.nextLink': 'https://copilot.example/users?page=2' }],
  ];
  for (const [name, members] of cases)
    test(name, async () => {
      const [one] = [listOf('ana')];
      const part = { json: { ...('json' in one && typeof one.json === 'object' ? one.json : {}), ...members } };
      const { live } = await company(({ nth }) => (nth === 0 ? listOf('ana', 'leo') : part));
      await live.sync('copilot');
      live.world.at(NEXT_DAY);
      expect((await live.sync('copilot')).structured).toMatchObject({
        reads: [{ completeness: 'partial', cannot_conclude: [{ code: 'rows_truncated' }] }],
      });
      expect(await live.findings('copilot')).toEqual(FINDINGS);
    });

  test('as many as it counts are all of them', async () => {
    const list = listOf('ana', 'leo');
    const { live } = await company(() => ({
      json: { ...('json' in list && typeof list.json === 'object' ? list.json : {}), totalResults: 2, hasMore: false },
    }));
    expect((await live.sync('copilot')).structured).toMatchObject({ reads: [{ completeness: 'complete' }] });
  });
});

test('somebody whom the list itself calls inactive has no active account', async () => {
  const user = (name: string, more: Readonly<Record<string, unknown>>) => ({
    id: `c_${name}`,
    email: `${name}@acme.com`,
    name: `${name} Person`,
    role: 'REP',
    is_recording: false,
    manager_id: null,
    ...more,
  });
  const { live } = await company(() => ({
    json: { users: [user('ana', { is_active: true }), user('leo', { is_active: false })] },
  }));
  await live.sync('copilot');
  expect((await live.findings('copilot'))['leo@acme.com']).not.toContain('leaver_active');
  expect((await live.findings('copilot'))['ana@acme.com']).toBe('ok entitled');
});

test('key and password are in no answer and no file of the store', async () => {
  const { live } = await company(() => listOf('ana'));
  await live.sync('copilot');
  const stored = await everythingIn(live.world.home);
  for (const secret of [COPILOT_KEY, COPILOT_PASSWORD]) {
    expect(live.said()).not.toContain(secret);
    expect(stored).not.toContain(secret);
  }
});

test('half of the credentials is a fault of the configuration that names the other half', async () => {
  const server = await copilotServer(() => listOf());
  await expect(openCopilot({ copilot: { ...server.settings, password: null } }, testTuning())).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    message: expect.stringContaining('CLARI_COPILOT_API_PASSWORD'),
  });
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openEntra } from '../../../src/sources/entra/entra-source.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import {
  assignment,
  GRAPH_TOKEN,
  type GraphServer,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  refusal,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { testTuning } from '../../helpers/tuning.ts';

const GROUP = objectId('group sales');
const NOW = '2026-11-24T12:00:00.000Z';

function company(): Promise<GraphServer> {
  return graphServer(
    tenant({
      users: [graphUser('Ana A', { employeeLeaveDateTime: '2027-01-01T00:00:00Z' })],
      assignments: [assignment(GROUP, 'Group')],
      groups: { [GROUP]: { members: [{ id: objectId('Ana A') }] } },
    }),
  );
}

async function checks(server: GraphServer, tuning: Partial<Tuning> = {}) {
  const source = await openEntra({ entra: server.settings }, testTuning(tuning));
  const all = (await source?.check({ clock: () => NOW })) ?? [];
  expect(JSON.stringify(all)).not.toContain('outside-words');
  expect(JSON.stringify(all)).not.toContain(GRAPH_TOKEN);
  return { all, states: Object.fromEntries(all.map(({ name, state }) => [name.split(' ')[0], state])) };
}

test('every permission that is there works, and each says what it buys', async () => {
  const { all } = await checks(await company());
  expect(all.map(({ name, state }) => [name, state])).toEqual([
    ['sign-in', 'works'],
    ['Application.Read.All', 'works'],
    ['User.Read.All', 'works'],
    ['GroupMember.Read.All', 'works'],
    ['AuditLog.Read.All (audit log)', 'works'],
    ['AuditLog.Read.All (sign-ins, with Entra ID P1 or P2)', 'works'],
    ['User-LifeCycleInfo.Read.All', 'works'],
    ['changes of users (delta)', 'works'],
  ]);
  expect(all.every(({ buys, costs }) => buys !== '' && costs !== '')).toBe(true);
  const page = await readFile('docs/entra.md', 'utf8');
  for (const { name } of all) {
    const [permission] = /^[\w.-]+\.All/.exec(name) ?? [];
    if (permission !== undefined) expect(page).toContain(`| \`${permission}\` |`);
  }
});

test('what is refused is missing, with what it costs and how to grant it', async () => {
  const server = await company();
  const denied = () => refusal(403, 'Authorization_RequestDenied');
  for (const route of [ROUTES.assignments, ROUTES.audit, ROUTES.signIns, ROUTES.delta])
    server.fault(route, 'always', denied);
  const { all, states } = await checks(server);
  expect(states).toMatchObject({
    'Application.Read.All': 'missing',
    'AuditLog.Read.All': 'missing',
    changes: 'failed',
  });
  expect(states['GroupMember.Read.All']).toBe('not_tried');
  expect(all.filter(({ state }) => state === 'missing').map(({ remedy }) => remedy)).toEqual(
    Array.from({ length: 3 }, () => expect.stringContaining('admin consent')),
  );
});

test('what is blank is not called working: users by id alone, no leave date at all', async () => {
  const server = await company();
  server.tenant.users = [{ '@odata.type': '#microsoft.graph.user', id: objectId('x') }];
  const { states } = await checks(server);
  expect(states).toMatchObject({ 'User.Read.All': 'missing', 'User-LifeCycleInfo.Read.All': 'not_tried' });
});

test('two applications fail the check of applications and no other', async () => {
  const server = await company();
  server.tenant.apps.push({ id: objectId('second'), displayName: 'Clari' });
  const { all, states } = await checks(server);
  expect(states).toMatchObject({ 'Application.Read.All': 'failed', 'User.Read.All': 'works' });
  expect(all.find(({ state }) => state === 'failed')?.remedy).toContain('ENTRA_CLARI_SERVICE_PRINCIPAL_ID');
});

test('a Graph that cannot be reached or rejects the token is one failed check', async () => {
  for (const reply of [{ fault: 'reset' } as const, refusal(401, 'InvalidAuthenticationToken')]) {
    const server = await company();
    server.fault(ROUTES.users, 'always', () => reply);
    const { all } = await checks(server, { attempts: 2 });
    expect(all.map(({ name, state }) => [name, state])).toEqual([['sign-in', 'failed']]);
  }
});

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { syncSource } from '../../../src/app/sync/sync-source.ts';
import { openEntra } from '../../../src/sources/entra/entra-source.ts';
import {
  assignment,
  auditEvent,
  deletedUser,
  type GraphServer,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  refusal,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { type LiveWorld, liveWorld } from '../../helpers/live-world.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const LATER = '2026-11-25T12:00:00.000Z';
const NAMES = Array.from({ length: 40 }, (_, at) => `P${at} Person`);

const answered = z.object({
  status: z.string(),
  reads: z.array(z.looseObject({ kind: z.string(), mode: z.string(), completeness: z.string(), rows: z.number() })),
});

/** Forty users, all assigned, read once. */
async function synced(): Promise<{ readonly server: GraphServer; readonly live: LiveWorld }> {
  const server = await graphServer(
    tenant({
      users: NAMES.map((name) => graphUser(name)),
      assignments: NAMES.map((name) => assignment(objectId(name))),
    }),
  );
  const live = await liveWorld(NOW, { entra: server.settings }, { directories: ['entra'] });
  await live.world.load(
    'users.csv',
    `User ID,Name,Email,Role,Team,Status,Last Login\n${NAMES.slice(0, 6)
      .map((name, at) => `${at},${name},p${at}@acme.com,Rep,East,Active,`)
      .join('\n')}`,
    { asOf: '2026-11-23T12:00:00.000Z', completeness: 'complete', kind: 'clari-users' },
  );
  await live.sync('entra');
  live.world.at(LATER);
  return { server, live };
}

async function again({ server, live }: Awaited<ReturnType<typeof synced>>) {
  const before = server.calls.length;
  const answer = await live.sync('entra');
  const { reads } = answered.parse(answer.structured);
  const directory = reads.find((read) => read.kind === 'directory');
  const paths = server.calls
    .slice(before)
    .map(({ path, query }) => `${path.replace('/v1.0', '')} ${query.get('$filter') ?? ''}`.trim());
  return { directory, users: paths.filter((path) => path.startsWith('/users')), text: answer.text };
}

function change(server: GraphServer, name: string, more: Readonly<Record<string, unknown>>): void {
  server.tenant.users = server.tenant.users.map((user) =>
    user['id'] === objectId(name) ? { ...user, ...more } : user,
  );
  // A delta tells what changed and need not tell the rest.
  server.tenant.changes = [...(server.tenant.changes ?? []), { id: objectId(name), ...more }];
}

test('asks only for who changed, and carries the rest over', async () => {
  const company = await synced();
  const { server, live } = company;
  change(server, 'P1 Person', { accountEnabled: false });
  server.tenant.users = server.tenant.users.filter((user) => user['id'] !== objectId('P2 Person'));
  server.tenant.deleted = [deletedUser('P2 Person', '2026-11-25T08:00:00Z')];
  server.tenant.changes?.push({ id: objectId('P2 Person'), '@removed': { reason: 'changed' } });
  server.tenant.users.push(graphUser('P99 Person'));
  server.tenant.changes?.push(graphUser('P99 Person'));
  const { directory, users, text } = await again(company);
  expect(directory).toMatchObject({ mode: 'incremental', completeness: 'complete', rows: 41 });
  expect(users).toEqual(['/users/delta', `/users id in ('${objectId('P1 Person')}','${objectId('P99 Person')}')`]);
  expect(text).toContain('only what changed was asked for');
  expect(await live.findings()).toEqual({
    'p0@acme.com': 'ok entitled',
    'p1@acme.com': 'leaver_active identity_deactivated',
    'p2@acme.com': 'leaver_active identity_deleted',
    'p3@acme.com': 'ok entitled',
    'p4@acme.com': 'ok entitled',
    'p5@acme.com': 'ok entitled',
  });
});

test('nothing changed: one call for users', async () => {
  const { directory, users } = await again(await synced());
  expect([directory?.mode, directory?.rows, users]).toEqual(['incremental', 40, ['/users/delta']]);
});

test('the third goes on where the second ended', async () => {
  const company = await synced();
  await again(company);
  company.live.world.at('2026-11-26T12:00:00.000Z');
  change(company.server, 'P3 Person', { accountEnabled: false });
  const { directory } = await again(company);
  expect(directory).toMatchObject({ mode: 'incremental', completeness: 'complete' });
  const links = company.server.callsTo(ROUTES.delta).map(({ query }) => query.get('$deltatoken'));
  expect(links).toEqual(['latest', 'state-0', 'state-1']);
  expect((await company.live.findings())['p3@acme.com']).toBe('leaver_active identity_deactivated');
});

test('an event that the log tells late is added to somebody who did not change since', async () => {
  const company = await synced();
  change(company.server, 'P1 Person', { accountEnabled: false });
  await again(company);
  company.live.world.at('2026-11-26T12:00:00.000Z');
  company.server.tenant.changes = [];
  company.server.tenant.audit.push(auditEvent('Disable account', objectId('P1 Person'), '2026-11-25T09:00:00Z'));
  expect((await again(company)).directory?.mode).toBe('incremental');
  const rows = await newestIdentities(company.live);
  expect(rows.find((row) => row.identityId === objectId('P1 Person'))?.revoked?.at).toBe('2026-11-25T09:00:00.000Z');
});

describe('reads everybody again, and says so', () => {
  const cases: readonly [string, (company: Awaited<ReturnType<typeof synced>>) => void][] = [
    [
      'where Graph has forgotten the state',
      ({ server }) => server.fault(ROUTES.delta, 1, () => refusal(410, 'SyncStateNotFound')),
    ],
    ['where the changes break off', ({ server }) => server.fault(ROUTES.delta, 1, () => ({ json: { value: [] } }))],
    ['where a change has no id', ({ server }) => server.tenant.changes?.push({ accountEnabled: false })],
    [
      'where more changed than a full read costs',
      ({ server }) => {
        for (const name of NAMES.slice(0, 20)) change(server, name, { department: 'Sales' });
      },
    ],
    [
      'where the changed users are not shown',
      ({ server }) => {
        change(server, 'P1 Person', { accountEnabled: false });
        server.fault(ROUTES.users, 1, () => refusal(400, 'Request_UnsupportedQuery'));
      },
    ],
    [
      'where a server ignores the filter',
      ({ server }) => {
        change(server, 'P1 Person', { accountEnabled: false });
        server.fault(ROUTES.users, 1, () => ({ json: { value: server.tenant.users } }));
      },
    ],
    ['after a week', ({ live }) => live.world.at('2026-12-02T12:00:00.000Z')],
  ];
  for (const [name, happen] of cases)
    test(name, async () => {
      const company = await synced();
      happen(company);
      const { directory, text } = await again(company);
      expect(directory).toMatchObject({ mode: 'full', completeness: 'complete', rows: 40 });
      expect(text).toContain('read in full');
    });

  test('where Graph has no delta at all', async () => {
    const server = await graphServer(
      tenant({ users: [graphUser('Ana A')], assignments: [assignment(objectId('Ana A'))], changes: null }),
    );
    const live = await liveWorld(NOW, { entra: server.settings }, { directories: ['entra'] });
    await live.sync('entra');
    live.world.at(LATER);
    const { directory } = await again({ server, live });
    expect(directory).toMatchObject({ mode: 'full', completeness: 'complete' });
  });

  test('where another application reads, since it may see other things', async () => {
    const { server, live } = await synced();
    const other = await graphServer(server.tenant);
    const source = await openEntra({ entra: other.settings }, live.world.live.tuning);
    if (source === null) throw new Error('not configured');
    const { reads } = await syncSource(live.world, source, { acceptDrop: false, progress: () => undefined });
    expect(reads.find((read) => read.head.kind === 'directory')?.mode).toBe('full');
  });
});

async function newestIdentities({ world }: LiveWorld) {
  return world.store.read(async (reader) => {
    const newest = (await reader.snapshots()).findLast((one) => one.kind === 'directory');
    return reader.identityRows(newest?.snapshotId ?? '', 0, 1_000);
  });
}

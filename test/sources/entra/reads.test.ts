import { expect, test } from 'vitest';
import {
  assignment,
  auditEvent,
  CLARI_APP,
  CLARI_SP,
  deletedUser,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { gapsOf, readEntra } from './reading.ts';

const GROUP = objectId('group sales');

test('everybody, who is assigned, what ended and who signed in: one read of each, in pages', async () => {
  const server = await graphServer(
    tenant({
      pageSize: 2,
      users: [
        graphUser('Ana Active', { employeeLeaveDateTime: '2026-12-31T00:00:00Z' }),
        graphUser('Leo Left', { accountEnabled: false }),
        graphUser('Gil Group'),
        graphUser('Una Unassigned', { department: 'Sales', employeeId: 'E7' }),
      ],
      deleted: [deletedUser('Dan Deleted', '2026-11-20T10:00:00Z')],
      assignments: [
        assignment(objectId('Ana Active')),
        assignment(GROUP, 'Group'),
        assignment('sp', 'ServicePrincipal'),
      ],
      groups: { [GROUP]: { members: [{ '@odata.type': '#microsoft.graph.user', id: objectId('Gil Group') }] } },
      audit: [
        auditEvent('Disable account', objectId('Leo Left'), '2026-11-22T09:00:00Z'),
        auditEvent('Delete user', objectId('Dan Deleted'), '2026-11-20T10:00:01Z'),
        auditEvent('Remove app role assignment from user', objectId('Una Unassigned'), '2026-11-21T09:00:00Z', {
          targetResources: [
            { id: CLARI_SP, type: 'ServicePrincipal', modifiedProperties: [] },
            { id: objectId('Una Unassigned'), type: 'User', modifiedProperties: [] },
          ],
        }),
      ],
      signIns: [
        {
          appId: CLARI_APP,
          userId: objectId('Leo Left'),
          createdDateTime: '2026-11-23T07:00:00Z',
          status: { errorCode: 0 },
        },
        {
          appId: CLARI_APP,
          userId: objectId('Leo Left'),
          createdDateTime: '2026-11-23T08:00:00Z',
          status: { errorCode: 50057 },
        },
      ],
    }),
  );
  const read = await readEntra(server);
  expect(read.assignments.map(({ viaGroup }) => viaGroup)).toEqual([undefined, 'somebody', undefined]);
  expect(read.assignments.map(({ key, status, via, revoked }) => [key, status, via, revoked?.id ?? null])).toEqual([
    [`id:${objectId('Ana Active')}`, 'assigned', 'direct', null],
    [`id:${objectId('Gil Group')}`, 'assigned', 'group', null],
    [
      `id:${objectId('Una Unassigned')}`,
      'unassigned',
      null,
      `Directory_Removeapproleassignmentfromuser_${objectId('Una Unassigned').slice(0, 8)}`,
    ],
  ]);
  expect(read.identities.map(({ login, status, statusRaw }) => [login, status, statusRaw])).toEqual([
    ['ana@acme.com', 'active', 'accountEnabled true; employeeLeaveDateTime 2026-12-31'],
    ['leo@acme.com', 'deactivated', 'accountEnabled false'],
    ['gil@acme.com', 'active', 'accountEnabled true'],
    ['una@acme.com', 'active', 'accountEnabled true'],
    ['dan@acme.com', 'deleted', 'deleted'],
  ]);
  expect(read.identities[1]).toMatchObject({
    revoked: { at: '2026-11-22T09:00:00.000Z', by: 'ida@acme.com', type: 'Disable account' },
    lastSsoAt: '2026-11-23T07:00:00.000Z',
  });
  expect(read.identities[4]).toMatchObject({
    statusChangedAt: { at: '2026-11-20T10:00:00.000Z' },
    revoked: { type: 'Delete user' },
  });
  expect(read.ofAssignments).toMatchObject({ completeness: 'complete', gaps: [], refused: 0 });
  expect(read.ofDirectory).toMatchObject({
    completeness: 'complete',
    gaps: [],
    mode: 'full',
    facts: { appEnabled: true, assignmentRequired: true, implicitAssignment: null },
    cursor: expect.stringContaining('$deltatoken='),
  });
  expect(read.calls).toBe(server.calls.length);
  expect(read.progress.at(-1)).toBe('users: 7 pages, 4 rows');
});

test('the library asks for what is needed and no more, a page of 999 at a time', async () => {
  const server = await graphServer(
    tenant({ users: [graphUser('Ana Active')], assignments: [assignment(objectId('Ana Active'))] }),
  );
  await readEntra(server);
  expect(server.callsTo(ROUTES.users).map(({ query }) => query.get('$top'))).toEqual(['999']);
  expect(server.callsTo(ROUTES.users)[0]?.query.get('$select')?.split(',')).toContain('proxyAddresses');
  expect(server.callsTo(ROUTES.users)[0]?.query.get('$expand')).toBeNull();
  expect(server.callsTo(ROUTES.assignments)[0]?.query.get('$top')).toBe('999');
  expect(server.callsTo(ROUTES.apps)[0]?.query.get('$filter')).toBe("displayName eq 'Clari'");
  expect(server.calls.map(({ headers }) => headers['sdkversion'])).toEqual(server.calls.map(() => undefined));
});

test('a link is followed exactly as it was given, whatever is in it', async () => {
  const server = await graphServer(tenant({ users: [graphUser('Ana Active')] }));
  const link = '/v1.0/users?$skiptoken=RF~x_-a%2Bb%3D%3D&$select=id&$count&x=https://elsewhere.example/y&x=2';
  let asked: string | null = null;
  server.route(ROUTES.users, ({ nth, query }) => {
    if (nth === 0) return { json: { value: [graphUser('Bea Before')], '@odata.nextLink': `${server.origin}${link}` } };
    asked = query.toString();
    return { json: { value: [graphUser('Ana Active')] } };
  });
  const read = await readEntra(server);
  expect(asked).toBe(new URL(link, server.origin).searchParams.toString());
  expect(read.identities).toHaveLength(2);
  expect(gapsOf(read.ofDirectory)).toEqual(['limited_information User-LifeCycleInfo.Read.All']);
});

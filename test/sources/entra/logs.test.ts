import { describe, expect, test } from 'vitest';
import {
  assignment,
  auditEvent,
  CLARI_APP,
  CLARI_SP,
  type GraphObject,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  type Tenant,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { gapsOf, readEntra } from './reading.ts';

const GROUP = objectId('group sales');
const LEO = objectId('Leo Left');
const ANA = objectId('Ana Active');

function company(content: Partial<Tenant>) {
  return graphServer(
    tenant({
      users: [
        graphUser('Ana Active', { employeeLeaveDateTime: '2030-01-01' }),
        graphUser('Leo Left', { accountEnabled: false }),
      ],
      assignments: [assignment(ANA), assignment(GROUP, 'Group')],
      groups: { [GROUP]: { members: [] } },
      ...content,
    }),
  );
}

const disabled = (at: string, more: GraphObject = {}) => auditEvent('Disable account', LEO, at, more);

describe('the event that disabled an account', () => {
  const cases: readonly [string, readonly GraphObject[], string | null][] = [
    [
      'is the newest one',
      [disabled('2026-11-20T09:00:00Z'), disabled('2026-11-22T09:00:00Z'), disabled('2026-11-21T09:00:00Z')],
      '2026-11-22T09:00:00.000Z',
    ],
    ['is none that failed', [disabled('2026-11-22T09:00:00Z', { result: 'failure' })], null],
    [
      'is none from before the account was enabled again: the later one is not in the log yet',
      [disabled('2026-11-20T09:00:00Z'), auditEvent('Enable account', LEO, '2026-11-21T09:00:00Z')],
      null,
    ],
    [
      'is the one after the account was enabled again',
      [auditEvent('Enable account', LEO, '2026-11-20T09:00:00Z'), disabled('2026-11-21T09:00:00Z')],
      '2026-11-21T09:00:00.000Z',
    ],
    [
      'is none about several people',
      [
        disabled('2026-11-22T09:00:00Z', {
          targetResources: [
            { id: LEO, type: 'User' },
            { id: ANA, type: 'User' },
          ],
        }),
      ],
      null,
    ],
    ['is none about somebody who can sign in', [auditEvent('Disable account', ANA, '2026-11-22T09:00:00Z')], null],
    ['is none at a time that cannot be read', [disabled('yesterday')], null],
  ];
  for (const [name, audit, at] of cases)
    test(name, async () => {
      const read = await readEntra(await company({ audit: [...audit] }));
      expect(read.identities.map(({ revoked }) => revoked?.at ?? null)).toEqual([null, at]);
    });

  test('names who did it: a person, an application, or nobody', async () => {
    const by = async (initiatedBy: unknown) =>
      (await readEntra(await company({ audit: [disabled('2026-11-22T09:00:00Z', { initiatedBy })] }))).identities[1]
        ?.revoked?.by;
    expect(await by({ user: { userPrincipalName: 'ida@acme.com' }, app: null })).toBe('ida@acme.com');
    expect(await by({ user: null, app: { displayName: 'HR\u202e connector' } })).toBe('HR connector');
    expect(await by(null)).toBeNull();
  });

  test('is taken from its own kind of event, whatever a server that ignores filters sends', async () => {
    const server = await company({});
    server.fault(ROUTES.audit, 'always', () => ({
      json: { value: [auditEvent('Update user', LEO, '2026-11-23T09:00:00Z'), disabled('2026-11-22T09:00:00Z')] },
    }));
    expect((await readEntra(server)).identities[1]?.revoked?.type).toBe('Disable account');
  });
});

describe('the event that ended an assignment', () => {
  const removed = (more: GraphObject = {}) =>
    auditEvent('Remove app role assignment from user', LEO, '2026-11-21T09:00:00Z', {
      targetResources: [
        { id: CLARI_SP, type: 'ServicePrincipal' },
        { id: LEO, type: 'User' },
      ],
      ...more,
    });
  const unassigned = async (content: Partial<Tenant>) =>
    (await readEntra(await company(content))).assignments
      .filter(({ status }) => status === 'unassigned')
      .map(({ identityId, revoked }) => [identityId, revoked?.type]);

  test('is that of this application', async () => {
    expect(await unassigned({ audit: [removed()] })).toEqual([[LEO, 'Remove app role assignment from user']]);
    const other = {
      targetResources: [
        { id: objectId('other app'), type: 'ServicePrincipal' },
        { id: LEO, type: 'User' },
      ],
    };
    expect(await unassigned({ audit: [removed(other)] })).toEqual([]);
  });

  test('may name the application among what changed', async () => {
    const named = {
      targetResources: [
        {
          id: LEO,
          type: 'User',
          modifiedProperties: [{ displayName: 'ServicePrincipal.ObjectID', oldValue: `"${CLARI_SP}"`, newValue: null }],
        },
      ],
    };
    expect(await unassigned({ audit: [removed(named)] })).toHaveLength(1);
  });

  test('may be leaving an assigned group', async () => {
    const left = auditEvent('Remove member from group', LEO, '2026-11-22T09:00:00Z', {
      targetResources: [
        { id: LEO, type: 'User' },
        { id: GROUP, type: 'Group' },
      ],
    });
    expect(await unassigned({ audit: [left, removed()] })).toEqual([[LEO, 'Remove member from group']]);
  });

  test('makes nobody unassigned who is assigned today', async () => {
    expect(await unassigned({ audit: [removed()], assignments: [assignment(ANA), assignment(LEO)] })).toEqual([]);
  });

  test('makes nobody unassigned while the list is not whole', async () => {
    const content = { audit: [removed()], assignments: [assignment(ANA), assignment(objectId('gone group'), 'Group')] };
    const server = await company(content);
    server.route(`GET /v1.0/groups/${objectId('gone group')}/members/microsoft.graph.user`, () => ({
      status: 404,
      json: {},
    }));
    const read = await readEntra(server);
    expect(read.assignments.map(({ status }) => status)).toEqual(['assigned']);
    expect(read.ofAssignments?.completeness).toBe('partial');
  });
});

describe('sign-ins to Clari', () => {
  const signIn = (userId: string, createdDateTime: string, more: GraphObject = {}) => ({
    appId: CLARI_APP,
    userId,
    createdDateTime,
    status: { errorCode: 0 },
    ...more,
  });

  test('count where they succeeded, the newest for each person', async () => {
    const read = await readEntra(
      await company({
        signIns: [
          signIn(LEO, '2026-11-20T07:00:00Z'),
          signIn(LEO, '2026-11-22T07:00:00Z'),
          signIn(LEO, '2026-11-23T07:00:00Z', { status: { errorCode: 50057 } }),
          signIn(LEO, '2026-11-24T07:00:00Z', { status: null }),
          signIn(ANA, '2026-11-21T07:00:00Z', { appId: objectId('another app') }),
        ],
      }),
    );
    expect(read.identities.map(({ lastSsoAt }) => lastSsoAt)).toEqual([null, '2026-11-22T07:00:00.000Z']);
  });

  test('more of them than are read at once: how far back they go is said', async () => {
    const server = await company({});
    server.route(ROUTES.signIns, ({ nth }) => ({
      json: {
        value: [{ id: `s${nth}`, ...signIn(LEO, `2026-11-${String(23 - nth).padStart(2, '0')}T07:00:00Z`) }],
        '@odata.nextLink': `${server.origin}/v1.0/auditLogs/signIns?$skiptoken=${nth}`,
      },
    }));
    const read = await readEntra(server);
    expect(server.callsTo(ROUTES.signIns)).toHaveLength(20);
    expect(gapsOf(read.ofDirectory)).toEqual(['log_window']);
    expect(read.ofDirectory.gaps[0]?.gap).toContain('before 2026-11-04T07:00:00.000Z');
    expect(read.identities[1]?.lastSsoAt).toBe('2026-11-23T07:00:00.000Z');
    expect(read.ofDirectory.completeness).toBe('complete');
  });
});

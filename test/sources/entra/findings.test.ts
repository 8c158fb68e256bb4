import { describe, expect, test } from 'vitest';
import {
  assignment,
  auditEvent,
  CLARI_APP,
  CLARI_SP,
  deletedUser,
  GRAPH_TOKEN,
  type GraphObject,
  type GraphServer,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  refusal,
  type Tenant,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { everythingIn, type LiveWorld, liveWorld } from '../../helpers/live-world.ts';
import type { Reply } from '../../helpers/scripted-server.ts';

const USERS_AT = '2026-11-23T12:00:00.000Z';
const NOW = '2026-11-24T12:00:00.000Z';
const NEXT_DAY = '2026-11-25T12:00:00.000Z';
const GROUP = objectId('group sales');

/** An export of active accounts with these people in it. */
function usersExport(names: readonly string[]): string {
  return [
    'User ID,Name,Email,Role,Team,Status,Last Login',
    ...names.map((name, at) => {
      const address = name.includes('@') ? name : `${(name.split(' ')[0] ?? '').toLowerCase()}@acme.com`;
      return `10${at},${name.includes('@') ? '' : name},${address},Rep,East,Active,`;
    }),
  ].join('\n');
}

async function company(
  content: Partial<Tenant>,
  accounts: readonly string[],
  directories: readonly string[] = ['entra'],
): Promise<LiveWorld & { readonly server: GraphServer }> {
  const server = await graphServer(tenant(content));
  const live = await liveWorld(NOW, { entra: server.settings }, { directories });
  await live.world.load('users.csv', usersExport(accounts), {
    asOf: USERS_AT,
    completeness: 'complete',
    kind: 'clari-users',
  });
  return { ...live, server };
}

const DISABLED = { accountEnabled: false };

test('leavers, the unassigned and ownerless accounts are found, with who ended it and when', async () => {
  const live = await company(
    {
      users: [
        graphUser('Ana Active'),
        graphUser('Leo Left', DISABLED),
        graphUser('Una Unassigned'),
        graphUser('Gil Group'),
      ],
      deleted: [deletedUser('Dan Deleted', '2026-11-20T10:00:00Z')],
      assignments: [assignment(objectId('Ana Active')), assignment(GROUP, 'Group')],
      groups: { [GROUP]: { members: [{ id: objectId('Gil Group') }] } },
      audit: [
        auditEvent('Disable account', objectId('Leo Left'), '2026-11-22T09:00:00Z'),
        auditEvent('Remove app role assignment from user', objectId('Una Unassigned'), '2026-11-21T09:00:00Z', {
          targetResources: [
            { id: CLARI_SP, type: 'ServicePrincipal' },
            { id: objectId('Una Unassigned'), type: 'User' },
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
      ],
    },
    ['Ana Active', 'Leo Left', 'Una Unassigned', 'Gil Group', 'Dan Deleted', 'Oda Ownerless'],
  );
  const synced = await live.sync('entra');
  expect(synced.structured).toMatchObject({ status: 'synced', failed: [] });
  expect(await live.findings()).toEqual({
    'ana@acme.com': 'ok entitled',
    'gil@acme.com': 'ok entitled',
    'leo@acme.com': 'leaver_active identity_deactivated',
    'dan@acme.com': 'leaver_active identity_deleted',
    'una@acme.com': 'unassigned_active assignment_gone',
    'oda@acme.com': 'orphaned no_identity_in_any_directory',
  });
  expect(await live.detail('leo@acme.com')).toMatchObject({
    revoked_at: '2026-11-22T09:00:00.000Z',
    revoked_at_basis: 'event',
    used_after_revocation: 'yes',
  });
  expect(JSON.stringify(await live.detail('leo@acme.com'))).toContain('ida@acme.com');
  expect(await live.detail('dan@acme.com')).toMatchObject({ revoked_at: '2026-11-20T10:00:00.000Z' });
});

describe('must not be concluded', () => {
  const ANA = [graphUser('Ana Active'), graphUser('Leo Left', DISABLED)];
  const NAMELESS = { givenName: null, surname: null, employeeId: null };
  const cases: readonly {
    readonly name: string;
    readonly content: Partial<Tenant>;
    readonly accounts?: readonly string[];
    readonly directories?: readonly string[];
    readonly expected: Readonly<Record<string, string>>;
  }[] = [
    {
      name: 'unassigned, where the application lets everybody in',
      content: {
        apps: [appWith({ appRoleAssignmentRequired: false })],
        users: [...ANA, graphUser('Una Unassigned')],
        assignments: [assignment(objectId('Ana Active'))],
      },
      accounts: ['Ana Active', 'Una Unassigned'],
      expected: { 'ana@acme.com': 'ok entitled', 'una@acme.com': 'inconclusive assignment_not_required' },
    },
    {
      name: 'entitled, for a member of a group inside the assigned group: assignments do not cascade',
      content: {
        users: [...ANA, graphUser('Nes Nested')],
        assignments: [assignment(objectId('Ana Active')), assignment(GROUP, 'Group')],
        groups: { [GROUP]: { members: [{ '@odata.type': '#microsoft.graph.group', id: objectId('inner') }] } },
      },
      accounts: ['Ana Active', 'Nes Nested'],
      expected: { 'ana@acme.com': 'ok entitled', 'nes@acme.com': 'unassigned_active assignment_gone' },
    },
    {
      name: 'anything of anybody while the application is switched off',
      content: {
        apps: [appWith({ accountEnabled: false })],
        users: [...ANA, graphUser('Una Unassigned')],
        assignments: [assignment(objectId('Ana Active'))],
      },
      accounts: ['Ana Active', 'Una Unassigned'],
      expected: { 'ana@acme.com': 'inconclusive app_disabled', 'una@acme.com': 'inconclusive app_disabled' },
    },
    {
      name: 'a leaver, for a disabled shared mailbox: a person looks',
      content: {
        users: [...ANA, graphUser('Deals Mailbox', { ...DISABLED, ...NAMELESS, displayName: 'Deals' })],
        assignments: [assignment(objectId('Ana Active'))],
      },
      accounts: ['Ana Active', 'deals@acme.com'],
      expected: { 'ana@acme.com': 'ok entitled', 'deals@acme.com': 'needs_review identity_is_no_person' },
    },
    {
      name: 'a leaver, for somebody who came back while their old account lies deleted',
      content: {
        users: [...ANA, graphUser('Rea Returned', { id: objectId('new Rea') })],
        deleted: [deletedUser('Rea Returned', '2026-11-01T10:00:00Z')],
        assignments: [assignment(objectId('Ana Active')), assignment(objectId('new Rea'))],
      },
      accounts: ['Ana Active', 'Rea Returned'],
      expected: { 'ana@acme.com': 'ok entitled', 'rea@acme.com': 'ok entitled' },
    },
    {
      name: 'a leaver, for the manager who has a deleted person’s address among the aliases',
      content: {
        users: [...ANA, graphUser('Max Manager', { proxyAddresses: ['SMTP:max@acme.com', 'smtp:dan@acme.com'] })],
        deleted: [deletedUser('Dan Deleted', '2026-11-20T10:00:00Z')],
        assignments: [assignment(objectId('Ana Active')), assignment(objectId('Max Manager'))],
      },
      accounts: ['Max Manager', 'Dan Deleted'],
      expected: { 'max@acme.com': 'ok entitled', 'dan@acme.com': 'leaver_active identity_deleted' },
    },
    {
      name: 'anything, for somebody who is still enabled after the last day',
      content: {
        users: [...ANA, graphUser('Eva Ending', { employeeLeaveDateTime: '2026-11-01T00:00:00Z' })],
        assignments: [assignment(objectId('Ana Active')), assignment(objectId('Eva Ending'))],
      },
      accounts: ['Eva Ending'],
      expected: { 'eva@acme.com': 'inconclusive identity_status_contradictory' },
    },
    {
      name: 'that nobody owns an account, while users are shown by id alone',
      content: {
        users: [...ANA, { '@odata.type': '#microsoft.graph.user', id: objectId('hidden') }],
        assignments: [assignment(objectId('Ana Active'))],
      },
      accounts: ['Ana Active', 'Oda Ownerless'],
      expected: { 'ana@acme.com': 'ok entitled', 'oda@acme.com': 'inconclusive directory_incomplete' },
    },
    {
      name: 'who is unassigned, while nobody at all is assigned',
      content: { users: ANA },
      accounts: ['Ana Active', 'Leo Left'],
      expected: {
        'ana@acme.com': 'inconclusive assignment_unknown',
        'leo@acme.com': 'leaver_active identity_deactivated',
      },
    },
    {
      name: 'a leaver younger than five minutes',
      content: {
        users: ANA,
        assignments: [assignment(objectId('Ana Active'))],
        audit: [auditEvent('Disable account', objectId('Leo Left'), '2026-11-24T11:57:00Z')],
      },
      accounts: ['Leo Left'],
      expected: { 'leo@acme.com': 'inconclusive change_too_recent' },
    },
  ];
  for (const { name, content, accounts = [], directories = ['entra'], expected } of cases)
    test(name, async () => {
      const live = await company(content, accounts, directories);
      await live.sync('entra');
      expect(await live.findings()).toEqual(expected);
    });
});

describe('a guest follows the home directory where that governs', () => {
  const PAT = guest('Pat Partner', 'pat_partner.com#EXT#@acme.onmicrosoft.com', 'pat@partner.com');
  const HOME = [
    'id,status,statusChanged,profile.login,profile.email,profile.firstName,profile.lastName',
    'u9,ACTIVE,2024-01-01T00:00:00Z,kim@partner.com,kim@partner.com,Kim,Partner',
  ];
  const cases: readonly [string, readonly string[], string][] = [
    ['which does not have them: an invitation alone entitles nobody', HOME, 'inconclusive guest_home_directory'],
    [
      'which says that they left, though the guest is enabled and assigned',
      [...HOME, 'u8,DEPROVISIONED,2026-11-10T08:00:00Z,pat@partner.com,pat@partner.com,Pat,Partner'],
      'leaver_active identity_deactivated',
    ],
    [
      'which says that they are assigned there',
      [...HOME, 'u8,ACTIVE,2024-01-01T00:00:00Z,pat@partner.com,pat@partner.com,Pat,Partner'],
      'inconclusive assignment_unknown',
    ],
  ];
  for (const [name, home, expected] of cases)
    test(name, async () => {
      const live = await company(
        { users: [graphUser('Ana Active'), PAT], assignments: [assignment(objectId('Pat Partner'))] },
        ['pat@partner.com'],
        ['entra', 'okta'],
      );
      await live.world.load('okta.csv', home.join('\n'), {
        asOf: USERS_AT,
        completeness: 'complete',
        directory: 'okta',
      });
      await live.sync('entra');
      expect(await live.findings()).toEqual({ 'pat@partner.com': expected });
    });

  test('and is taken as this directory says where no other one governs', async () => {
    const live = await company(
      { users: [graphUser('Ana Active'), PAT], assignments: [assignment(objectId('Pat Partner'))] },
      ['pat@partner.com'],
    );
    await live.sync('entra');
    expect(await live.findings()).toEqual({ 'pat@partner.com': 'ok entitled' });
  });
});

describe('no fault makes a finding: what was known stays, what is not known is inconclusive', () => {
  const HTML: Reply = { text: '<!doctype html>', headers: { 'content-type': 'text/html' } };
  const always = (route: string, reply: (origin: string) => Reply) => (server: GraphServer) =>
    server.fault(route, 'always', reply);
  const secondPage = (reply: (origin: string) => Reply) => (server: GraphServer) => {
    server.tenant.pageSize = 2;
    server.fault(ROUTES.users, server.callsTo(ROUTES.users).length + 1, reply);
  };
  const members = `GET /v1.0/groups/${GROUP}/members/microsoft.graph.user`;
  const KNOWN = {
    'ana@acme.com': 'ok entitled',
    'bea@acme.com': 'ok entitled',
    'gil@acme.com': 'ok entitled',
    'leo@acme.com': 'leaver_active identity_deactivated',
  };
  const cases: readonly (readonly [string, (server: GraphServer) => void, string, Partial<typeof KNOWN>])[] = [
    ['users: 503 for ever', always(ROUTES.users, () => ({ status: 503, json: {} })), 'error', {}],
    ['users: resets for ever', always(ROUTES.users, () => ({ fault: 'reset' })), 'error', {}],
    ['users: zero of them', always(ROUTES.users, () => ({ json: { value: [] } })), 'incomplete', {}],
    ['users: a second page that never comes', secondPage(() => HTML), 'incomplete', {}],
    [
      'users: a foreign link',
      secondPage(() => ({ json: { value: [], '@odata.nextLink': 'https://x.example/' } })),
      'incomplete',
      {},
    ],
    ['assignments: 403', always(ROUTES.assignments, () => refusal(403, 'Authorization_RequestDenied')), 'synced', {}],
    ['assignments: none', always(ROUTES.assignments, () => ({ json: { value: [] } })), 'incomplete', {}],
    ['members of the group: 403', always(members, () => refusal(403, 'Authorization_RequestDenied')), 'synced', {}],
    [
      'members of the group: truncated',
      always(members, () => ({ fault: 'cut', json: { value: [{ id: 'x' }] } })),
      'incomplete',
      {},
    ],
    ['the application: 403', always(ROUTES.apps, () => refusal(403, 'Authorization_RequestDenied')), 'synced', {}],
    ['the application: gone', (server) => server.tenant.apps.splice(0), 'error', {}],
    ['deleted users: 500 for ever', always(ROUTES.deleted, () => ({ status: 500, json: {} })), 'incomplete', {}],
    ['the token expired', always(ROUTES.users, () => refusal(401, 'InvalidAuthenticationToken')), 'error', {}],
    [
      'the logs: 403',
      (server) => {
        always(ROUTES.audit, () => refusal(403, 'x'))(server);
        always(ROUTES.signIns, () => refusal(403, 'x'))(server);
      },
      'synced',
      {},
    ],
  ];
  for (const [name, fault, status, changed] of cases)
    test(name, async () => {
      const live = await company(
        {
          users: [
            graphUser('Ana Active'),
            graphUser('Bea Busy'),
            graphUser('Gil Group'),
            graphUser('Leo Left', DISABLED),
          ],
          assignments: [
            assignment(objectId('Ana Active')),
            assignment(objectId('Bea Busy')),
            assignment(GROUP, 'Group'),
          ],
          groups: { [GROUP]: { members: [{ id: objectId('Gil Group') }] } },
          changes: null,
        },
        ['Ana Active', 'Bea Busy', 'Gil Group', 'Leo Left'],
      );
      expect((await live.sync('entra')).structured).toMatchObject({ status: 'synced' });
      expect(await live.findings()).toEqual(KNOWN);
      fault(live.server);
      live.world.at(NEXT_DAY);
      const answer = await live.sync('entra');
      if (status === 'error') expect(answer.isError).toBe(true);
      else expect(answer.structured).toMatchObject({ status });
      expect(await live.findings()).toEqual({ ...KNOWN, ...changed });
      expect(live.said()).not.toContain('outside-words');
    });
});

test('without an earlier read a fault leaves accounts inconclusive, never ownerless', async () => {
  const live = await company(
    {
      pageSize: 1,
      users: [graphUser('Ana Active'), graphUser('Bea Busy')],
      assignments: [assignment(objectId('Ana Active'))],
    },
    ['Ana Active', 'Bea Busy'],
  );
  live.server.fault(ROUTES.users, 1, () => ({ status: 404, json: {} }));
  expect((await live.sync('entra')).structured).toMatchObject({ status: 'incomplete' });
  expect(await live.findings()).toEqual({
    'ana@acme.com': 'ok entitled',
    'bea@acme.com': 'inconclusive directory_incomplete',
  });
});

test('what is missing and what would fix it stands in the coverage', async () => {
  const live = await company({ users: [graphUser('Ana Active')], assignments: [assignment(objectId('Ana Active'))] }, [
    'Ana Active',
  ]);
  live.server.fault(ROUTES.audit, 'always', () => refusal(403, 'Authorization_RequestDenied'));
  await live.sync('entra');
  const { text } = await live.client.call('get_coverage', { response_format: 'detailed' });
  expect(text).toContain('AuditLog.Read.All');
  expect(text).toContain('User-LifeCycleInfo.Read.All');
});

test('the token is in no answer, no log line and no file of the store', async () => {
  const live = await company({ users: [graphUser('Ana Active')], assignments: [assignment(objectId('Ana Active'))] }, [
    'Ana Active',
  ]);
  await live.sync('entra');
  live.server.fault(ROUTES.users, 'always', () => refusal(401, GRAPH_TOKEN));
  await live.sync('entra');
  await live.findings();
  expect(live.said()).not.toContain(GRAPH_TOKEN);
  const stored = await everythingIn(live.world.home);
  expect(stored).toContain('ana@acme.com');
  expect(stored).not.toContain(GRAPH_TOKEN);
  expect(live.server.calls.every(({ headers }) => headers.authorization === `Bearer ${GRAPH_TOKEN}`)).toBe(true);
});

function appWith(more: GraphObject): GraphObject {
  return { ...(tenant().apps[0] ?? {}), ...more };
}

function guest(name: string, userPrincipalName: string, mail: string): GraphObject {
  return graphUser(name, { userPrincipalName, mail, userType: 'Guest' });
}

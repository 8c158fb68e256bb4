import { describe, expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import {
  assignment,
  clariApp,
  GRAPH_TOKEN,
  type GraphServer,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  refusal,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { type Reply, scriptedServer } from '../../helpers/scripted-server.ts';
import { gapsOf, readEntra } from './reading.ts';

const GROUP = objectId('group sales');
const NAMES = ['Ana A', 'Bea B', 'Cem C', 'Dan D', 'Eve E'] as const;

/** Five users on three pages; two assigned, one of them through a group. */
function company(): Promise<GraphServer> {
  return graphServer(
    tenant({
      pageSize: 2,
      users: NAMES.map((name) => graphUser(name, { employeeLeaveDateTime: '2030-01-01T00:00:00Z' })),
      assignments: [assignment(objectId('Ana A')), assignment(GROUP, 'Group')],
      groups: { [GROUP]: { members: [{ id: objectId('Bea B') }] } },
    }),
  );
}

const HTML: Reply = {
  status: 200,
  text: '<!doctype html><title>Sign in</title>',
  headers: { 'content-type': 'text/html' },
};
/** A stall is given up early here; everything else gets its time on a slow machine too. */
const patienceFor = (reply: Reply) => ('fault' in reply && reply.fault === 'stall' ? { timeoutMs: 300 } : {});
const CUT: Reply = { fault: 'cut', json: { value: NAMES.map((name) => graphUser(name)) } };

describe('a fault that passes costs a wait and nothing else', () => {
  const cases: readonly [string, Reply][] = [
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '2' }, json: {} }],
    ['429 without Retry-After', { status: 429, json: {} }],
    ['503', { status: 503, json: {} }],
    ['500', { status: 500, text: 'oops' }],
    ['a reset connection', { fault: 'reset' }],
    ['a body that is cut off', CUT],
    ['JSON that ends too early', { text: '{"value":[{"id":', headers: { 'content-type': 'application/json' } }],
    ['a stall', { fault: 'stall' }],
  ];
  for (const [name, reply] of cases)
    for (const route of ['users', 'assignments', 'deleted'] as const)
      test(`${name}, on the ${route}`, async () => {
        const server = await company();
        server.fault(ROUTES[route], 0, () => reply);
        const read = await readEntra(server, { tuning: patienceFor(reply) });
        expect(read.identities).toHaveLength(5);
        expect(read.assignments).toHaveLength(2);
        expect([read.ofDirectory.completeness, read.ofAssignments?.completeness]).toEqual(['complete', 'complete']);
        expect([gapsOf(read.ofDirectory), gapsOf(read.ofAssignments)]).toEqual([[], []]);
      });
});

describe('a page of users that does not come leaves the read incomplete, with what came before it', () => {
  const cases: readonly [string, (origin: string) => Reply, string][] = [
    ['429 again and again', () => ({ status: 429, json: {} }), 'page_failed'],
    ['503 again and again', () => ({ status: 503, json: {} }), 'page_failed'],
    ['resets again and again', () => ({ fault: 'reset' }), 'page_failed'],
    ['truncated JSON again and again', () => CUT, 'page_failed'],
    ['a stall again and again', () => ({ fault: 'stall' }), 'page_failed'],
    ["a proxy's page", () => HTML, 'page_failed'],
    ['200 without a list', () => ({ json: {} }), 'page_failed'],
    ['200 with a list of something else', () => ({ json: { value: ['x'] } }), 'page_failed'],
    ['an error under 200', () => ({ json: { error: { code: 'x' } } }), 'page_failed'],
    ['a link that is no text', () => ({ json: { value: [], '@odata.nextLink': 7 } }), 'page_failed'],
    ['403 in the middle', () => refusal(403, 'Authorization_RequestDenied'), 'page_failed'],
    ['400 for an expired link', () => refusal(400, 'Directory_ExpiredPageToken'), 'page_failed'],
    ['a redirect', () => ({ status: 302, headers: { location: 'https://elsewhere.example/' } }), 'page_failed'],
    [
      'a link to another site',
      () => ({ json: { value: [graphUser('Cem C')], '@odata.nextLink': 'https://graph.example/v1.0/users?x=1' } }),
      'foreign_link',
    ],
    [
      'a link to another port of the same host',
      () => ({ json: { value: [graphUser('Cem C')], '@odata.nextLink': 'http://127.0.0.1:9/v1.0/users?x=1' } }),
      'foreign_link',
    ],
    [
      'a link with a password in it',
      (origin) => ({
        json: { value: [graphUser('Cem C')], '@odata.nextLink': `${origin.replace('//', '//u:p@')}/v1.0/users` },
      }),
      'page_failed',
    ],
    [
      'a loop of links',
      (origin) => ({ json: { value: [graphUser('Cem C')], '@odata.nextLink': `${origin}/v1.0/users?$skiptoken=2` } }),
      'cursor_repeated',
    ],
    ['empty pages without an end', (origin) => endless(origin, []), 'empty_answer'],
    ['the same page under ever new links', (origin) => endless(origin, [graphUser('Cem C')]), 'cursor_repeated'],
  ];
  for (const [name, reply, code] of cases)
    test(name, async () => {
      const server = await company();
      server.route(ROUTES.users, ({ nth }) =>
        nth === 0
          ? {
              json: {
                value: [graphUser('Ana A'), graphUser('Bea B')],
                '@odata.nextLink': `${server.origin}/v1.0/users?$skiptoken=2`,
              },
            }
          : reply(server.origin),
      );
      const read = await readEntra(server, { tuning: patienceFor(reply(server.origin)) });
      expect(read.ofDirectory.completeness).toBe('partial');
      expect(gapsOf(read.ofDirectory)).toContain(code);
      expect(read.ofDirectory.cursor).toBeNull();
      expect(read.identities.length).toBeGreaterThanOrEqual(2);
      expect(read.identities.length).toBeLessThanOrEqual(3);
      expect(JSON.stringify(read.ofDirectory)).not.toContain('outside-words');
    });

  let counter = 0;
  function endless(origin: string, value: readonly unknown[]): Reply {
    counter += 1;
    return { json: { value, '@odata.nextLink': `${origin}/v1.0/users?$skiptoken=e${counter}` } };
  }
});

test('an empty page in the middle is followed', async () => {
  const server = await company();
  server.fault(ROUTES.users, 1, (origin) => ({
    json: { value: [], '@odata.nextLink': `${origin}/v1.0/users?$skiptoken=2&$top=999` },
  }));
  const read = await readEntra(server);
  expect(read.identities).toHaveLength(5);
  expect(read.ofDirectory.completeness).toBe('complete');
});

describe('what fails on the way to the assignments says who is not assigned is unknown', () => {
  const cases: readonly [string, (server: GraphServer) => void, readonly string[]][] = [
    ['the second page of assignments', (server) => server.fault(ROUTES.assignments, 'always', pages), ['page_failed']],
    [
      'members of a group that are not shown',
      (server) => server.fault(members, 'always', () => refusal(403, 'Authorization_RequestDenied')),
      ['permission_missing GroupMember.Read.All'],
    ],
    [
      'a group that is gone meanwhile',
      (server) => server.fault(members, 0, () => refusal(404, 'Request_ResourceNotFound')),
      ['page_failed'],
    ],
    [
      'a group whose membership is hidden',
      (server) => {
        server.tenant.groups[GROUP] = { members: [], visibility: 'HiddenMembership' };
        server.fault(members, 'always', () => ({ json: { value: [] } }));
        server.fault(`GET /v1.0/groups/${GROUP}`, 'always', () => ({
          json: { id: GROUP, visibility: 'HiddenMembership' },
        }));
      },
      ['limited_information Member.Read.Hidden'],
    ],
    [
      'an empty group of which nothing is shown',
      (server) => {
        server.fault(members, 'always', () => ({ json: { value: [] } }));
        server.fault(`GET /v1.0/groups/${GROUP}`, 'always', () => refusal(403, 'Authorization_RequestDenied'));
      },
      ['limited_information GroupMember.Read.All'],
    ],
    [
      'something assigned that is nobody known',
      (server) => server.tenant.assignments.push(assignment(objectId('robot'), 'Device')),
      ['limited_information'],
    ],
    ['an assignment of nobody', (server) => server.tenant.assignments.push({ principalType: 'User' }), []],
    ['no assignment at all', (server) => server.tenant.assignments.splice(0), ['empty_answer']],
  ];
  const members = `GET /v1.0/groups/${GROUP}/members/microsoft.graph.user`;
  const pages = (origin: string): Reply => {
    seen += 1;
    return seen % 2 === 1
      ? {
          json: {
            value: [assignment(objectId('Ana A'))],
            '@odata.nextLink': `${origin}${ROUTES.assignments.slice(4)}?p=2`,
          },
        }
      : HTML;
  };
  let seen = 0;
  for (const [name, change, gaps] of cases)
    test(name, async () => {
      const server = await company();
      change(server);
      const read = await readEntra(server);
      expect(read.ofAssignments?.completeness).toBe('partial');
      expect(gapsOf(read.ofAssignments)).toEqual(gaps);
      expect(read.ofDirectory.completeness).toBe('complete');
    });

  test('an empty group whose members are not hidden is empty', async () => {
    const server = await company();
    server.tenant.groups[GROUP] = { members: [] };
    server.fault(members, 'always', () => ({ json: { value: [] } }));
    const read = await readEntra(server);
    expect(read.ofAssignments).toMatchObject({ completeness: 'complete', gaps: [] });
  });
});

describe('a permission that is missing degrades the answer', () => {
  const denied = () => refusal(403, 'Authorization_RequestDenied');
  test('of applications: no assignments are read, the directory is', async () => {
    const server = await company();
    server.fault(ROUTES.apps, 'always', denied);
    const read = await readEntra(server);
    expect(read.ofAssignments).toBeNull();
    expect(read.ofDirectory).toMatchObject({ completeness: 'complete', facts: { appEnabled: null } });
    expect(gapsOf(read.ofDirectory)).toEqual(['permission_missing Application.Read.All']);
  });

  test('of the logs: asked for once each, and nothing else suffers', async () => {
    const server = await company();
    server.fault(ROUTES.audit, 'always', denied);
    server.fault(ROUTES.signIns, 'always', () => refusal(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'));
    const read = await readEntra(server);
    expect(gapsOf(read.ofDirectory)).toEqual(['permission_missing AuditLog.Read.All', 'licence_missing']);
    expect(gapsOf(read.ofAssignments)).toEqual(['permission_missing AuditLog.Read.All']);
    expect([read.ofDirectory.completeness, read.ofAssignments?.completeness]).toEqual(['complete', 'complete']);
    expect(server.callsTo(ROUTES.audit)).toHaveLength(2);
  });

  test('logs that this cloud does not have are no fault', async () => {
    const server = await company();
    for (const route of [ROUTES.audit, ROUTES.signIns])
      server.fault(route, 'always', () => refusal(404, 'UnknownError'));
    const read = await readEntra(server);
    expect(gapsOf(read.ofDirectory)).toEqual(['limited_information', 'limited_information']);
    expect([read.ofDirectory.completeness, read.ofAssignments?.completeness]).toEqual(['complete', 'complete']);
  });

  test('of leave dates: all blank is not "nobody leaves"', async () => {
    const server = await company();
    server.tenant.users = NAMES.map((name) => graphUser(name));
    const read = await readEntra(server);
    expect(gapsOf(read.ofDirectory)).toEqual(['limited_information User-LifeCycleInfo.Read.All']);
    expect(read.ofDirectory.completeness).toBe('complete');
  });

  test('of users: those shown by id alone could own any account', async () => {
    const server = await company();
    server.tenant.users.push({ '@odata.type': '#microsoft.graph.user', id: objectId('hidden') });
    const read = await readEntra(server);
    expect(read.ofDirectory).toMatchObject({ completeness: 'partial', refused: 1 });
    expect(gapsOf(read.ofDirectory)).toEqual(['limited_information User.Read.All']);
  });

  test('of users altogether: nothing is read, and the error names the permission', async () => {
    const server = await company();
    server.fault(ROUTES.users, 'always', denied);
    await expect(readEntra(server)).rejects.toMatchObject({
      code: 'ERR_SOURCE_FORBIDDEN',
      remedy: expect.stringContaining('User.Read.All'),
    });
  });

  test('of deleted users: the living are read all the same', async () => {
    const server = await company();
    server.fault(ROUTES.deleted, 'always', denied);
    const read = await readEntra(server);
    expect(gapsOf(read.ofDirectory)).toEqual(['permission_missing User.Read.All']);
    expect(read.ofDirectory.completeness).toBe('complete');
  });
});

describe('a configuration that does not fit', () => {
  const cases: readonly [string, (server: GraphServer) => Partial<GraphServer['settings']>, string, string][] = [
    [
      'no application of that name',
      (server) => {
        server.tenant.apps.splice(0);
        return {};
      },
      'ERR_APP_UNKNOWN',
      'ENTRA_CLARI_SERVICE_PRINCIPAL_ID',
    ],
    [
      'a name that only begins like it',
      (server) => {
        server.tenant.apps.splice(
          0,
          1,
          { id: objectId('other'), displayName: 'Clari Copilot' },
          { id: objectId('x'), displayName: 'clari' },
        );
        return {};
      },
      'ERR_APP_UNKNOWN',
      'ENTRA_CLARI_SERVICE_PRINCIPAL_ID',
    ],
    [
      'two applications of that name',
      (server) => {
        server.tenant.apps.push({ id: objectId('second'), displayName: 'Clari', accountEnabled: false });
        return {};
      },
      'ERR_APP_AMBIGUOUS',
      'ENTRA_CLARI_SERVICE_PRINCIPAL_ID',
    ],
    [
      'an id that is no enterprise application',
      (server) => {
        server.fault(`GET /v1.0/servicePrincipals/${objectId('wrong')}`, 'always', () =>
          refusal(404, 'Request_ResourceNotFound'),
        );
        return { servicePrincipalId: objectId('wrong') };
      },
      'ERR_APP_UNKNOWN',
      'application (client) id',
    ],
    ['an id that is none', () => ({ servicePrincipalId: "x' or 1 eq 1" }), 'ERR_CONFIG', 'object id'],
    [
      'a token that Graph rejects',
      (server) => {
        server.fault(ROUTES.apps, 'always', () => refusal(401, 'InvalidAuthenticationToken'));
        return {};
      },
      'ERR_SOURCE_AUTH',
      'doctor',
    ],
    [
      "a proxy's page instead of Graph",
      (server) => {
        server.fault(ROUTES.apps, 'always', () => HTML);
        return {};
      },
      'ERR_SOURCE_FAILED',
      'Run it again',
    ],
  ];
  for (const [name, change, code, remedy] of cases)
    test(name, async () => {
      const server = await company();
      const settings = change(server);
      await expect(readEntra(server, { settings })).rejects.toMatchObject({
        code,
        remedy: expect.stringContaining(remedy),
      });
    });

  test('a clock that is ten minutes off dates nothing', async () => {
    const server = await company();
    const ahead = new Date(Date.now() + 600_000).toUTCString();
    server.fault(ROUTES.apps, 'always', () => ({ json: { value: [clariApp()] }, headers: { date: ahead } }));
    await expect(readEntra(server)).rejects.toMatchObject({ code: 'ERR_SOURCE_CLOCK' });
    expect(server.callsTo(ROUTES.users)).toEqual([]);
  });

  test('two applications are listed with what tells them apart', async () => {
    const server = await company();
    server.tenant.apps.push({ id: objectId('second'), displayName: 'Clari', accountEnabled: false });
    await expect(readEntra(server)).rejects.toThrow(`${objectId('second')} (switched off)`);
  });

  test('by its id the second of two is read', async () => {
    const server = await company();
    server.fault(`GET /v1.0/servicePrincipals/${objectId('second')}`, 'always', () => ({
      json: { id: objectId('second'), displayName: 'Clari', accountEnabled: true, appRoleAssignmentRequired: false },
    }));
    server.fault(`GET /v1.0/servicePrincipals/${objectId('second')}/appRoleAssignedTo`, 'always', () => ({
      json: { value: [assignment(objectId('Eve E'))] },
    }));
    const read = await readEntra(server, { settings: { servicePrincipalId: objectId('second') } });
    expect(read.assignments.map(({ identityId }) => identityId)).toEqual([objectId('Eve E')]);
    expect(read.ofAssignments?.facts?.assignmentRequired).toBe(false);
    expect(server.callsTo(ROUTES.apps)).toEqual([]);
  });
});

describe('the token', () => {
  test('never goes to another server, whatever links say', async () => {
    const other = await scriptedServer();
    const server = await company();
    for (const route of [ROUTES.users, ROUTES.assignments, ROUTES.deleted, ROUTES.audit, ROUTES.signIns])
      server.fault(route, 'always', () => ({
        json: {
          value: [{ ...graphUser('Ana A'), principalId: objectId('Ana A'), principalType: 'User' }],
          '@odata.nextLink': `${other.origin}/steal`,
        },
      }));
    server.fault(ROUTES.delta, 'always', () => ({ json: { value: [], '@odata.deltaLink': `${other.origin}/steal` } }));
    const read = await readEntra(server);
    expect(other.calls).toEqual([]);
    expect([read.ofDirectory.completeness, read.ofAssignments?.completeness]).toEqual(['partial', 'partial']);
  });

  test('stands in no row, gap or progress', async () => {
    const read = await readEntra(await company());
    expect(JSON.stringify(read)).not.toContain(GRAPH_TOKEN);
  });

  test('does not stand in for Azure credentials beyond loopback', async () => {
    const server = await company();
    await expect(
      readEntra(server, { settings: { graphBaseUrl: 'https://graph.microsoft.com' } }),
    ).rejects.toMatchObject({
      code: 'ERR_CONFIG',
    });
    expect(server.calls).toEqual([]);
  });

  test.each(['acme corp', '…', 'acme.com/common'])('is asked for no tenant called %s', async (tenantId) => {
    const server = await company();
    const settings = {
      accessToken: null,
      graphBaseUrl: 'https://graph.microsoft.com',
      tenantId,
      clientId: 'c1',
      clientSecret: new Secret('s'),
    };
    await expect(readEntra(server, { settings })).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining('AZURE_TENANT_ID'),
    });
    expect(server.calls).toEqual([]);
  });
});

test('a read that is cancelled ends, and asks for nothing more', async () => {
  const server = await company();
  const stop = new AbortController();
  server.fault(ROUTES.users, 0, () => {
    stop.abort(new Error('stopped by hand'));
    return { fault: 'stall' };
  });
  await expect(readEntra(server, { signal: stop.signal, tuning: { timeoutMs: 5_000 } })).rejects.toThrow(
    'stopped by hand',
  );
  expect(server.callsTo(ROUTES.users)).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import {
  assignment,
  auditEvent,
  deletedUser,
  type GraphObject,
  type GraphServer,
  graphServer,
  graphUser,
  objectId,
  ROUTES,
  refusal,
  tenant,
} from '../../helpers/graph-tenant.ts';
import type { Reply, ScriptedCall } from '../../helpers/scripted-server.ts';
import { gapsOf, readEntra } from './reading.ts';

const LEAVES = { employeeLeaveDateTime: '2030-01-01T00:00:00Z' };
const ANA = objectId('Ana A');

function people(count: number): GraphObject[] {
  return Array.from({ length: count }, (_, at) => graphUser(at === 0 ? 'Ana A' : `P${at} Person`, LEAVES));
}

const isCount = (call: ScriptedCall) => call.query.get('$count') === 'true';
const counted = (count: number): Reply => ({ json: { '@odata.count': count, value: [{ id: ANA }] } });

interface Case {
  readonly name: string;
  readonly users: number;
  /** Answers in place of the tenant; null: it answers. */
  readonly reply: (call: ScriptedCall, server: GraphServer) => Reply | null;
  readonly gap: string | null;
  readonly rows: number;
}

const ENDS: readonly Case[] = [
  {
    name: 'a full page that is the last, as Graph counts',
    users: 999,
    reply: (call) => (isCount(call) ? counted(999) : null),
    gap: null,
    rows: 999,
  },
  {
    name: 'a full page without its link: more are counted than came',
    users: 999,
    reply: (call) => (isCount(call) ? counted(1_500) : null),
    gap: 'rows_truncated',
    rows: 999,
  },
  {
    name: 'a full page where Graph does not count',
    users: 999,
    reply: (call) => (isCount(call) ? refusal(400, 'Request_UnsupportedQuery') : null),
    gap: 'page_failed',
    rows: 999,
  },
  {
    name: 'an empty second page, and more are counted than came',
    users: 3,
    reply: (call, server) => {
      if (isCount(call)) return counted(5);
      return call.query.has('$skiptoken') ? { json: { value: [] } } : linked(server, server.tenant.users);
    },
    gap: 'rows_truncated',
    rows: 3,
  },
  {
    name: 'an empty last page after everybody, as Graph documents it',
    users: 3,
    reply: (call, server) => {
      if (isCount(call)) return counted(3);
      return call.query.has('$skiptoken') ? { json: { value: [] } } : linked(server, server.tenant.users);
    },
    gap: null,
    rows: 3,
  },
  {
    name: 'an empty second page where Graph does not count',
    users: 3,
    reply: (call, server) =>
      isCount(call)
        ? refusal(400, 'Request_UnsupportedQuery')
        : call.query.has('$skiptoken')
          ? { json: { value: [] } }
          : linked(server, server.tenant.users),
    gap: 'page_failed',
    rows: 3,
  },
  {
    name: 'a count beside the page that is beyond what came',
    users: 3,
    reply: (_call, server) => ({ json: { '@odata.count': 4, value: server.tenant.users } }),
    gap: 'rows_truncated',
    rows: 3,
  },
  {
    name: 'two pages in a circle, under ever new links',
    users: 4,
    reply: (call, server) =>
      linked(server, server.tenant.users.slice(call.nth % 2 === 0 ? 0 : 2).slice(0, 2), call.nth + 1),
    gap: 'cursor_repeated',
    rows: 4,
  },
  {
    name: 'somebody on two pages, who is counted once',
    users: 5,
    reply: (call, server) =>
      call.query.has('$skiptoken')
        ? { json: { value: server.tenant.users.slice(2) } }
        : linked(server, server.tenant.users.slice(0, 3)),
    gap: null,
    rows: 5,
  },
];

function linked(server: GraphServer, value: readonly GraphObject[], page = 2): Reply {
  return { json: { value, '@odata.nextLink': `${server.origin}/v1.0/users?$skiptoken=${page}` } };
}

describe('where a list of users ends', () => {
  for (const { name, users, reply, gap, rows } of ENDS)
    test(name, async () => {
      const server = await graphServer(tenant({ users: people(users), assignments: [assignment(ANA)] }));
      const whole = [...server.tenant.users];
      server.route(ROUTES.users, (call) => reply(call, server) ?? { json: { value: whole } });
      const read = await readEntra(server);
      expect(read.ofDirectory.completeness).toBe(gap === null ? 'complete' : 'partial');
      expect(gapsOf(read.ofDirectory)).toEqual(gap === null ? [] : [gap]);
      expect(read.identities).toHaveLength(rows);
      if (gap !== null) expect(read.ofDirectory.gaps[0]?.closeWith).toBe('clari-identity-mcp sync entra');
    });

  test('the count is asked for under the header that Graph wants, and only where the end is in doubt', async () => {
    const server = await graphServer(tenant({ users: people(999), assignments: [assignment(ANA)] }));
    server.route(ROUTES.users, (call) => (isCount(call) ? counted(999) : { json: { value: server.tenant.users } }));
    await readEntra(server);
    const asked = server.callsTo(ROUTES.users);
    expect(asked.map((call) => call.headers['consistencylevel'] ?? null)).toEqual([null, 'eventual']);
    expect(asked[1]?.query.get('$top')).toBe('1');
  });

  test('somebody who came under two ids is reported', async () => {
    const server = await graphServer(
      tenant({ users: [...people(2), graphUser('Ana A', { ...LEAVES, id: objectId('another') })] }),
    );
    const { ofDirectory } = await readEntra(server);
    expect(ofDirectory.gaps.map((gap) => gap.gap).join(' ')).toContain('one person came twice in one read');
  });
});

test('assigned people beyond what came: who is not assigned stays unknown', async () => {
  const server = await graphServer(tenant({ users: people(3), assignments: [assignment(ANA)] }));
  server.fault(ROUTES.assignments, 'always', () => ({ json: { '@odata.count': 2, value: [assignment(ANA)] } }));
  const read = await readEntra(server);
  expect(read.ofAssignments?.completeness).toBe('partial');
  expect(gapsOf(read.ofAssignments)).toEqual(['rows_truncated']);
  expect(read.ofDirectory.completeness).toBe('complete');
});

describe('deleted users', () => {
  test('are deleted by the list that they are in, whether their row says when or not', async () => {
    const gone = { ...deletedUser('Dan Deleted', ''), deletedDateTime: null };
    const read = await readEntra(await graphServer(tenant({ users: people(1), deleted: [gone] })));
    expect(read.identities.map(({ login, status }) => [login, status])).toEqual([
      ['ana@acme.com', 'active'],
      ['dan@acme.com', 'deleted'],
    ]);
  });

  test('who were restored while they were read are there', async () => {
    const deleted = [deletedUser('Ana A', '2026-11-24T11:00:00Z')];
    const read = await readEntra(await graphServer(tenant({ users: people(2), deleted })));
    expect(read.identities.map(({ identityId, status }) => [identityId, status])).toEqual([
      [ANA, 'active'],
      [objectId('P1 Person'), 'active'],
    ]);
  });
});

describe('a deletion in the audit log that did not succeed dates nothing', () => {
  test.each(['failure', 'timeout', 'unknownFutureValue', null])('%s', async (result) => {
    const deleted = [deletedUser('Dan Deleted', '2026-11-20T10:00:00Z')];
    const audit = [auditEvent('Delete user', objectId('Dan Deleted'), '2026-11-20T10:00:00Z', { result })];
    const read = await readEntra(await graphServer(tenant({ users: people(1), deleted, audit })));
    expect(read.identities.map(({ revoked }) => revoked)).toEqual([null, null]);
  });
});

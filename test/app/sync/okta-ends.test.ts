import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../../helpers/connect.ts';
import { liveAcme, PEOPLE } from '../../helpers/live-acme.ts';
import { APP_ID, type FakeOkta, type FakeUser } from '../../helpers/okta-server.ts';
import type { Reply, ScriptedCall } from '../../helpers/scripted-server.ts';

const USERS = '/api/v1/users';
const APP_USERS = `/api/v1/apps/${APP_ID}/users`;
const LATER = '2026-11-20T14:00:00.000Z';

const listed = z.object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) });
const answered = z.object({
  reads: z.array(
    z.object({
      kind: z.string(),
      completeness: z.string(),
      mode: z.string(),
      rows: z.int(),
      cannot_conclude: z.array(z.object({ code: z.string(), gap: z.string(), close_with: z.string() })),
    }),
  ),
});

type Live = Awaited<ReturnType<typeof liveAcme>>;

async function sync({ world }: Pick<Live, 'world'>) {
  const { call } = await connect(world);
  const answer = await call('sync_directory', { directory: 'okta' });
  const { reads } = answered.parse(answer.structured);
  const { users } = listed.parse((await call('list_clari_users', { limit: 200 })).structured);
  return {
    directory: reads.find((read) => read.kind === 'directory'),
    assignments: reads.find((read) => read.kind === 'directory-assignments'),
    findings: Object.fromEntries(users.map((one) => [one.account_id, one.finding])),
  };
}

/** Those of the sample and as many others as there have to be. */
function users(count: number): readonly FakeUser[] {
  const others = Array.from({ length: count - PEOPLE.users.length }, (_, at) => ({
    id: `x${String(at).padStart(4, '0')}`,
    status: 'ACTIVE',
    login: `x${at}@acme.com`,
  }));
  return [...PEOPLE.users, ...others];
}

function rows(users: readonly FakeUser[]) {
  return users.map(({ id, status, login }) => ({ id, status, profile: { login, email: login } }));
}

const after = (call: ScriptedCall) => Number(call.query.get('after') ?? '0');
const isListing = (call: ScriptedCall) => call.path === USERS && call.query.get('limit') === '200';

interface Case {
  readonly name: string;
  readonly org: (origin: () => string) => Partial<FakeOkta>;
  readonly code: string | null;
  readonly rows: number;
}

const ENDS: readonly Case[] = [
  { name: 'a full page that is the last', org: () => ({ users: users(200) }), code: null, rows: 200 },
  {
    name: 'a full page that leads to an empty one, as Okta ends some lists',
    org: (origin) => ({
      users: users(200),
      fault: (call) => {
        if (!isListing(call)) return null;
        if (after(call) === 200) return { json: [] };
        return { json: rows(users(200)), headers: { link: `<${origin()}${USERS}?limit=200&after=200>; rel="next"` } };
      },
    }),
    code: null,
    rows: 200,
  },
  {
    name: 'a full page whose links something on the way took out',
    org: () => ({
      fault: (call) =>
        call.path === USERS ? { json: rows(users(350)).slice(0, Number(call.query.get('limit'))) } : null,
    }),
    code: 'page_failed',
    rows: 200,
  },
  {
    name: 'a second page without its link, full as well',
    org: () => ({
      users: users(450),
      fault: (call) => (isListing(call) && after(call) === 200 ? { json: rows(users(450)).slice(200, 400) } : null),
    }),
    code: 'page_failed',
    rows: 400,
  },
  {
    name: 'an empty second page behind a full one, with more behind it',
    org: () => ({ users: users(350), fault: (call) => (isListing(call) && after(call) === 200 ? { json: [] } : null) }),
    code: 'page_failed',
    rows: 200,
  },
  {
    name: 'an empty second page behind a short one',
    org: () => ({
      pageSize: 3,
      fault: (call) => (call.path === USERS && after(call) === 3 ? { json: [] } : null),
    }),
    code: 'page_failed',
    rows: 3,
  },
  {
    name: 'more people than came, by the count of Okta',
    org: () => ({
      fault: (call) => (call.path === USERS ? { json: rows(PEOPLE.users), headers: { 'x-total-count': '6' } } : null),
    }),
    code: 'rows_truncated',
    rows: 5,
  },
  {
    name: 'as many people as Okta counts',
    org: () => ({
      fault: (call) => (call.path === USERS ? { json: rows(PEOPLE.users), headers: { 'x-total-count': '5' } } : null),
    }),
    code: null,
    rows: 5,
  },
  {
    name: 'a second page that is the first once more',
    org: (origin) => ({
      fault: (call) => {
        if (call.path !== USERS) return null;
        const page = rows(PEOPLE.users.slice(0, 3));
        return call.query.has('after')
          ? { json: page }
          : { json: page, headers: { link: `<${origin()}${USERS}?limit=200&after=3>; rel="next"` } };
      },
    }),
    code: 'cursor_repeated',
    rows: 3,
  },
  {
    name: 'two pages in a circle, under ever new links',
    org: (origin) => ({
      fault: (call) => {
        if (call.path !== USERS) return null;
        const half = call.nth % 2 === 0 ? PEOPLE.users.slice(0, 2) : PEOPLE.users.slice(2, 4);
        return {
          json: rows(half),
          headers: { link: `<${origin()}${USERS}?limit=200&after=${call.nth + 1}>; rel="next"` },
        };
      },
    }),
    code: 'cursor_repeated',
    rows: 4,
  },
  {
    name: 'somebody on two pages, who is counted once',
    org: (origin) => ({
      fault: (call) => {
        if (call.path !== USERS) return null;
        return call.query.has('after')
          ? { json: rows(PEOPLE.users.slice(2)) }
          : {
              json: rows(PEOPLE.users.slice(0, 3)),
              headers: { link: `<${origin()}${USERS}?limit=200&after=3>; rel="next"` },
            };
      },
    }),
    code: null,
    rows: 5,
  },
];

describe('where a list of users ends', () => {
  for (const { name, org, code, rows: count } of ENDS)
    test(name, async () => {
      let origin = '';
      const live = await liveAcme(org(() => origin));
      origin = live.server.origin;
      const { directory, findings } = await sync(live);
      expect(directory).toMatchObject({ completeness: code === null ? 'complete' : 'partial', rows: count });
      expect(directory?.cannot_conclude.map((gap) => gap.code)).toEqual(code === null ? [] : [code]);
      if (code !== null) expect(directory?.cannot_conclude[0]?.close_with).toBe('sync_directory (directory: okta)');
      // Nobody in the whole list has this address: only then nobody owns it.
      expect(findings['1005']).toBe(code === null ? 'orphaned' : 'inconclusive');
      expect(findings['1001']).toBe('ok');
    });

  test('a list of changes that may go on carries nothing over', async () => {
    const live = await liveAcme();
    await sync(live);
    live.world.at(LATER);
    live.org.fault = (call) =>
      call.path === USERS && call.query.get('filter')?.includes('2026') === true
        ? { json: rows(users(350)).slice(0, Number(call.query.get('limit'))) }
        : null;
    const { directory } = await sync(live);
    expect(directory).toMatchObject({ completeness: 'partial', mode: 'full' });
  });

  test('somebody who came under two ids is reported, and is present', async () => {
    const twin = { id: 'u1b', status: 'ACTIVE', login: 'ana@acme.com' };
    const { directory, findings } = await sync(await liveAcme({ users: [...PEOPLE.users, twin] }));
    expect(directory?.cannot_conclude).toMatchObject([{ code: 'limited_information' }]);
    expect(directory?.cannot_conclude[0]?.gap).toContain('one person came twice in one read, under another id');
    expect(['leaver_active', 'orphaned', 'unassigned_active']).not.toContain(findings['1001']);
  });
});

describe('the list of assigned people', () => {
  const cases: readonly [string, (call: ScriptedCall) => Reply | null, string][] = [
    ['is not shown', () => ({ status: 403, json: { errorCode: 'E0000006' } }), 'permission_missing'],
    [
      'is longer than what came',
      () => ({ json: [{ id: 'u1', status: 'ACTIVE' }], headers: { 'x-total-count': '2' } }),
      'rows_truncated',
    ],
  ];
  for (const [name, reply, code] of cases)
    test(`${name}: nobody is unassigned, and the users count`, async () => {
      const { assignments, directory, findings } = await sync(
        await liveAcme({ fault: (call) => (call.path === APP_USERS ? reply(call) : null) }),
      );
      expect(assignments?.completeness).toBe('partial');
      expect(assignments?.cannot_conclude.map((gap) => gap.code)).toEqual([code]);
      expect(directory?.completeness).toBe('complete');
      expect(findings).toMatchObject({ '1002': 'leaver_active', '1004': 'inconclusive', '1005': 'orphaned' });
    });

  test('is not shown any more: who was assigned then is not unassigned now', async () => {
    const live = await liveAcme();
    await sync(live);
    live.world.at(LATER);
    live.org.fault = (call) => (call.path === APP_USERS ? { status: 403, json: { errorCode: 'E0000006' } } : null);
    const { findings } = await sync(live);
    expect(findings).toMatchObject({ '1001': 'ok', '1004': 'unassigned_active' });
  });
});

describe('a deletion', () => {
  const at = '2026-11-20T11:00:00.000Z';
  const begun = { type: 'user.lifecycle.delete.initiated', at, user: 'u1', login: 'ana@acme.com', id: 'ev-begun' };
  const done = { ...begun, type: 'user.lifecycle.delete.completed', id: 'ev-done' };

  test('that was only begun deletes nobody who is listed', async () => {
    const { findings } = await sync(await liveAcme({ events: [...PEOPLE.events, begun] }));
    expect(findings['1001']).toBe('ok');
  });

  test('that was begun since the last sync has everybody read again: who is still listed is there', async () => {
    const live = await liveAcme();
    await sync(live);
    live.world.at(LATER);
    live.org.events = [...PEOPLE.events, { ...begun, at: '2026-11-20T13:00:00.000Z' }];
    const { directory, findings } = await sync(live);
    expect(directory?.mode).toBe('full');
    expect(findings['1001']).toBe('ok');
  });

  test('that was completed deletes somebody who is not listed any more, without reading everybody', async () => {
    const live = await liveAcme();
    await sync(live);
    live.world.at(LATER);
    live.org.users = live.org.users.filter((user) => user.id !== 'u1');
    const then = { at: '2026-11-20T13:00:00.000Z' };
    live.org.events = [...PEOPLE.events, { ...begun, ...then }, { ...done, ...then }];
    const { directory, findings } = await sync(live);
    expect(directory).toMatchObject({ mode: 'incremental', completeness: 'complete' });
    expect(findings['1001']).toBe('leaver_active');
  });

  test.each(['user.lifecycle.delete.completed', 'user.lifecycle.deactivate', 'application.user_membership.remove'])(
    'or another end that failed ends nothing: %s',
    async (type) => {
      const { findings } = await sync(
        await liveAcme({ events: [...PEOPLE.events, { ...begun, type, result: 'FAILURE' }] }),
      );
      expect(findings['1001']).toBe('ok');
    },
  );
});

test('a last day in the profile that is over speaks against an active user; one ahead does not', async () => {
  const users = PEOPLE.users.map((user) =>
    user.id === 'u1' ? { ...user, profile: { terminationDate: '2026-11-01' } } : user,
  );
  const over = await sync(await liveAcme({ users }));
  expect(over.findings['1001']).toBe('inconclusive');
  const ahead = PEOPLE.users.map((user) =>
    user.id === 'u1' ? { ...user, profile: { terminationDate: '2027-11-01' } } : user,
  );
  expect((await sync(await liveAcme({ users: ahead }))).findings['1001']).toBe('ok');
});

test('an employee number of twenty digits that came as a number keeps them', async () => {
  const [ana] = rows(PEOPLE.users.slice(0, 1));
  const text = JSON.stringify([{ ...ana, profile: { ...ana?.profile, employeeNumber: '#' } }]).replace(
    '"#"',
    '12345678901234567890',
  );
  const { world } = await liveAcme({
    fault: (call) => (call.path === USERS ? { text, headers: { 'content-type': 'application/json' } } : null),
  });
  await sync({ world });
  const found = await world.store.read(async (reader) => {
    const snapshots = await reader.snapshots();
    const directory = snapshots.find((one) => one.kind === 'directory');
    return reader.identityRows(directory?.snapshotId ?? '', 0, 10);
  });
  expect(found.map((row) => row.employeeId)).toEqual(['12345678901234567890']);
});

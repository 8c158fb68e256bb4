import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../../helpers/connect.ts';
import { liveAcme, PEOPLE } from '../../helpers/live-acme.ts';

const found = z.object({
  accounts: z.array(
    z.looseObject({
      email: z.string(),
      finding: z.string(),
      reason: z.string(),
      revoked_at: z.string().nullish(),
      revoked_at_basis: z.string().nullish(),
      used_after_revocation: z.string(),
      evidence: z.array(z.object({ source: z.string(), fact: z.string() })).default([]),
    }),
  ),
});

type Live = Awaited<ReturnType<typeof liveAcme>>;

async function syncAndFind({ world }: Pick<Live, 'world'>) {
  const { call } = await connect(world);
  const synced = await call('sync_directory', { directory: 'okta' });
  expect(synced.isError).toBe(false);
  const answer = await call('find_orphaned_accounts', { response_format: 'detailed', limit: 200 });
  const { accounts } = found.parse(answer.structured);
  return {
    synced,
    accounts,
    of: (email: string) => accounts.find((one) => one.email === email),
    facts: (email: string) =>
      accounts
        .find((one) => one.email === email)
        ?.evidence.map((one) => one.fact)
        .join('\n') ?? '',
  };
}

test('one sync replaces the downloaded files', async () => {
  const { accounts, synced } = await syncAndFind(await liveAcme());
  expect(synced.structured).toMatchObject({
    status: 'synced',
    reads: [
      { kind: 'directory', completeness: 'complete', mode: 'full', rows: 5 },
      { kind: 'directory-assignments', completeness: 'complete', mode: 'full', rows: 3 },
    ],
    warnings: [expect.stringContaining('service app'), expect.stringContaining('the group "Sales"')],
  });
  expect(accounts.map((one) => [one.email, one.finding, one.reason])).toEqual([
    ['leo@acme.com', 'leaver_active', 'identity_deactivated'],
    ['sue@acme.com', 'leaver_active', 'suspended_maybe_leave'],
    ['una@acme.com', 'unassigned_active', 'assignment_gone'],
    ['ghost@acme.com', 'orphaned', 'no_identity_in_any_directory'],
    // Her address with a tag: a person decides.
    ['ana+test@acme.com', 'needs_review', 'candidates_not_certain'],
  ]);
});

describe('who ended it and when', () => {
  test('the log dates the end of an identity, and names who did it', async () => {
    const { of, facts } = await syncAndFind(await liveAcme());
    expect(of('leo@acme.com')).toMatchObject({ revoked_at: '2026-11-10T07:59:58.000Z', revoked_at_basis: 'event' });
    expect(facts('leo@acme.com')).toContain('event "user.lifecycle.deactivate" "ev-leo", by "it@acme.com"');
  });

  test('and the end of an assignment of somebody who is still there', async () => {
    const { of, facts } = await syncAndFind(await liveAcme());
    expect(of('una@acme.com')).toMatchObject({ revoked_at: '2026-11-12T10:00:00.000Z', revoked_at_basis: 'event' });
    expect(facts('una@acme.com')).toContain('"application.user_membership.remove" "ev-una", by "it@acme.com"');
  });

  test('a single sign-on after it says that the account was used; one that was refused does not', async () => {
    const { of, facts } = await syncAndFind(await liveAcme());
    expect(of('una@acme.com')?.used_after_revocation).toBe('yes');
    expect(facts('una@acme.com')).toContain('last single sign-on to Clari');
    expect(facts('leo@acme.com')).not.toContain('single sign-on');
  });

  test('without an event the status change dates it, and says so', async () => {
    const { of } = await syncAndFind(await liveAcme({ events: [] }));
    expect(of('leo@acme.com')).toMatchObject({ revoked_at_basis: 'status_changed' });
    expect(of('una@acme.com')?.revoked_at ?? null).toBeNull();
  });

  test('an event of an earlier leave dates nothing once the status changed again', async () => {
    const { of } = await syncAndFind(
      await liveAcme({
        events: [{ type: 'user.lifecycle.deactivate', at: '2026-10-01T08:00:00.000Z', user: 'u2' }],
      }),
    );
    expect(of('leo@acme.com')).toMatchObject({
      revoked_at: '2026-11-10T08:00:00.000Z',
      revoked_at_basis: 'status_changed',
    });
  });

  test('an assignment that was given back since is not gone', async () => {
    const { of } = await syncAndFind(await liveAcme({ appUsers: [...PEOPLE.appUsers, { id: 'u4' }] }));
    expect(of('una@acme.com')).toBeUndefined();
  });

  test('an end of a minute ago is held against nobody yet', async () => {
    const { of } = await syncAndFind(
      await liveAcme({
        events: [{ type: 'application.user_membership.remove', at: '2026-11-20T11:59:00.000Z', user: 'u4' }],
      }),
    );
    expect(of('una@acme.com')).toBeUndefined();
  });

  test('the graph of a person shows event, actor and sign-on', async () => {
    const { world } = await liveAcme();
    const { call } = await connect(world);
    await call('sync_directory', { directory: 'okta' });
    const graph = await call('get_identity', { email: 'una@acme.com', response_format: 'detailed' });
    expect(JSON.stringify(graph.structured)).toContain('ev-una');
    expect(JSON.stringify(graph.structured)).toContain('2026-11-18T10:00:00.000Z');
  });
});

describe('the name that single sign-on sends decides whose account it is', () => {
  const users = PEOPLE.users.map((user) => (user.id === 'u2' ? { ...user, login: 'leonard@acme.com' } : user));

  test('an account under another name than login and e-mail is found by it', async () => {
    const { of, facts } = await syncAndFind(
      await liveAcme({
        users,
        appUsers: [...PEOPLE.appUsers, { id: 'u2', userName: 'LEO@acme.com', status: 'DEPROVISIONED' }],
      }),
    );
    expect(of('leo@acme.com')).toMatchObject({ finding: 'leaver_active' });
    expect(facts('leo@acme.com')).toContain('the name that single sign-on sends to Clari');
  });

  test('and still is when the list no longer has the person', async () => {
    const live = await liveAcme({ users, appUsers: [...PEOPLE.appUsers, { id: 'u2', userName: 'leo@acme.com' }] });
    await syncAndFind(live);
    live.org.appUsers = PEOPLE.appUsers;
    live.world.at('2026-11-20T14:00:00.000Z');
    const { of } = await syncAndFind(live);
    expect(of('leo@acme.com')).toMatchObject({ finding: 'leaver_active' });
  });

  test('before the e-mail of somebody else', async () => {
    const heir = {
      id: 'u9',
      status: 'ACTIVE',
      login: 'heir@acme.com',
      email: 'leo@acme.com',
      profile: { firstName: 'Hera', lastName: 'Heir' },
    };
    const leo = { id: 'u2', userName: 'leo@acme.com', status: 'DEPROVISIONED' };
    const named = users.map((user) =>
      user.id === 'u2' ? { ...user, profile: { firstName: 'Leo', lastName: 'Left' } } : user,
    );
    const { of } = await syncAndFind(
      await liveAcme({ users: [...named, heir], appUsers: [...PEOPLE.appUsers, leo, { id: 'u9' }] }),
    );
    expect(of('leo@acme.com')).toMatchObject({ finding: 'leaver_active' });
  });

  test('but not against the name on the account: two fit, and a person decides', async () => {
    const heir = {
      id: 'u9',
      status: 'ACTIVE',
      login: 'heir@acme.com',
      email: 'leo@acme.com',
      profile: { firstName: 'Leo', lastName: 'Left' },
    };
    const other = users.map((user) =>
      user.id === 'u2' ? { ...user, profile: { firstName: 'Zoe', lastName: 'Zander' } } : user,
    );
    const leo = { id: 'u2', userName: 'leo@acme.com', status: 'DEPROVISIONED' };
    const { of } = await syncAndFind(
      await liveAcme({ users: [...other, heir], appUsers: [...PEOPLE.appUsers, leo, { id: 'u9' }] }),
    );
    expect(of('leo@acme.com')?.finding).toBe('needs_review');
  });
});

describe('the second sync asks only for what changed', () => {
  async function twice(change: (live: Live) => void, hours = 2) {
    const live = await liveAcme();
    await syncAndFind(live);
    const before = live.server.calls.length;
    change(live);
    live.world.at(new Date(Date.parse('2026-11-20T12:00:00.000Z') + hours * 3_600_000).toISOString());
    const second = await syncAndFind(live);
    return { ...second, live, calls: live.server.calls.slice(before) };
  }

  const modes = (structured: unknown) =>
    z.object({ reads: z.array(z.object({ mode: z.string(), rows: z.int() })) }).parse(structured).reads;

  test('and carries over the rest, complete', async () => {
    const { accounts, synced, calls } = await twice(({ org }) => {
      org.users = org.users.map((user) =>
        user.id === 'u1'
          ? {
              ...user,
              status: 'DEPROVISIONED',
              statusChanged: '2026-11-20T13:00:00.000Z',
              lastUpdated: '2026-11-20T13:00:00.000Z',
            }
          : user,
      );
      org.events = [
        ...org.events,
        { type: 'user.lifecycle.deactivate', at: '2026-11-20T13:00:00.000Z', user: 'u1', id: 'ev-ana' },
      ];
    });
    expect(modes(synced.structured)).toEqual([
      { mode: 'incremental', rows: 5 },
      { mode: 'full', rows: 2 },
    ]);
    const asked = calls.filter((call) => call.path === '/api/v1/users').map((call) => call.query.get('filter'));
    expect(asked).toEqual(['lastUpdated gt "2026-11-20T11:50:00.000Z"']);
    expect(accounts.map((one) => [one.email, one.finding])).toEqual([
      // He used it after his access had ended.
      ['leo@acme.com', 'leaver_active'],
      ['ana@acme.com', 'leaver_active'],
      ['sue@acme.com', 'leaver_active'],
      ['una@acme.com', 'unassigned_active'],
      ['ghost@acme.com', 'orphaned'],
      // Her address with a tag: a candidate, who has left now.
      ['ana+test@acme.com', 'needs_review'],
    ]);
  });

  test('events that the window of the second no longer has are still known', async () => {
    const { of } = await twice(() => undefined);
    expect(of('leo@acme.com')).toMatchObject({ revoked_at_basis: 'event', revoked_at: '2026-11-10T07:59:58.000Z' });
    expect(of('una@acme.com')).toMatchObject({ revoked_at_basis: 'event', used_after_revocation: 'yes' });
  });

  test('somebody deleted for good shows in the log alone, and is not carried over as alive', async () => {
    const { of, facts } = await twice(({ org }) => {
      org.users = org.users.filter((user) => user.id !== 'u4');
      org.events = [
        ...org.events,
        {
          type: 'user.lifecycle.delete.initiated',
          at: '2026-11-20T13:00:00.000Z',
          user: 'u4',
          login: 'una@acme.com',
          id: 'ev-del',
        },
      ];
    });
    expect(of('una@acme.com')).toMatchObject({
      finding: 'leaver_active',
      reason: 'identity_deleted',
      revoked_at_basis: 'event',
    });
    expect(facts('una@acme.com')).toContain('ev-del');
  });

  test('a read a day after the last full one is full again', async () => {
    const { synced } = await twice(() => undefined, 25);
    expect(modes(synced.structured)[0]).toEqual({ mode: 'full', rows: 5 });
  });

  test.each([
    [
      'the log may not be read, so that no deletion would show',
      (live: Live) => {
        live.org.scopes = live.org.scopes.filter((scope) => scope !== 'okta.logs.read');
      },
    ],
    [
      'it is another application',
      (live: Live) => {
        live.org.apps = [
          { id: '0oaClari1', label: 'Clari (old)', status: 'ACTIVE' },
          { id: '0oaOther', label: 'Clari', status: 'ACTIVE' },
        ];
        live.server.route('GET /api/v1/apps/0oaOther/users', () => ({ json: [{ id: 'u1', status: 'ACTIVE' }] }));
        live.server.route('GET /api/v1/apps/0oaOther/groups', () => ({ json: [] }));
      },
    ],
  ])('it is full again where %s', async (_name, change) => {
    const { synced } = await twice(change);
    expect(modes(synced.structured)[0]?.mode).toBe('full');
  });

  test('changes that break off carry nothing over', async () => {
    const { synced, of } = await twice(({ org }) => {
      org.pageSize = 1;
      org.users = org.users.map((user) => ({ ...user, lastUpdated: '2026-11-20T13:00:00.000Z' }));
      org.fault = (call) =>
        call.path === '/api/v1/users' && call.query.get('after') === '2' ? { status: 500, json: {} } : null;
    });
    expect(synced.structured).toMatchObject({
      status: 'incomplete',
      reads: [{ completeness: 'partial', mode: 'full', rows: 2 }, {}],
    });
    expect(of('ghost@acme.com')?.finding).toBe('orphaned');
  });
});

test('somebody deleted before the first sync has an owner in the log: not "nobody owns it"', async () => {
  const { of } = await syncAndFind(
    await liveAcme({
      users: PEOPLE.users.filter((user) => user.id !== 'u2'),
      events: [
        {
          type: 'user.lifecycle.delete.initiated',
          at: '2026-11-11T08:00:00.000Z',
          user: 'u2',
          login: 'leo@acme.com',
          id: 'ev-del',
        },
      ],
    }),
  );
  expect(of('leo@acme.com')).toMatchObject({
    finding: 'leaver_active',
    reason: 'identity_deleted',
    revoked_at: '2026-11-11T08:00:00.000Z',
  });
});

test('a directory that loses its people is held, and the read before stays in force', async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ id: `m${at}`, status: 'ACTIVE', login: `m${at}@acme.com` }));
  const live = await liveAcme({ users: [...PEOPLE.users, ...many] });
  await syncAndFind(live);
  live.org.users = PEOPLE.users;
  live.world.at('2026-11-22T12:00:00.000Z');
  const { call } = await connect(live.world);
  const held = await call('sync_directory', { directory: 'okta' });
  expect(held).toMatchObject({ isError: true, text: expect.stringContaining('held') });
  const states = (await live.world.store.read((reader) => reader.snapshots())).filter((one) =>
    one.asOf.startsWith('2026-11-22'),
  );
  expect(states.map((one) => one.state)).toEqual(['held', 'held']);
  expect(await call('sync_directory', { directory: 'okta', accept_drop: true })).toMatchObject({ isError: false });
});

describe('coverage tells what the last sync could not', () => {
  const gaps = z.object({
    sources: z.array(
      z.object({ source: z.string(), cannot_prove: z.array(z.object({ gap: z.string(), close_with: z.string() })) }),
    ),
  });
  async function coverageAfter(org: Parameters<typeof liveAcme>[0]) {
    const { world } = await liveAcme(org);
    const { call } = await connect(world);
    await call('sync_directory', { directory: 'okta' });
    const { sources } = gaps.parse((await call('get_coverage', { response_format: 'detailed' })).structured);
    const advice = await call('find_orphaned_accounts', { findings: ['inconclusive'], response_format: 'detailed' });
    return { okta: sources.find((one) => one.source === 'directory:okta')?.cannot_prove ?? [], advice: advice.text };
  }

  test('a missing scope, and that granting it closes the gap', async () => {
    const { okta } = await coverageAfter({ scopes: ['okta.apps.read', 'okta.users.read', 'okta.groups.read'] });
    expect(okta).toEqual([
      { gap: expect.stringContaining('Who ended an access'), close_with: expect.stringContaining('okta.logs.read') },
    ]);
  });

  test('pages that did not come, and that another sync closes the gap; nobody is sent for a file', async () => {
    const { okta, advice } = await coverageAfter({
      pageSize: 1,
      fault: (call) =>
        call.path === '/api/v1/users' && call.query.get('after') === '2' ? { status: 500, json: {} } : null,
    });
    expect(okta.map((one) => one.close_with)).toEqual(okta.map(() => 'sync_directory (directory: okta)'));
    expect(okta.map((one) => one.gap).join(' ')).toContain('page 3 did not come');
    expect(advice).toContain('sync_directory (directory: okta)');
    expect(advice).not.toMatch(/import FILE|import_clari_export/);
  });
});

test('the tool reports its progress, and stops on request', async () => {
  const { world, org } = await liveAcme({ pageSize: 1 });
  const { client } = await connect(world);
  const messages: string[] = [];
  const params = { name: 'sync_directory', arguments: { directory: 'okta' } };
  await client.callTool(params, undefined, { onprogress: ({ message }) => messages.push(message ?? '') });
  expect(messages[0]).toMatch(/^okta: \d+ users in \d+ pages$/);

  const stop = new AbortController();
  org.fault = (call) => {
    if (call.path === '/api/v1/users') stop.abort();
    return null;
  };
  world.at('2026-11-22T12:00:00.000Z');
  await expect(client.callTool(params, undefined, { signal: stop.signal })).rejects.toThrow();
  const snapshots = await world.store.read((reader) => reader.snapshots());
  expect(snapshots.filter((one) => one.asOf.startsWith('2026-11-22'))).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import {
  PRIVATE_WORDS,
  SALESLOFT_KEY,
  SALESLOFT_ROUTES,
  type SalesloftServer,
  type SalesloftTeam,
  salesloftPage,
  salesloftServer,
  salesloftUser,
} from '../../helpers/salesloft-service.ts';
import { type Reply, type ScriptedCall, scriptedServer } from '../../helpers/scripted-server.ts';
import { readSalesloft } from './reading.ts';

const NAMES = ['Ada Admin', 'Ana Person', 'Bea Person', 'Cem Person', 'Dan Person', 'Eve Person'] as const;
const USERS = NAMES.map((name, at) =>
  salesloftUser(101 + at, name, { team_admin: at === 0, ...(at === 5 ? { active: false } : {}) }),
);
const PAGING = { per_page: 2, current_page: 2, next_page: 3, total_count: 6 };
const HTML: Reply = {
  status: 200,
  text: '<!doctype html><title>Sign in</title>',
  headers: { 'content-type': 'text/html' },
};
const CUT: Reply = { fault: 'cut', json: { data: USERS } };
const EARLY_END: Reply = { text: '{"data":[{"id":', headers: { 'content-type': 'application/json' } };

/** Six users on three pages: an administrator, and one who was deactivated. */
const company = (over: Partial<SalesloftTeam> = {}) => salesloftServer({ users: USERS, pageSize: 2, ...over });

/** A stall is given up early here; everything else gets its time on a slow machine too. */
const patienceFor = (reply: Reply) => ('fault' in reply && reply.fault === 'stall' ? { timeoutMs: 300 } : {});

test('a whole list is complete, and no more is asked for than it takes', async () => {
  const server = await company();
  const { accounts, end, gaps } = await readSalesloft(server);
  expect(gaps).toEqual([]);
  expect(end).toMatchObject({ completeness: 'complete', mode: 'full', refused: 0, cursor: null });
  expect(accounts.map(({ key, status }) => `${key} ${status}`)).toEqual([
    ...[101, 102, 103, 104, 105].map((id) => `id:${id} active`),
    'id:106 inactive',
  ]);
  expect(server.calls.map(({ method, path, query }) => `${method} ${path} ${query.get('page') ?? ''}`.trim())).toEqual([
    'GET /v2/me',
    'GET /v2/users 1',
    'GET /v2/users 2',
    'GET /v2/users 3',
  ]);
  for (const { query } of server.callsTo(SALESLOFT_ROUTES.users))
    expect(Object.fromEntries(query)).toMatchObject({
      visible_only: 'false',
      sort_by: 'id',
      sort_direction: 'ASC',
      per_page: '100',
    });
});

describe('a fault that passes costs a wait and nothing else', () => {
  const cases: readonly [string, Reply][] = [
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '2' }, json: {} }],
    ['429 without Retry-After', { status: 429, json: {} }],
    ['503', { status: 503, json: {} }],
    ['500', { status: 500, text: 'oops' }],
    ['a reset connection', { fault: 'reset' }],
    ['a body that is cut off', CUT],
    ['JSON that ends too early', EARLY_END],
    ['a stall', { fault: 'stall' }],
  ];
  for (const [name, reply] of cases)
    for (const page of [0, 1, 3])
      test(`${name}, on ${page === 0 ? '/me' : `page ${page}`}`, async () => {
        const server = await company();
        server.fault(page, 1, () => reply);
        const { accounts, end, gaps, waits } = await readSalesloft(server, { tuning: patienceFor(reply) });
        expect(accounts).toHaveLength(6);
        expect([end.completeness, gaps]).toEqual(['complete', []]);
        expect(waits).toHaveLength(1);
      });
});

/** What may come in place of the second page. */
const BROKEN_PAGES: readonly [string, Reply, string][] = [
  ['503 again and again', { status: 503, json: {} }, 'page_failed'],
  ['500 again and again', { status: 500, text: 'outside-words' }, 'page_failed'],
  ['resets again and again', { fault: 'reset' }, 'page_failed'],
  ['truncated JSON again and again', CUT, 'page_failed'],
  ['JSON that ends too early again and again', EARLY_END, 'page_failed'],
  ['a stall again and again', { fault: 'stall' }, 'page_failed'],
  ["a proxy's page", HTML, 'page_failed'],
  ['200 without a list', { json: {} }, 'page_failed'],
  ['200 with a list of something else', { json: { data: ['x'], metadata: { paging: PAGING } } }, 'page_failed'],
  ['200 with a list that says nothing of pages', { json: { data: USERS.slice(2, 4), metadata: {} } }, 'page_failed'],
  ['200 with pages that say nothing of the next', salesloftPage(USERS.slice(2, 4), { per_page: 2 }), 'page_failed'],
  ['an error under 200', { json: { error: 'outside-words' } }, 'page_failed'],
  ['a next page that is no number', salesloftPage(USERS.slice(2, 4), { ...PAGING, next_page: 'x' }), 'page_failed'],
  ['403 in the middle', { status: 403, json: { error: 'outside-words' } }, 'page_failed'],
  ['404 in the middle', { status: 404, json: { error: 'outside-words' } }, 'page_failed'],
  ['422 in the middle', { status: 422, json: { errors: { page: ['outside-words'] } } }, 'page_failed'],
  ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'page_failed'],
  ['a next page where it has been', salesloftPage(USERS.slice(2, 4), { ...PAGING, next_page: 1 }), 'cursor_repeated'],
  ['the number of another page', salesloftPage(USERS.slice(2, 4), { ...PAGING, current_page: 7 }), 'cursor_repeated'],
  ['the first page once more', salesloftPage(USERS.slice(0, 2), PAGING), 'cursor_repeated'],
  ['a next page further on', salesloftPage(USERS.slice(2, 4), { ...PAGING, next_page: 5 }), 'rows_truncated'],
  ['an end that comes too early', salesloftPage(USERS.slice(2, 4), { ...PAGING, next_page: null }), 'rows_truncated'],
  ['an empty page that ends the list', salesloftPage([], { ...PAGING, next_page: null }), 'rows_truncated'],
];

describe('a page that does not come as asked leaves the list partial, with what came before it', () => {
  for (const [name, reply, code] of BROKEN_PAGES)
    test(name, async () => {
      const server = await company();
      server.fault(2, 99, () => reply);
      const { accounts, end, gaps } = await readSalesloft(server, { tuning: patienceFor(reply) });
      expect(end.completeness).toBe('partial');
      expect(gaps).toContain(code);
      expect(accounts.length).toBeGreaterThanOrEqual(2);
      expect(accounts.length).toBeLessThanOrEqual(4);
      expect(JSON.stringify(end)).not.toContain('outside-words');
    });

  test('empty pages without an end', async () => {
    const server = await company();
    for (let page = 2; page < 9; page += 1)
      server.fault(page, 99, () => salesloftPage([], { ...PAGING, current_page: page, next_page: page + 1 }));
    const { end, gaps } = await readSalesloft(server);
    expect([end.completeness, gaps]).toEqual(['partial', ['empty_answer']]);
    expect(server.callsTo(SALESLOFT_ROUTES.users)).toHaveLength(5);
  });
});

describe('what nothing can be read without fails the read', () => {
  const cases: readonly [string, number, Reply, string][] = [
    ['429 for ever, of the first page', 1, { status: 429, json: {} }, 'ERR_SOURCE_BUSY'],
    ['429 for ever, in the middle', 2, { status: 429, json: {} }, 'ERR_SOURCE_BUSY'],
    ['429 for ever, of /me', 0, { status: 429, json: {} }, 'ERR_SOURCE_BUSY'],
    ['a key that ends in the middle', 2, { status: 401, json: { error: 'outside-words' } }, 'ERR_SOURCE_AUTH'],
    ['a key that is wrong', 0, { status: 401, json: { error: 'outside-words' } }, 'ERR_SOURCE_AUTH'],
    ['no scope for users', 1, { status: 403, json: { error: 'outside-words' } }, 'ERR_SOURCE_FORBIDDEN'],
    ['404 of the list', 1, { status: 404, json: { error: 'outside-words' } }, 'ERR_SOURCE_FAILED'],
    ['a list of something else', 1, { json: { users: [] } }, 'ERR_SOURCE_ANSWER'],
    ["a proxy's page", 1, HTML, 'ERR_SOURCE_ANSWER'],
    ["a proxy's page instead of /me", 0, HTML, 'ERR_SOURCE_ANSWER'],
    ['a redirect', 1, { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'ERR_SOURCE_ANSWER'],
    ['503 for ever', 1, { status: 503, json: {} }, 'ERR_SOURCE_FAILED'],
    ['resets for ever', 0, { fault: 'reset' }, 'ERR_SOURCE_UNREACHABLE'],
    ['a stall for ever', 1, { fault: 'stall' }, 'ERR_SOURCE_UNREACHABLE'],
    [
      'a clock that is ten minutes off',
      0,
      { json: { data: USERS[0] }, headers: { date: new Date(Date.now() + 600_000).toUTCString() } },
      'ERR_SOURCE_CLOCK',
    ],
  ];
  for (const [name, page, reply, code] of cases)
    test(name, async () => {
      const server = await company();
      server.fault(page, 99, () => reply);
      await expect(readSalesloft(server, { tuning: patienceFor(reply) })).rejects.toMatchObject({
        code,
        message: expect.not.stringContaining('outside-words'),
      });
      if (page === 0) expect(server.callsTo(SALESLOFT_ROUTES.users)).toEqual([]);
    });
});

describe('pages that shift while they are read leave the list partial', () => {
  const numbered = (call: ScriptedCall, users: SalesloftTeam['users'], server: SalesloftServer) => {
    server.team.users = users;
    return server.usual(call);
  };
  const cases: readonly [string, SalesloftTeam['users'], Partial<SalesloftTeam>][] = [
    ['somebody is gone, and somebody else is passed over', USERS.filter(({ id }) => id !== 102), {}],
    ['somebody is gone, and nobody counts', USERS.filter(({ id }) => id !== 102), { counts: false }],
    ['somebody comes before the others', [salesloftUser(7, 'Neo Person'), ...USERS], {}],
    [
      'somebody comes before the others, and nobody counts',
      [salesloftUser(7, 'Neo Person'), ...USERS],
      { counts: false },
    ],
    ['somebody comes last', [...USERS, salesloftUser(107, 'Neo Person')], {}],
    ['the order is another one', USERS.toReversed(), {}],
  ];
  for (const [name, users, over] of cases)
    test(name, async () => {
      const server = await company(over);
      server.fault(2, 1, (call) => numbered(call, users, server));
      const { accounts, end } = await readSalesloft(server);
      expect(end.completeness).toBe('partial');
      expect(new Set(accounts.map(({ key }) => key)).size).toBe(accounts.length);
    });

  test('a server that does not keep the order at all', async () => {
    const { accounts, end, gaps } = await readSalesloft(await company({ users: USERS.toReversed() }));
    expect([accounts.length, end.completeness, gaps]).toEqual([6, 'partial', ['rows_truncated']]);
  });

  test('ids are compared as numbers, however long', async () => {
    const users = [9, 10, 2_000, 9_007_199_254_740_991].map((id, at) =>
      salesloftUser(id, `P${at} Person`, { team_admin: at === 0, active: at !== 3 }),
    );
    const { end } = await readSalesloft(await company({ users, me: 9 }));
    expect(end.completeness).toBe('complete');
  });

  test('somebody who is listed twice with another state is kept with both', async () => {
    const server = await company({ users: [...USERS.slice(0, 2), { ...USERS[1], active: false }, ...USERS.slice(2)] });
    const { accounts, end } = await readSalesloft(server);
    expect(accounts.filter(({ key }) => key === 'id:102').map(({ status }) => status)).toEqual(['active', 'inactive']);
    expect(end.completeness).toBe('partial');
  });
});

describe('a list that cannot show everybody proves nothing by absence', () => {
  const cases: readonly [string, Partial<SalesloftTeam>, readonly string[]][] = [
    ['no team administrator reads', { me: 102 }, ['permission_missing']],
    ['it shows one user, who is no administrator', { users: USERS.slice(1, 2), me: 102 }, ['permission_missing']],
    ['it shows one user, the administrator', { users: USERS.slice(0, 1) }, ['limited_information']],
    ['it shows nobody', { users: [] }, ['permission_missing', 'empty_answer']],
    ['it says that it left out users', { echo: true }, ['limited_information']],
    ['no deactivated user shows that it is whole', { users: USERS.slice(0, 5) }, ['limited_information']],
    ['it does not say how many there are', { counts: false }, ['limited_information']],
  ];
  for (const [name, over, expected] of cases)
    test(name, async () => {
      const { end, gaps } = await readSalesloft(await company(over));
      expect(end.completeness).toBe('partial');
      expect(gaps).toEqual(expected);
    });

  test('that everybody was listed may be said instead of shown', async () => {
    const { end, gaps } = await readSalesloft(await company({ users: USERS.slice(0, 5), echo: false }));
    expect([end.completeness, gaps]).toEqual(['complete', []]);
  });

  test('/me that is not shown', async () => {
    const server = await company();
    server.fault(0, 9, () => ({ status: 403, json: { error: 'outside-words' } }));
    const { accounts, end, gaps } = await readSalesloft(server);
    expect([accounts.length, end.completeness, gaps]).toEqual([6, 'partial', ['permission_missing']]);
  });

  test('the user for whom the key acts is not listed', async () => {
    const server = await company({ users: USERS.slice(1) });
    server.fault(0, 1, () => ({ json: { data: USERS[0] } }));
    const { end, gaps } = await readSalesloft(server);
    expect([end.completeness, gaps]).toEqual(['partial', ['limited_information']]);
  });
});

describe('a user that is not understood', () => {
  test.each([
    ['has no id', {}],
    ['has an id that is no number', { id: 'abc' }],
    ['has an id that is not whole', { id: 1.5 }],
    ['has the id zero', { id: 0 }],
  ])('%s is refused, and the list partial', async (_name, { id }: { id?: unknown }) => {
    const { id: _, ...nobody } = salesloftUser(1, 'Neo Person');
    const { accounts, end } = await readSalesloft(
      await company({ users: [...USERS, id === undefined ? nobody : { ...nobody, id }] }),
    );
    expect(accounts).toHaveLength(6);
    expect(end).toMatchObject({ completeness: 'partial', refused: 1 });
  });

  test.each([undefined, null, 'yes', 1])('a state that is %s is unknown, and said to be', async (active) => {
    const { accounts, end, gaps } = await readSalesloft(
      await company({ users: [...USERS, salesloftUser(107, 'Neo Person', { active })] }),
    );
    expect(accounts.at(-1)).toMatchObject({ status: 'unknown', statusRaw: null });
    expect([end.completeness, gaps]).toEqual(['complete', ['limited_information']]);
  });

  test('an id of twenty digits keeps them', async () => {
    const server = await company();
    server.fault(3, 1, () => ({
      text: `{"data":[{"id":12345678901234567890,"email":"neo@acme.com","active":true},{"id":12345678901234567891,"active":false}],"metadata":{"paging":{"next_page":null,"total_count":6}}}`,
      headers: { 'content-type': 'application/json' },
    }));
    const { accounts, end } = await readSalesloft(server);
    expect(accounts.slice(4).map(({ exportId }) => exportId)).toEqual(['12345678901234567890', '12345678901234567891']);
    expect(end.completeness).toBe('complete');
  });
});

describe('what is read', () => {
  test('is who it is, whether they are active, and their role; nothing of mail, signature or phone', async () => {
    const { accounts, remarks } = await readSalesloft(await company());
    expect(accounts.slice(0, 2)).toMatchObject([
      { email: 'ada@acme.com', name: 'Ada Admin', givenName: 'Ada', familyName: 'Admin', role: 'Team administrator' },
      { email: 'ana@acme.com', role: 'User', statusRaw: 'active: true', lastLogin: null, crmId: null },
    ]);
    for (const word of PRIVATE_WORDS) expect(JSON.stringify([accounts, remarks])).not.toContain(word);
    expect(JSON.stringify([accounts, remarks])).not.toContain(SALESLOFT_KEY);
  });

  test('names the user for whom the key acts, with what they call themselves in quotation marks', async () => {
    const { remarks } = await readSalesloft(await company());
    expect(remarks).toEqual([expect.stringContaining('acts for the user salesloft:101 ("ada@acme.com")')]);
  });

  test('says that the key still reads of somebody who is not active', async () => {
    const users = USERS.map((user) => (user.id === 101 ? { ...user, active: false } : user));
    const { remarks } = await readSalesloft(await company({ users }));
    expect(remarks).toContain('That user is not active in Salesloft, and their credentials still read.');
  });

  test('goes to the configured server alone', async () => {
    const other = await scriptedServer();
    const server = await company();
    server.fault(2, 9, () => ({ status: 307, headers: { location: `${other.origin}/v2/users` } }));
    const { end } = await readSalesloft(server);
    expect(end.completeness).toBe('partial');
    expect(other.calls).toEqual([]);
  });

  test('a read that is cancelled ends, and asks for nothing more', async () => {
    const server = await company();
    const stop = new AbortController();
    server.fault(2, 1, () => {
      stop.abort(new Error('stopped by hand'));
      return { fault: 'stall' };
    });
    await expect(readSalesloft(server, { signal: stop.signal, tuning: { timeoutMs: 5_000 } })).rejects.toThrow(
      'stopped by hand',
    );
    expect(server.callsTo(SALESLOFT_ROUTES.users)).toHaveLength(2);
  });
});

test('20,000 users take 200 calls, and one to ask who reads', async () => {
  const users = Array.from({ length: 20_000 }, (_, at) =>
    salesloftUser(at + 1, `U${at} Person`, { team_admin: at === 0, active: at % 9 !== 8 }),
  );
  const server = await salesloftServer({ users, me: 1 });
  const { accounts, end } = await readSalesloft(server);
  expect([accounts.length, end.completeness]).toEqual([20_000, 'complete']);
  expect([server.callsTo(SALESLOFT_ROUTES.users).length, server.calls.length]).toEqual([200, 201]);
});

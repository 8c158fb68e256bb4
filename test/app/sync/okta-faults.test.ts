import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OktaSettings } from '../../../src/model/live.ts';
import { Secret } from '../../../src/model/secret.ts';
import { connect } from '../../helpers/connect.ts';
import { TRUTH } from '../../helpers/files.ts';
import { liveAcme, PEOPLE } from '../../helpers/live-acme.ts';
import {
  APP_ID,
  BEARER,
  CLARI_APP,
  type FakeOkta,
  privateKeyPem,
  serviceAppSettings,
  TOKEN,
  tokenSettings,
} from '../../helpers/okta-server.ts';
import { type Reply, type ScriptedCall, scriptedServer } from '../../helpers/scripted-server.ts';

const USERS = '/api/v1/users';
const APP_USERS = `/api/v1/apps/${APP_ID}/users`;
const LOGS = '/api/v1/logs';

const users = z.object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) });

type World = Awaited<ReturnType<typeof liveAcme>>['world'];

/** Findings that accuse or clear somebody in another way than the truth: the one thing that no fault may bring about. */
async function falseFindings(world: World): Promise<readonly string[]> {
  const { call } = await connect(world);
  const page = users.parse((await call('list_clari_users', { limit: 200 })).structured);
  expect(page.users).toHaveLength(Object.keys(TRUTH).length);
  return page.users
    .filter((one) => one.finding !== TRUTH[one.account_id] && one.finding !== 'inconclusive')
    .map((one) => `${one.account_id} ${one.finding}`);
}

async function findingOf(world: World, accountId: string): Promise<string | undefined> {
  const { call } = await connect(world);
  const page = users.parse((await call('list_clari_users', { limit: 200 })).structured);
  return page.users.find((one) => one.account_id === accountId)?.finding;
}

async function completeness(world: World): Promise<Readonly<Record<string, string>>> {
  const snapshots = await world.store.read((reader) => reader.snapshots());
  return Object.fromEntries(
    snapshots
      .filter((one) => one.live !== null && one.state === 'published')
      .map((one) => [one.kind, one.completeness]),
  );
}

/** Nothing that was written or said holds a credential. */
async function expectNoSecret(world: World, said: readonly string[]): Promise<void> {
  const files = await Promise.all(
    (await readdir(world.home)).map((name) => readFile(join(world.home, name), 'latin1').catch(() => '')),
  );
  const key = privateKeyPem().split('\n')[1] ?? '';
  for (const secret of [TOKEN, BEARER, key, 'SSWS', 'Bearer ey'])
    for (const text of [...files, ...said]) expect(text).not.toContain(secret);
}

async function syncOnce(world: World) {
  const { call, logged } = await connect(world);
  const answer = await call('sync_directory', { directory: 'okta', response_format: 'detailed' });
  await expectNoSecret(world, [answer.text, JSON.stringify(answer.structured ?? ''), ...logged]);
  return answer;
}

/** The answer of a fault to one page of one list, the first being 0; every try of it unless said otherwise. */
function onPage(path: string, page: number, reply: (call: ScriptedCall, origin: string) => Reply, tries = 99) {
  let left = tries;
  return (call: ScriptedCall, origin: string): Reply | null => {
    if (call.path !== path || Number(call.query.get('after') ?? '0') !== page || left <= 0) return null;
    left -= 1;
    return reply(call, origin);
  };
}

const link = (url: string) => ({ headers: { link: [`<${url}>; rel="next"`] } });
const ROW = { id: 'u1', status: 'ACTIVE', profile: { login: 'ana@acme.com', email: 'ana@acme.com' } };
const PROXY_PAGE = {
  status: 200,
  text: '<html>Sign in to the network</html>',
  headers: { 'content-type': 'text/html' },
};

interface Fault {
  readonly name: string;
  readonly reply: (call: ScriptedCall, origin: string) => Reply | null;
  /** What becomes of the directory and of the list of assigned people; `error`: nothing is published. */
  readonly directory: 'complete' | 'partial' | 'error';
  readonly assignments: 'complete' | 'partial' | 'error';
  /** Gap code that the answer names, or error code. */
  readonly says: string;
}

/** What never comes is given up early here; everything else gets its time on a slow machine too. */
const patienceFor = ({ name }: Fault) => ({
  attempts: 3,
  ...(name.includes('never comes') ? { timeoutMs: 1_000 } : {}),
});

const FAULTS: readonly Fault[] = [
  {
    name: '500 on a page of users, for ever',
    reply: onPage(USERS, 2, () => ({ status: 500, json: {} })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: '503 with a web page on a page of users, for ever',
    reply: onPage(USERS, 3, () => ({ status: 503, text: '<html>' })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: '429 on a page of users, for ever',
    reply: onPage(USERS, 2, () => ({ status: 429, json: {} })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'a connection reset on a page of users, for ever',
    reply: onPage(USERS, 2, () => ({ fault: 'reset' })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'truncated JSON on a page of users, for ever',
    reply: onPage(USERS, 2, () => ({ text: '[{"id":"u', headers: { 'content-type': 'application/json' } })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'a page of users that never comes',
    reply: onPage(USERS, 2, () => ({ fault: 'stall' })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'a proxy page in the middle of the users',
    reply: onPage(USERS, 2, () => PROXY_PAGE),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'an object instead of a page of users',
    reply: onPage(USERS, 2, () => ({ json: { errorCode: 'odd' } })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: '403 in the middle of the users',
    reply: onPage(USERS, 2, () => ({ status: 403, json: { errorCode: 'E0000006' } })),
    directory: 'partial',
    assignments: 'complete',
    says: 'page_failed',
  },
  {
    name: 'a next link of the users to another site',
    reply: onPage(USERS, 2, () => ({ json: [ROW], ...link('https://evil.example/api/v1/users?after=3') })),
    directory: 'partial',
    assignments: 'complete',
    says: 'foreign_link',
  },
  {
    name: 'a next link of the users to another port of the host',
    reply: onPage(USERS, 2, () => ({ json: [ROW], ...link('http://127.0.0.1:9/api/v1/users?after=3') })),
    directory: 'partial',
    assignments: 'complete',
    says: 'foreign_link',
  },
  {
    name: 'a page of users that links to itself',
    reply: onPage(USERS, 2, (call, origin) => ({ json: [ROW], ...link(`${origin}${call.path}?${call.query}`) })),
    directory: 'partial',
    assignments: 'complete',
    says: 'cursor_repeated',
  },
  {
    name: 'empty pages of users without end',
    reply: (call, origin) =>
      call.path === USERS && call.query.has('after')
        ? { json: [], ...link(`${origin}${USERS}?after=${call.nth + 1}`) }
        : null,
    directory: 'partial',
    assignments: 'complete',
    says: 'empty_answer',
  },
  {
    name: 'no users with 200',
    reply: (call) => (call.path === USERS ? { json: [] } : null),
    directory: 'partial',
    assignments: 'complete',
    says: 'empty_answer',
  },
  {
    name: 'no assigned users with 200',
    reply: (call) => (call.path === APP_USERS ? { json: [] } : null),
    directory: 'complete',
    assignments: 'partial',
    says: 'empty_answer',
  },
  {
    name: '500 on the second page of assigned users',
    reply: onPage(APP_USERS, 1, () => ({ status: 500, json: {} })),
    directory: 'complete',
    assignments: 'partial',
    says: 'page_failed',
  },
  {
    name: 'a next link of the assigned users to another site',
    reply: onPage(APP_USERS, 0, () => ({
      json: [{ id: 'u3', status: 'ACTIVE' }],
      ...link('https://evil.example/next'),
    })),
    directory: 'complete',
    assignments: 'partial',
    says: 'foreign_link',
  },
  {
    name: 'the log fails',
    reply: (call) => (call.path === LOGS ? { status: 500, json: {} } : null),
    directory: 'complete',
    assignments: 'complete',
    says: 'log_window',
  },
  {
    name: 'the log refuses the question',
    reply: (call) => (call.path === LOGS ? { status: 400, json: { errorCode: 'E0000001' } } : null),
    directory: 'complete',
    assignments: 'complete',
    says: 'E0000001',
  },
  {
    name: 'no leave to read the log',
    reply: (call) => (call.path === LOGS ? { status: 403, json: { errorCode: 'E0000006' } } : null),
    directory: 'complete',
    assignments: 'complete',
    says: 'permission_missing',
  },
  {
    name: 'no leave to list users',
    reply: (call) => (call.path === USERS ? { status: 403, json: { errorCode: 'E0000006' } } : null),
    directory: 'partial',
    assignments: 'complete',
    says: 'permission_missing',
  },
  {
    name: 'no leave to see groups',
    reply: (call) => (call.path.endsWith('/groups') ? { status: 403, json: { errorCode: 'E0000006' } } : null),
    directory: 'complete',
    assignments: 'complete',
    says: 'permission_missing',
  },
  {
    name: 'no leave to see applications',
    reply: (call) => (call.path === '/api/v1/apps' ? { status: 403, json: { errorCode: 'E0000006' } } : null),
    directory: 'complete',
    assignments: 'error',
    says: 'permission_missing',
  },
  {
    name: '500 on the first page of users, for ever',
    reply: onPage(USERS, 0, () => ({ status: 500, json: {} })),
    directory: 'error',
    assignments: 'error',
    says: 'ERR_SOURCE_FAILED',
  },
  {
    name: 'a proxy page instead of everything',
    reply: () => PROXY_PAGE,
    directory: 'error',
    assignments: 'error',
    says: 'ERR_SOURCE_ANSWER',
  },
  {
    name: 'a redirect instead of everything',
    reply: () => ({ status: 302, headers: { location: 'https://evil.example/' } }),
    directory: 'error',
    assignments: 'error',
    says: 'ERR_SOURCE_ANSWER',
  },
  {
    name: 'an expired token',
    reply: () => ({ status: 401, json: { errorCode: 'E0000011' } }),
    directory: 'error',
    assignments: 'error',
    says: 'ERR_SOURCE_AUTH',
  },
  {
    name: 'an address that is no Okta',
    reply: () => ({ status: 404, json: {} }),
    directory: 'error',
    assignments: 'error',
    says: 'ERR_SOURCE_NOT_FOUND',
  },
];

describe('no fault makes a false finding', () => {
  for (const fault of FAULTS) {
    const org = (origin: () => string): Partial<FakeOkta> => ({
      pageSize: 1,
      fault: (call) => fault.reply(call, origin()),
    });

    test(`${fault.name}, on the first sync`, async () => {
      let origin = '';
      const { world, server } = await liveAcme(
        org(() => origin),
        tokenSettings,
        patienceFor(fault),
      );
      origin = server.origin;
      const answer = await syncOnce(world);
      const published = await completeness(world);
      expect(published['directory'] ?? 'error').toBe(fault.directory);
      expect(published['directory-assignments'] ?? 'error').toBe(fault.assignments);
      expect(`${answer.text} ${JSON.stringify(answer.structured ?? '')}`).toContain(fault.says);
      expect(answer.isError).toBe(fault.directory === 'error');
      expect(await falseFindings(world)).toEqual([]);
      if (fault.directory !== 'complete') expect(await findingOf(world, '1005')).toBe('inconclusive');
      if (fault.assignments !== 'complete') expect(await findingOf(world, '1004')).toBe('inconclusive');
    });

    test(`${fault.name}, after a good sync: what was known stays in force`, async () => {
      let origin = '';
      let broken = false;
      const { world, server } = await liveAcme(
        { pageSize: 1, fault: (call) => (broken ? fault.reply(call, origin) : null) },
        tokenSettings,
        patienceFor(fault),
      );
      origin = server.origin;
      expect((await syncOnce(world)).isError).toBe(false);
      broken = true;
      world.at('2026-11-22T12:00:00.000Z');
      await syncOnce(world);
      expect(await falseFindings(world)).toEqual([]);
      expect(await findingOf(world, '1002')).toBe('leaver_active');
      expect(await findingOf(world, '1005')).toBe('orphaned');
    });
  }
});

describe('what the next attempt brings is no fault', () => {
  const passing: readonly {
    readonly name: string;
    readonly reply: (call: ScriptedCall, origin: string) => Reply | null;
  }[] = [
    { name: '500 once', reply: onPage(USERS, 2, () => ({ status: 500, json: {} }), 1) },
    {
      name: '429 twice',
      reply: onPage(USERS, 2, () => ({ status: 429, json: {}, headers: { 'retry-after': '3' } }), 2),
    },
    { name: 'a reset once', reply: onPage(APP_USERS, 1, () => ({ fault: 'reset' }), 1) },
    { name: 'a cut body once', reply: onPage(USERS, 1, () => ({ fault: 'cut', json: [ROW] }), 1) },
    {
      name: '"invalid session" deep in a list once',
      reply: onPage(USERS, 3, () => ({ status: 403, json: { errorCode: 'E0000005' } }), 1),
    },
    {
      name: 'an empty page with a next link',
      reply: (call, origin) =>
        call.path === USERS && call.query.get('after') === '2' && call.query.get('again') === null
          ? { json: [], ...link(`${origin}${USERS}?${call.query}&again=1`) }
          : null,
    },
  ];
  for (const { name, reply } of passing)
    test(name, async () => {
      let origin = '';
      const { world, server } = await liveAcme({ pageSize: 1, fault: (call) => reply(call, origin) });
      origin = server.origin;
      expect(await syncOnce(world)).toMatchObject({ isError: false, structured: { status: 'synced' } });
      expect(await completeness(world)).toEqual({ directory: 'complete', 'directory-assignments': 'complete' });
      expect(await falseFindings(world)).toEqual([]);
    });
});

describe('a configuration that cannot work says what to do', () => {
  const cases: readonly {
    readonly name: string;
    readonly org?: Partial<FakeOkta>;
    readonly settings: (origin: string) => OktaSettings;
    readonly says: readonly string[];
  }[] = [
    {
      name: 'no address',
      settings: (origin) => tokenSettings(origin, { orgUrl: null }),
      says: ['ERR_CONFIG', 'OKTA_ORG_URL'],
    },
    {
      name: 'the admin address',
      settings: (origin) => tokenSettings(origin, { orgUrl: 'https://acme-admin.okta.com' }),
      says: ['ERR_CONFIG', '-admin'],
    },
    {
      name: 'no credentials',
      settings: (origin) => tokenSettings(origin, { apiToken: null }),
      says: ['ERR_CONFIG', 'OKTA_PRIVATE_KEY_FILE'],
    },
    {
      name: 'a client id without a key',
      settings: (origin) => tokenSettings(origin, { apiToken: null, clientId: '0oaX' }),
      says: ['ERR_CONFIG', 'no private key'],
    },
    {
      name: 'a key file that is not there',
      settings: (origin) => tokenSettings(origin, { clientId: '0oaX', privateKeyFile: '/nowhere/key.pem' }),
      says: ['ERR_CONFIG', 'OKTA_PRIVATE_KEY_FILE'],
    },
    {
      name: 'a key that is no key',
      settings: (origin) => serviceAppSettings(origin, { privateKey: new Secret('not a key') }),
      says: ['ERR_CONFIG', 'no usable key'],
    },
    {
      name: 'an expired or foreign key',
      org: {
        fault: (call) =>
          call.path === '/oauth2/v1/token'
            ? { status: 401, json: { error: 'invalid_client', error_description: 'secret words' } }
            : null,
      },
      settings: serviceAppSettings,
      says: ['ERR_SOURCE_AUTH', 'invalid_client', 'OKTA_KEY_ID'],
    },
    {
      name: 'no scope at all',
      org: { scopes: [] },
      settings: serviceAppSettings,
      says: ['ERR_SOURCE_FORBIDDEN', 'invalid_scope'],
    },
    {
      name: 'a wrong app id',
      settings: (origin) => tokenSettings(origin, { appId: '0oaGone' }),
      org: { apps: [CLARI_APP, { ...CLARI_APP, id: '0oaGone', status: 'DELETED' }] },
      says: ['ERR_APP_UNKNOWN', 'OKTA_CLARI_APP_ID'],
    },
    {
      name: 'two Clari apps',
      org: { apps: [CLARI_APP, { ...CLARI_APP, id: '0oaTwo', status: 'INACTIVE' }] },
      settings: tokenSettings,
      says: ['ERR_APP_AMBIGUOUS', APP_ID, '0oaTwo', 'inactive'],
    },
    {
      name: 'no app of that label',
      org: { apps: [{ ...CLARI_APP, label: 'Clari Sandbox' }] },
      settings: tokenSettings,
      says: ['ERR_APP_UNKNOWN', 'Clari Sandbox'],
    },
    {
      name: 'a clock that is an hour off',
      org: { date: () => new Date('2026-11-20T13:00:00.000Z') },
      settings: tokenSettings,
      says: ['ERR_SOURCE_CLOCK', '60 minutes behind'],
    },
    {
      name: 'a clock that makes every assertion look expired',
      org: {
        date: () => new Date('2026-11-20T11:00:00.000Z'),
        fault: (call) => (call.path === '/oauth2/v1/token' ? { status: 401, json: { error: 'invalid_client' } } : null),
      },
      settings: serviceAppSettings,
      says: ['ERR_SOURCE_CLOCK', '60 minutes ahead'],
    },
  ];
  for (const { name, org, settings, says } of cases)
    test(name, async () => {
      const { world } = await liveAcme(org, settings);
      const answer = await syncOnce(world);
      expect(answer.isError).toBe(true);
      for (const word of says) expect(answer.text).toContain(word);
      expect(answer.text).not.toContain('secret words');
      expect(await completeness(world)).toEqual({});
    });
});

test('a service app signs in with its key, and each call bears the token that it got', async () => {
  const { world, server } = await liveAcme({}, serviceAppSettings);
  expect(await syncOnce(world)).toMatchObject({ structured: { status: 'synced' } });
  expect(server.callsTo('POST /oauth2/v1/token')).toHaveLength(1);
  const others = server.calls.filter((call) => call.path !== '/oauth2/v1/token');
  expect(new Set(others.map((call) => call.headers.authorization))).toEqual(new Set([`Bearer ${BEARER}`]));
  expect(await falseFindings(world)).toEqual([]);
});

test('a scope that is not granted costs what it buys, and no more', async () => {
  const scopes = ['okta.apps.read', 'okta.users.read'];
  const { world } = await liveAcme({ scopes }, serviceAppSettings);
  const answer = await syncOnce(world);
  expect(answer.structured).toMatchObject({
    status: 'synced',
    reads: [
      { completeness: 'complete', cannot_conclude: [{ scope: 'okta.logs.read' }, { scope: 'okta.groups.read' }] },
      {},
    ],
  });
  expect(await falseFindings(world)).toEqual([]);
});

test('a next link to another server takes no token there', async () => {
  const elsewhere = await scriptedServer();
  const { world } = await liveAcme({
    fault: (call) => (call.path === USERS ? { json: [ROW], ...link(`${elsewhere.origin}${USERS}?after=1`) } : null),
  });
  await syncOnce(world);
  expect(elsewhere.calls).toEqual([]);
});

test('an app that is switched off is one warning, and no accusation', async () => {
  const { world } = await liveAcme({ apps: [{ ...CLARI_APP, status: 'INACTIVE' }] });
  await syncOnce(world);
  expect(await findingOf(world, '1001')).toBe('inconclusive');
  expect(await findingOf(world, '1004')).toBe('inconclusive');
});

test('implicit assignment accuses nobody of being unassigned', async () => {
  const { world } = await liveAcme({ appUsers: [...PEOPLE.appUsers, { id: 'u6', status: 'IMPLICIT' }] });
  await syncOnce(world);
  expect(await findingOf(world, '1004')).toBe('inconclusive');
});

test('files and variables that the SDK looks for by itself change nothing', async () => {
  const { world, server } = await liveAcme();
  const before = { ...process.env };
  Object.assign(process.env, {
    OKTA_CLIENT_ORGURL: 'https://evil.example',
    OKTA_CLIENT_TOKEN: 'other',
    OKTA_CLIENT_AUTHORIZATIONMODE: 'PrivateKey',
  });
  try {
    expect(await syncOnce(world)).toMatchObject({ structured: { status: 'synced' } });
  } finally {
    process.env = before;
  }
  expect(new Set(server.calls.map((call) => call.headers.authorization))).toEqual(new Set([`SSWS ${TOKEN}`]));
});

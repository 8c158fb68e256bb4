import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openClari } from '../../../src/sources/clari-api/clari-source.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import {
  auditPage,
  CLARI_ROUTES,
  CLARI_TOKEN,
  type ClariServer,
  clariServer,
  FORECAST_DOCUMENT,
  jobReply,
} from '../../helpers/clari-service.ts';
import { testWorld } from '../../helpers/deps.ts';
import { everythingIn, liveWorld } from '../../helpers/live-world.ts';
import { type Reply, type Route, scriptedServer } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const USERS = [
  'User ID,Name,Email,Role,Team,Status,Last Login',
  '71,Ana Active,ana@acme.com,Rep,East,Active,',
  '72,Leo Left,leo@acme.com,Rep,East,Active,',
  '73,Una Unheard,una@acme.com,Rep,East,Active,',
].join('\n');

const answered = z.object({
  status: z.string(),
  reads: z.array(
    z.looseObject({
      kind: z.string(),
      completeness: z.string(),
      cannot_conclude: z.array(z.looseObject({ code: z.string() })),
    }),
  ),
});

async function synced(server: ClariServer, forecastId: string | null = 'net_bookings', tuning: Partial<Tuning> = {}) {
  const live = await liveWorld(NOW, { clari: { ...server.settings, forecastId } }, {}, tuning);
  const answer = await live.sync('clari');
  const result = answer.isError ? null : answered.parse(answer.structured);
  return {
    live,
    answer,
    status: result?.status ?? 'error',
    reads: (result?.reads ?? []).map(({ kind, completeness, cannot_conclude }) =>
      [kind, completeness, ...cannot_conclude.map(({ code }) => code)].join(' '),
    ),
  };
}

test('a forecast is exported by a job, and audit events come by pages', async () => {
  const server = await clariServer({
    [CLARI_ROUTES.audit]: ({ query }) =>
      query.get('page') === null
        ? { json: auditPage([['71', '2026-11-20T08:00:00Z']], '/v4/audit/events?page=2') }
        : {
            json: auditPage([
              ['72', '2026-11-21T08:00:00Z'],
              ['71', '2026-11-22T08:00:00Z'],
            ]),
          },
  });
  const { live, status, reads } = await synced(server);
  expect(status).toBe('synced');
  expect(reads).toEqual(['clari-forecast partial', 'clari-audit partial']);
  expect(server.callsTo(CLARI_ROUTES.start).map(({ body }) => JSON.parse(body))).toEqual([{ exportFormat: 'JSON' }]);
  expect(server.callsTo(CLARI_ROUTES.job)).toHaveLength(3);
  expect(server.callsTo(CLARI_ROUTES.audit)).toHaveLength(2);
  expect(await live.findings()).toEqual({
    'ana@acme.com': 'inconclusive account_status_unknown',
    'leo@acme.com': 'inconclusive account_status_unknown',
  });
});

test('what came over the network says the same as files of the same documents', async () => {
  const page = auditPage([
    ['71', '2026-11-20T08:00:00Z'],
    ['72', '2026-11-21T08:00:00Z'],
  ]);
  const server = await clariServer({ [CLARI_ROUTES.audit]: () => ({ json: page }) });
  const { live } = await synced(server);
  const files = await testWorld(NOW);
  await files.load('forecast.json', JSON.stringify(FORECAST_DOCUMENT), { asOf: NOW, kind: 'clari-forecast' });
  await files.load('audit.json', JSON.stringify([page]), { asOf: NOW, kind: 'clari-audit' });
  const rowsOf = async (world: typeof files) => {
    const snapshots = await world.store.read((reader) => reader.snapshots());
    const all = await Promise.all(
      snapshots.map(({ snapshotId, kind }) =>
        world.store.read(async (reader) => [
          kind,
          (await reader.mentionRows(snapshotId, 0, 100)).map(({ line: _line, ...row }) => row),
          (await reader.forecastsOf(snapshotId, { keys: ['id:71'], emails: [], crmIds: [] }, 100)).map(
            ({ line: _line, ...row }) => row,
          ),
        ]),
      ),
    );
    return all.sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  };
  expect(await rowsOf(live.world)).toEqual(await rowsOf(files));
});

test('neither makes an account of the export inactive, whoever is missing from both', async () => {
  const server = await clariServer();
  const live = await liveWorld(NOW, { clari: server.settings });
  await live.world.load('users.csv', USERS, {
    asOf: '2026-11-23T12:00:00Z',
    completeness: 'complete',
    kind: 'clari-users',
  });
  const before = await live.findings();
  await live.sync('clari');
  expect(await live.findings()).toEqual(before);
});

describe('an export that does not come leaves the audit events, and says why', () => {
  const cases: readonly [string, Readonly<Record<string, Route>>, string][] = [
    ['the job fails', { [CLARI_ROUTES.job]: () => jobReply('FAILED') }, 'ended as FAILED'],
    ['the job is cancelled', { [CLARI_ROUTES.job]: () => jobReply('CANCELLED') }, 'ended as CANCELLED'],
    ['the job is aborted', { [CLARI_ROUTES.job]: () => jobReply('ABORTED') }, 'ended as ABORTED'],
    ['the job is in a state of its own', { [CLARI_ROUTES.job]: () => jobReply('PAUSED') }, 'not documented'],
    ['the job never ends', { [CLARI_ROUTES.job]: () => jobReply('STARTED') }, 'not done after 30 minutes'],
    ['the job has no status', { [CLARI_ROUTES.job]: () => ({ json: { job: {} } }) }, 'without its status'],
    ['no job is named', { [CLARI_ROUTES.start]: () => ({ json: {} }) }, 'without the id of its job'],
    [
      'the monthly quota is used up',
      { [CLARI_ROUTES.start]: () => ({ status: 400, json: { error: 'outside-words export_monthly_quota_reached' } }) },
      'export_monthly_quota_reached',
    ],
    [
      'nobody is opted in',
      { [CLARI_ROUTES.start]: () => ({ status: 401, json: { error: 'no_optin', message: 'outside-words' } }) },
      'opted in',
    ],
    ['the forecast is unknown', { [CLARI_ROUTES.start]: () => ({ status: 404, json: {} }) }, 'there is no forecast'],
    ['the start breaks off', { [CLARI_ROUTES.start]: () => ({ fault: 'reset' }) }, 'cannot be reached'],
    ['the start answers 500', { [CLARI_ROUTES.start]: () => ({ status: 500, json: {} }) }, '500'],
    ['the start never answers', { [CLARI_ROUTES.start]: () => ({ fault: 'stall' }) }, 'did not answer'],
    ['the results are refused', { [CLARI_ROUTES.results]: () => ({ status: 404, json: {} }) }, 'refused with 404'],
    [
      'the results are a page',
      { [CLARI_ROUTES.results]: () => ({ text: '<html>', headers: { 'content-type': 'text/html' } }) },
      'web page',
    ],
    [
      'the results end too early',
      { [CLARI_ROUTES.results]: () => ({ text: '{"entries":[{"userId":' }) },
      'middle of its JSON',
    ],
    ['the results are of another kind', { [CLARI_ROUTES.results]: () => ({ json: { activities: [] } }) }, 'Clari'],
    [
      'the results are empty',
      {
        [CLARI_ROUTES.results]: () => ({
          json: { entries: [], users: [], fields: [], timePeriods: [], timeFrames: [] },
        }),
      },
      'no entries',
    ],
  ];
  for (const [name, routes, why] of cases)
    test(name, async () => {
      const server = await clariServer(routes);
      const stalls = name.includes('never answers') ? { timeoutMs: 300 } : {};
      const { live, answer, status, reads } = await synced(server, 'net_bookings', stalls);
      expect(status).toBe('incomplete');
      expect(reads).toEqual(['clari-audit partial page_failed']);
      expect(answer.text).toContain(why);
      expect(server.callsTo(CLARI_ROUTES.start)).toHaveLength(1);
      expect(live.said()).not.toContain('outside-words');
    });
});

describe('faults that pass', () => {
  const once =
    (reply: Reply, then: Reply): Route =>
    ({ nth }) =>
      nth === 0 ? reply : then;
  const cases: readonly [string, Readonly<Record<string, Route>>][] = [
    [
      '429 at the start',
      {
        [CLARI_ROUTES.start]: once(
          { status: 429, json: {}, headers: { 'retry-after': '3' } },
          { json: { jobId: '6073683781a6da229df71e00' } },
        ),
      },
    ],
    ['503 while waiting', { [CLARI_ROUTES.job]: once({ status: 503, json: {} }, jobReply('DONE')) }],
    ['a bare job', { [CLARI_ROUTES.job]: () => ({ json: { status: 'DONE' } }) }],
    [
      'results cut off on their way',
      { [CLARI_ROUTES.results]: once({ fault: 'cut', json: FORECAST_DOCUMENT }, { json: FORECAST_DOCUMENT }) },
    ],
    [
      'a reset among the events',
      { [CLARI_ROUTES.audit]: once({ fault: 'reset' }, { json: auditPage([['71', '2026-11-20T08:00:00Z']]) }) },
    ],
  ];
  for (const [name, routes] of cases)
    test(name, async () => {
      const { status, reads } = await synced(await clariServer(routes));
      expect([status, ...reads]).toEqual(['synced', 'clari-forecast partial', 'clari-audit partial']);
    });
});

describe('an export that left something out says so', () => {
  const cases: readonly [string, Readonly<Record<string, unknown>>][] = [
    ['rows', { rowsTruncated: true }],
    ['cells', { cellsTruncated: true }],
    ['rows and cells', { rowsTruncated: 12, cellsTruncated: 'true' }],
  ];
  for (const [what, flags] of cases)
    test(what, async () => {
      const server = await clariServer({ [CLARI_ROUTES.job]: () => jobReply('DONE', flags) });
      const { status, reads, answer } = await synced(server);
      expect(status).toBe('incomplete');
      expect(reads).toEqual(['clari-forecast partial rows_truncated', 'clari-audit partial']);
      expect(answer.text).toContain(`left out ${what} of the export`);
    });
});

describe('audit events that do not all come', () => {
  const page = (link: string | null) => ({ json: auditPage([['71', '2026-11-20T08:00:00Z']], link) });
  const cases: readonly [string, Route, string, string][] = [
    [
      'a next page at another site',
      () => page('https://elsewhere.example/v4/audit/events?p=2'),
      'incomplete',
      'clari-audit partial foreign_link',
    ],
    ['a loop', () => page('/v4/audit/events?limit=1000'), 'incomplete', 'clari-audit partial cursor_repeated'],
    [
      'a second page that fails',
      ({ nth }) => (nth === 0 ? page('/v4/audit/events?p=2') : { status: 502, json: {} }),
      'incomplete',
      'clari-audit partial page_failed',
    ],
    [
      'a second page that is none',
      ({ nth }) => (nth === 0 ? page('/v4/audit/events?p=2') : { json: {} }),
      'incomplete',
      'clari-audit partial page_failed',
    ],
    ['not permitted', () => ({ status: 403, json: { message: 'outside-words' } }), 'synced', 'permission_missing'],
    ['not one event', () => ({ json: auditPage([]) }), 'synced', 'log_window'],
    [
      'endless empty pages',
      ({ nth }) => ({ json: auditPage([], `/v4/audit/events?p=${nth}`) }),
      'incomplete',
      'empty_answer',
    ],
  ];
  for (const [name, route, status, expected] of cases)
    test(name, async () => {
      const read = await synced(await clariServer({ [CLARI_ROUTES.audit]: route }));
      expect(read.status).toBe(status);
      expect(read.reads.join('; ')).toContain(expected);
      expect(read.reads[0]).toContain('clari-forecast partial');
      expect(read.live.said()).not.toContain('outside-words');
    });
});

test('without a forecast named the audit events are read, and the gap says what to set', async () => {
  const { status, reads, answer } = await synced(await clariServer(), null);
  expect([status, ...reads]).toEqual(['synced', 'clari-audit partial not_configured']);
  expect(answer.text).toContain('CLARI_FORECAST_ID');
});

describe('nothing is read', () => {
  test('with a wrong token: the last good read stays', async () => {
    const server = await clariServer();
    const live = await liveWorld(NOW, { clari: server.settings });
    await live.sync('clari');
    const before = await live.findings();
    for (const route of [CLARI_ROUTES.start, CLARI_ROUTES.audit])
      server.route(route, () => ({ status: 401, json: { message: `outside-words ${CLARI_TOKEN}` } }));
    live.world.at('2026-11-25T12:00:00.000Z');
    const answer = await live.sync('clari');
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('CLARI_API_TOKEN');
    expect(await live.findings()).toEqual(before);
    expect(live.said()).not.toContain(CLARI_TOKEN);
  });

  test('where neither document comes, both reasons are reported', async () => {
    const server = await clariServer({
      [CLARI_ROUTES.job]: () => jobReply('FAILED'),
      [CLARI_ROUTES.audit]: () => ({ status: 403, json: {} }),
    });
    const { answer, status } = await synced(server);
    expect(status).toBe('error');
    expect(answer.text).toContain('ended as FAILED');
  });

  test('while the token is not set', async () => {
    const server = await clariServer();
    await expect(openClari({ clari: { ...server.settings, token: null } }, testTuning())).rejects.toMatchObject({
      code: 'ERR_CONFIG',
    });
  });
});

test('waiting for a job is given up when the sync is cancelled, and no results are fetched', async () => {
  const stop = new AbortController();
  const server = await clariServer({
    [CLARI_ROUTES.job]: () => {
      stop.abort();
      return jobReply('STARTED');
    },
  });
  const source = await openClari({ clari: server.settings }, testTuning());
  const reads = source?.reads({
    asOf: NOW,
    clock: () => NOW,
    signal: stop.signal,
    progress: () => undefined,
    earlier: async () => null,
  });
  await expect(reads?.next()).rejects.toThrow();
  expect(server.callsTo(CLARI_ROUTES.job)).toHaveLength(1);
});

test('the token goes nowhere else and stays out of the store; no document stays on disk', async () => {
  const other = await scriptedServer();
  const before = await spools();
  const server = await clariServer({
    [CLARI_ROUTES.audit]: () => ({ json: auditPage([['71', '2026-11-20T08:00:00Z']], `${other.origin}/steal`) }),
    [CLARI_ROUTES.results]: () => ({ status: 302, headers: { location: `${other.origin}/results` } }),
  });
  const { live } = await synced(server);
  expect(other.calls).toEqual([]);
  expect(await everythingIn(live.world.home)).not.toContain(CLARI_TOKEN);
  expect(live.said()).not.toContain(CLARI_TOKEN);
  expect(await spools()).toEqual(before);
});

async function spools(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => /^clari-identity-[0-9a-f]{24}$/.test(name));
}

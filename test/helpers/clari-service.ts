import type { ClariApiSettings, CopilotSettings } from '../../src/model/live.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Reply, type Route, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export const CLARI_TOKEN = 'clari-token-3f9a7c';
export const COPILOT_KEY = 'copilot-key-51be';
export const COPILOT_PASSWORD = 'copilot-password-77d0';
const FORECAST = 'net_bookings';
const JOB = '6073683781a6da229df71e00';

export const CLARI_ROUTES = {
  start: `POST /v4/export/forecast/${FORECAST}`,
  job: `GET /v4/export/jobs/${JOB}`,
  results: `GET /v4/export/jobs/${JOB}/results`,
  audit: 'GET /v4/audit/events',
  limits: 'GET /v4/admin/limits',
} as const;

/** A forecast export with two people and one value. */
export const FORECAST_DOCUMENT = {
  entries: [
    {
      userId: '71:00E1',
      fieldId: 'f1',
      timePeriodId: '2027_Q3',
      timeFrameId: 'TF:1',
      forecastValue: 1200.5,
      currency: { code: 'EUR', symbol: '€' },
    },
  ],
  users: [
    {
      userId: '71:00E1',
      name: 'Ana Active',
      email: 'ana@acme.com',
      crmId: null,
      scopeId: '71::REP',
      hierarchyId: 'h',
      hierarchyName: 'East',
    },
    {
      userId: '72:00E2',
      name: 'Leo Left',
      email: 'leo@acme.com',
      crmId: null,
      scopeId: '72::REP',
      hierarchyId: 'h',
      hierarchyName: 'East',
    },
  ],
  fields: [{ fieldId: 'f1', fieldName: 'Commit', fieldType: 'FORECAST' }],
  timePeriods: [{ timePeriodId: '2027_Q3', type: 'quarter', label: 'Q3', year: '2027' }],
  timeFrames: [{ timeFrameId: 'TF:1', startDate: '2026-11-01', endDate: '2026-11-07' }],
};

export function auditPage(events: readonly (readonly [actor: string, at: string])[], nextLink: string | null = null) {
  const actors = [...new Set(events.map(([actor]) => actor))];
  return {
    nextLink,
    items: events.map(([actor, at], index) => ({
      correlationID: `c${index}`,
      actorId: actor,
      impersonatingActorId: null,
      actorType: 'USER',
      event: 'api.accessed',
      eventParameters: {},
      eventTimestamp: at,
    })),
    actors: actors.map((actor) => ({
      actorType: 'USER',
      actorId: actor,
      name: `User ${actor}`,
      email: `u${actor}@acme.com`,
    })),
  };
}

export interface ClariServer extends ScriptedServer {
  readonly settings: ClariApiSettings;
}

/** Clari's API whose export takes two looks until it is done. Every call must bring the token. */
export async function clariServer(
  routes: Readonly<Record<string, Route>> = {},
  whenDone?: (clean: () => Promise<void>) => void,
): Promise<ClariServer> {
  const usual: Readonly<Record<string, Route>> = {
    [CLARI_ROUTES.start]: () => ({ json: { jobId: JOB } }),
    [CLARI_ROUTES.job]: ({ nth }) => jobReply(nth === 0 ? 'SCHEDULED' : nth === 1 ? 'STARTED' : 'DONE'),
    [CLARI_ROUTES.results]: () => ({ json: FORECAST_DOCUMENT }),
    [CLARI_ROUTES.audit]: () => ({ json: auditPage([['71', '2026-11-20T08:00:00Z']]) }),
  };
  const server = await scriptedServer(
    Object.fromEntries(
      Object.entries({ ...usual, ...routes }).map(([name, route]): [string, Route] => [
        name,
        (call) =>
          call.headers['apikey'] === CLARI_TOKEN ? route(call) : { status: 401, json: { message: 'outside-words' } },
      ]),
    ),
    null,
    whenDone,
  );
  return {
    ...server,
    settings: { apiUrl: `${server.origin}/v4`, token: new Secret(CLARI_TOKEN), forecastId: FORECAST },
  };
}

export function jobReply(status: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { json: { job: { jobId: JOB, userId: 1, status, rowsTruncated: false, cellsTruncated: false, ...more } } };
}

export interface CopilotServer extends ScriptedServer {
  readonly settings: CopilotSettings;
}

/** Clari Copilot's API with one list. */
export async function copilotServer(users: Route): Promise<CopilotServer> {
  const server = await scriptedServer({
    'GET /users': (call) =>
      call.headers['x-api-key'] === COPILOT_KEY && call.headers['x-api-password'] === COPILOT_PASSWORD
        ? users(call)
        : { status: 401, json: { errorMessage: 'outside-words' } },
  });
  return {
    ...server,
    settings: { apiUrl: server.origin, key: new Secret(COPILOT_KEY), password: new Secret(COPILOT_PASSWORD) },
  };
}

import { generateKeyPairSync } from 'node:crypto';
import type { OktaSettings } from '../../src/model/live.ts';
import { Secret } from '../../src/model/secret.ts';
import { type Reply, type ScriptedCall, type ScriptedServer, scriptedServer } from './scripted-server.ts';

export const TOKEN = '00secretTOKENvalue';
export const BEARER = 'eyJsecretBEARERvalue';
export const APP_ID = '0oaClari1';

export interface FakeUser {
  readonly id: string;
  readonly status: string;
  readonly login: string;
  readonly email?: string;
  readonly statusChanged?: string;
  readonly lastUpdated?: string;
  readonly profile?: Readonly<Record<string, unknown>>;
}

export interface FakeAppUser {
  readonly id: string;
  readonly status?: string;
  readonly userName?: string;
  readonly scope?: 'USER' | 'GROUP';
}

export interface FakeEvent {
  readonly type: string;
  readonly at: string;
  readonly user: string;
  readonly login?: string;
  readonly by?: string;
  readonly result?: string;
  readonly id?: string;
  /** Absent: the Clari app. */
  readonly app?: string;
}

/** What an organisation has; changed by a test between syncs. */
export interface FakeOkta {
  apps: readonly Readonly<Record<string, unknown>>[];
  users: readonly FakeUser[];
  appUsers: readonly FakeAppUser[];
  /** Of another application than Clari, by its id. */
  otherAppUsers: Readonly<Record<string, readonly FakeAppUser[]>>;
  groups: readonly string[];
  events: readonly FakeEvent[];
  /** Answers instead of the organisation where it returns something. */
  fault: (call: ScriptedCall) => Reply | null;
  /** Scopes that the service app was granted. */
  scopes: readonly string[];
  pageSize: number;
  date: (() => Date) | null;
}

export const CLARI_APP = { id: APP_ID, name: 'clari', label: 'Clari', status: 'ACTIVE', signOnMode: 'SAML_2_0' };
const ALL_SCOPES = ['okta.apps.read', 'okta.users.read', 'okta.logs.read', 'okta.groups.read'];

/** A real server that speaks Okta as its API description says: link headers, lists without the departed unless filtered, bounded logs. */
export async function oktaServer(over: Partial<FakeOkta> = {}, whenDone?: (clean: () => Promise<void>) => void) {
  const org: FakeOkta = {
    apps: [CLARI_APP],
    users: [],
    appUsers: [],
    otherAppUsers: {},
    groups: ['Sales'],
    events: [],
    fault: () => null,
    scopes: ALL_SCOPES,
    pageSize: 1_000,
    date: null,
    ...over,
  };
  const server: ScriptedServer = await scriptedServer({}, null, whenDone);
  const guarded = (name: string, scope: string, answer: (call: ScriptedCall) => Reply) =>
    server.route(name, (call) => dated(org, org.fault(call) ?? refused(org, call, scope) ?? answer(call)));
  const list = (call: ScriptedCall, items: readonly unknown[]) => page(server.origin, org, call, items);

  server.route('POST /oauth2/v1/token', (call) => {
    const fault = org.fault(call);
    if (fault !== null) return dated(org, fault);
    const asked = (new URLSearchParams(call.body).get('scope') ?? '').split(' ');
    const granted = asked.every((scope) => org.scopes.includes(scope));
    return dated(
      org,
      granted
        ? { json: { token_type: 'Bearer', expires_in: 3_600, access_token: BEARER, scope: asked.join(' ') } }
        : { status: 400, json: { error: 'invalid_scope', error_description: 'not granted' } },
    );
  });
  guarded('GET /api/v1/apps', 'okta.apps.read', (call) => {
    const begins = (call.query.get('q') ?? '').toLowerCase();
    return list(
      call,
      org.apps.filter((app) => String(app['label']).toLowerCase().startsWith(begins)),
    );
  });
  for (const app of org.apps) {
    const id = String(app['id']);
    guarded(`GET /api/v1/apps/${id}`, 'okta.apps.read', () => ({ json: app }));
    guarded(`GET /api/v1/apps/${id}/users`, 'okta.apps.read', (call) =>
      list(
        call,
        (org.otherAppUsers[id] ?? org.appUsers).map((one) => appUser(org, one)),
      ),
    );
    guarded(`GET /api/v1/apps/${id}/groups`, 'okta.groups.read', (call) =>
      list(
        call,
        org.groups.map((name) => ({ id: `00g${name}`, _embedded: { group: { profile: { name } } } })),
      ),
    );
  }
  guarded('GET /api/v1/users', 'okta.users.read', (call) => {
    const since = /lastUpdated gt "([^"]+)"/.exec(call.query.get('filter') ?? '')?.[1];
    const users =
      since === undefined
        ? org.users.filter((user) => user.status !== 'DEPROVISIONED')
        : org.users.filter((user) => (user.lastUpdated ?? '2025-01-01T00:00:00.000Z') > since);
    return list(call, users.map(userOf));
  });
  guarded('GET /api/v1/logs', 'okta.logs.read', (call) => {
    const [since, until, filter] = ['since', 'until', 'filter'].map((name) => call.query.get(name) ?? '');
    if (call.query.get('until') === null || call.query.get('sortOrder') === 'DESCENDING')
      throw new Error('an endless log');
    const events = org.events.filter(
      (one) => one.at >= String(since) && one.at < String(until) && isAskedFor(one, filter ?? ''),
    );
    return list(call, events.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(eventOf));
  });
  return { org, server };
}

export function tokenSettings(origin: string, over: Partial<OktaSettings> = {}): OktaSettings {
  return {
    orgUrl: origin,
    clientId: null,
    privateKey: null,
    privateKeyFile: null,
    keyId: null,
    apiToken: new Secret(TOKEN),
    appId: null,
    ...over,
  };
}

let pem: string | undefined;

export function privateKeyPem(): string {
  pem ??= generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return pem;
}

export function serviceAppSettings(origin: string, over: Partial<OktaSettings> = {}): OktaSettings {
  return tokenSettings(origin, {
    apiToken: null,
    clientId: '0oaServiceApp',
    privateKey: new Secret(privateKeyPem()),
    keyId: 'key-1',
    ...over,
  });
}

function refused(org: FakeOkta, call: ScriptedCall, scope: string): Reply | null {
  const authorization = call.headers.authorization ?? '';
  if (authorization !== `SSWS ${TOKEN}` && authorization !== `Bearer ${BEARER}`)
    return { status: 401, json: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' } };
  return org.scopes.includes(scope)
    ? null
    : { status: 403, json: { errorCode: 'E0000006', errorSummary: 'You do not have permission' } };
}

function page(origin: string, org: FakeOkta, call: ScriptedCall, items: readonly unknown[]): Reply {
  const size = Math.min(Number(call.query.get('limit') ?? '50'), org.pageSize);
  const start = Number(call.query.get('after') ?? '0');
  const links = [`<${origin}${call.path}?${call.query}>; rel="self"`];
  if (start + size < items.length) {
    const next = new URLSearchParams(call.query);
    next.set('after', String(start + size));
    links.push(`<${origin}${call.path}?${next}>; rel="next"`);
  }
  return { json: items.slice(start, start + size), headers: { link: links } };
}

function dated(org: FakeOkta, reply: Reply): Reply {
  if ('fault' in reply || org.date === null) return reply;
  return { ...reply, headers: { ...reply.headers, date: org.date().toUTCString() } };
}

function userOf(user: FakeUser) {
  return {
    id: user.id,
    status: user.status,
    created: '2024-01-01T00:00:00.000Z',
    statusChanged: user.statusChanged ?? '2024-01-01T00:00:00.000Z',
    lastUpdated: user.lastUpdated ?? '2025-01-01T00:00:00.000Z',
    lastLogin: null,
    profile: {
      login: user.login,
      email: user.email ?? user.login,
      firstName: user.login.split('@')[0],
      lastName: 'Person',
      secondEmail: null,
      ...user.profile,
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  };
}

function appUser(org: FakeOkta, one: FakeAppUser) {
  const user = org.users.find(({ id }) => id === one.id);
  return {
    id: one.id,
    externalId: null,
    created: '2024-02-01T00:00:00.000Z',
    scope: one.scope ?? 'USER',
    status: one.status ?? 'ACTIVE',
    credentials: { userName: one.userName ?? user?.login ?? one.id },
    profile: {},
    ...(one.scope === 'GROUP'
      ? { _links: { group: { name: org.groups[0], href: `https://acme.okta.com/api/v1/groups/00g${org.groups[0]}` } } }
      : {}),
    ...(user === undefined ? {} : { _embedded: { user: userOf(user) } }),
  };
}

/** Of events of an application only those of the one that the filter names. */
function isAskedFor({ type, app = APP_ID }: FakeEvent, filter: string): boolean {
  return filter.includes(`"${type}"`) && (type.startsWith('user.lifecycle.') || filter.includes(`"${app}"`));
}

function eventOf(event: FakeEvent) {
  const person = { id: event.user, type: 'User', alternateId: event.login ?? event.user, displayName: 'Somebody' };
  const isSignOn = event.type === 'user.authentication.sso';
  return {
    uuid: event.id ?? `ev-${event.type}-${event.user}`,
    published: event.at,
    eventType: event.type,
    outcome: { result: event.result ?? 'SUCCESS' },
    actor: isSignOn ? person : { id: '00uAdmin', type: 'User', alternateId: event.by ?? 'admin@acme.com' },
    target: [{ id: event.app ?? APP_ID, type: 'AppInstance', displayName: 'Clari' }, ...(isSignOn ? [] : [person])],
  };
}

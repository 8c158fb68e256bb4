import { describe, expect, test } from 'vitest';
import type { DoctorCheck } from '../../../src/app/doctor/check.ts';
import { doctor } from '../../../src/app/doctor/doctor.ts';
import { SHIPPED_PROFILES } from '../../../src/apps/index.ts';
import type { AppProfile } from '../../../src/model/app-profile.ts';
import { type LiveSettings, NO_LIVE_SETTINGS } from '../../../src/model/live.ts';
import {
  assignment,
  auditEvent,
  CLARI_SP,
  clariApp,
  graphServer,
  graphUser,
  objectId,
  refusal,
  tenant,
} from '../../helpers/graph-tenant.ts';
import { type LiveWorld, liveWorld } from '../../helpers/live-world.ts';
import { APP_ID, CLARI_APP, oktaServer, TOKEN, tokenSettings } from '../../helpers/okta-server.ts';
import type { ScriptedServer } from '../../helpers/scripted-server.ts';

const USERS_AT = '2026-11-23T12:00:00.000Z';
const NOW = '2026-11-24T12:00:00.000Z';
const NEXT_DAY = '2026-11-25T12:00:00.000Z';
const REMOVED_AT = '2026-11-12T10:00:00.000Z';
const PEOPLE = ['Ana Active', 'Una Unassigned', 'Bea Both'] as const;
const [ANA, UNA, BEA] = PEOPLE;
const SIX = '0oaSixsense1';
const LOFT = '0oaSalesloft1';
const SIX_SP = objectId('6sense application');
const LOFT_SP = objectId('Salesloft application');

/** An export of active accounts of these people. Their ids differ from one application to the next. */
function usersOf(first: number): string {
  const rows = PEOPLE.map((name, at) => `${first + at},${name},${addressOf(name)},Rep,Active`);
  return ['User ID,Name,Email,Role,Status', ...rows].join('\n');
}

function addressOf(name: string): string {
  return `${(name.split(' ')[0] ?? '').toLowerCase()}@acme.com`;
}

/** Clari, 6sense and Salesloft in use, the latter two assigned through what is named. */
function profiles(through: Readonly<Record<string, AppProfile['assignedThrough']>>): readonly AppProfile[] {
  return SHIPPED_PROFILES.filter(({ id }) => ['clari', '6sense', 'salesloft'].includes(id)).map((one) => {
    const assignedThrough = through[one.id];
    return assignedThrough === undefined ? one : { ...one, assignedThrough };
  });
}

async function loaded(live: LiveWorld): Promise<LiveWorld> {
  const stated = { asOf: USERS_AT, completeness: 'complete' } as const;
  await live.world.load('users.csv', usersOf(100), { ...stated, kind: 'clari-users' });
  await live.world.load('six.csv', usersOf(600), { ...stated, app: '6sense' });
  await live.world.load('loft.csv', usersOf(900), { ...stated, app: 'salesloft' });
  return live;
}

interface Company {
  readonly live: LiveWorld;
  readonly server: ScriptedServer;
  readonly settings: Partial<LiveSettings>;
  /** Answers for 6sense's application from now on. */
  refuse(...refusal: Refusal): void;
}

type Refusal = readonly ['application' | 'list', number];

type Open = (through?: 'both' | 'none' | 'unknown' | 'claris') => Promise<Company>;

const okta: Open = async (through = 'both') => {
  const faults = new Map<string, number>();
  const { server } = await oktaServer({
    apps: [
      CLARI_APP,
      { ...CLARI_APP, id: SIX, label: '6sense Production' },
      { ...CLARI_APP, id: LOFT, label: 'Salesloft' },
    ],
    users: PEOPLE.map((name) => ({ id: `u${addressOf(name)[0]}`, status: 'ACTIVE', login: addressOf(name) })),
    appUsers: [{ id: 'ua' }, { id: 'uu' }],
    otherAppUsers: { [SIX]: [{ id: 'ua' }, { id: 'ub' }], [LOFT]: [{ id: 'ua' }, { id: 'ub' }, { id: 'uu' }] },
    events: [
      { type: 'application.user_membership.remove', at: REMOVED_AT, user: 'uu', app: SIX, by: 'it@acme.com', id: 'e6' },
    ],
    fault: ({ path }) => {
      const status = faults.get(path);
      return status === undefined ? null : { status, json: { errorCode: status === 403 ? 'E0000006' : 'E0000007' } };
    },
  });
  server.route('GET /api/v1/apps/0oaGone', () => ({ status: 404, json: { errorCode: 'E0000007' } }));
  const six = through === 'unknown' ? '0oaGone' : through === 'claris' ? APP_ID : SIX;
  const named = { '6sense': { okta: six, entra: null }, salesloft: { okta: LOFT, entra: null } };
  const settings = { okta: tokenSettings(server.origin) };
  const live = await liveWorld(NOW, settings, { profiles: profiles(through === 'none' ? {} : named) });
  return {
    live: await loaded(live),
    server,
    settings,
    refuse: (what, status) => faults.set(`/api/v1/apps/${SIX}${what === 'list' ? '/users' : ''}`, status),
  };
};

const entra: Open = async (through = 'both') => {
  const named = (id: string, displayName: string) =>
    clariApp({ id, appId: objectId(`${displayName} app`), displayName });
  const server = await graphServer(
    tenant({
      apps: [clariApp(), named(SIX_SP, '6sense Production'), named(LOFT_SP, 'Salesloft')],
      users: PEOPLE.map((name) => graphUser(name)),
      assignments: [ANA, UNA].map((name) => assignment(objectId(name))),
      otherAssignments: {
        [SIX_SP]: [ANA, BEA].map((name) => assignment(objectId(name))),
        [LOFT_SP]: PEOPLE.map((name) => assignment(objectId(name))),
      },
      audit: [
        auditEvent('Remove app role assignment from user', objectId(UNA), REMOVED_AT, {
          targetResources: [
            { id: SIX_SP, type: 'ServicePrincipal', modifiedProperties: [] },
            { id: objectId(UNA), type: 'User', modifiedProperties: [] },
          ],
        }),
      ],
    }),
  );
  const gone = objectId('gone');
  server.route(`GET /v1.0/servicePrincipals/${gone}`, () => refusal(404, 'Request_ResourceNotFound'));
  const six = through === 'unknown' ? gone : through === 'claris' ? CLARI_SP : SIX_SP;
  const placed = { '6sense': { okta: null, entra: six }, salesloft: { okta: null, entra: LOFT_SP } };
  const settings = { entra: server.settings };
  const live = await liveWorld(NOW, settings, {
    profiles: profiles(through === 'none' ? {} : placed),
    directories: ['entra'],
  });
  return {
    live: await loaded(live),
    server,
    settings,
    refuse: (what, status) =>
      server.fault(
        `GET /v1.0/servicePrincipals/${SIX_SP}${what === 'list' ? '/appRoleAssignedTo' : ''}`,
        'always',
        () => refusal(status, status === 403 ? 'Authorization_RequestDenied' : 'Request_ResourceNotFound'),
      ),
  };
};

const CLARI = {
  'ana@acme.com': expect.stringMatching(/^ok /),
  'una@acme.com': expect.stringMatching(/^ok /),
  'bea@acme.com': expect.stringMatching(/^unassigned_active /),
};
const SIXSENSE = {
  'ana@acme.com': expect.stringMatching(/^ok /),
  'una@acme.com': expect.stringMatching(/^unassigned_active /),
  'bea@acme.com': expect.stringMatching(/^ok /),
};
const SALESLOFT = {
  'ana@acme.com': expect.stringMatching(/^ok /),
  'una@acme.com': expect.stringMatching(/^ok /),
  'bea@acme.com': expect.stringMatching(/^ok /),
};
type Case = readonly [string, 'both' | 'unknown' | 'claris', Refusal | null, string, string, string];

const NOTHING = Object.fromEntries(PEOPLE.map((name) => [addressOf(name), expect.stringMatching(/^inconclusive /)]));

async function checksOf({ live, settings }: Company): Promise<readonly DoctorCheck[]> {
  const { world } = live;
  return doctor({
    ...world,
    live: { settings: { ...NO_LIVE_SETTINGS, ...settings }, tuning: world.live.tuning },
    witness: null,
    judgements: false,
    open: async () => world,
  });
}

describe.each([
  ['okta', okta],
  ['entra', entra],
] as const)('%s', (directory, open) => {
  test('each application that a profile names is read, and accuses and clears in itself alone', async () => {
    const company = await open();
    const { live } = company;
    const answer = await live.sync(directory);
    expect(answer.text).toContain(`directory-assignments of ${directory} to 6sense: 3 rows, complete`);
    expect(answer.text).toContain('6sense Production');
    expect(answer.structured).toMatchObject({
      status: 'synced',
      reads: expect.arrayContaining([
        expect.objectContaining({ kind: 'directory-assignments', app: '6sense', completeness: 'complete' }),
        expect.objectContaining({ kind: 'directory-assignments', app: 'salesloft', completeness: 'complete' }),
      ]),
    });
    expect(await live.findings()).toEqual(CLARI);
    expect(await live.findings('6sense')).toEqual(SIXSENSE);
    expect(await live.findings('salesloft')).toEqual(SALESLOFT);
    expect(await live.detail('una@acme.com', '6sense')).toMatchObject({ revoked_at: REMOVED_AT });
    const checks = await checksOf(company);
    for (const name of ['6sense application', 'Salesloft application'])
      expect(checks.find((one) => one.name === name)).toMatchObject({ area: directory, state: 'works' });
    expect(live.said()).not.toContain(TOKEN);
  });

  test.each([
    ['is not there', 'unknown', null, 'app_unknown', 'incomplete', 'failed'],
    ["is Clari's own", 'claris', null, 'app_unknown', 'incomplete', 'failed'],
    ['is not shown', 'both', ['application', 403], 'permission_missing', 'synced', 'missing'],
    ['has a list that is not shown', 'both', ['list', 403], 'permission_missing', 'synced', 'missing'],
    ['has a list that is not found', 'both', ['list', 404], 'page_failed', 'incomplete', 'failed'],
  ] satisfies readonly Case[])('one that %s is named and concludes nothing, and the others count', async (...row) => {
    const [, through, refused, code, status, state] = row;
    const company = await open(through);
    if (refused !== null) company.refuse(refused[0], refused[1]);
    const { live } = company;
    const answer = await live.sync(directory);
    expect(answer.text).toMatch(/assigned to 6sense/);
    expect(answer.structured).toMatchObject({
      status,
      reads: expect.arrayContaining([
        expect.objectContaining({
          app: '6sense',
          completeness: 'partial',
          rows: 0,
          cannot_conclude: [expect.objectContaining({ code, gap: expect.stringContaining('6sense') })],
        }),
      ]),
    });
    expect(await live.findings()).toEqual(CLARI);
    expect(await live.findings('6sense')).toEqual(NOTHING);
    expect(await live.findings('salesloft')).toEqual(SALESLOFT);
    const checks = await checksOf(company);
    expect(checks.find(({ name }) => name === '6sense application')).toMatchObject({
      state,
      remedy: expect.any(String),
    });
    expect(checks.find(({ name }) => name === 'Salesloft application')?.state).toBe('works');
  });

  test.each([
    ['application', 403],
    ['application', 404],
    ['list', 403],
  ] as const)('where its %s answers %i after a good sync, what was known stays in force', async (what, status) => {
    const company = await open();
    await company.live.sync(directory);
    company.live.world.at(NEXT_DAY);
    company.refuse(what, status);
    await company.live.sync(directory);
    expect(await company.live.findings('6sense')).toEqual(SIXSENSE);
    expect(await company.live.findings()).toEqual(CLARI);
  });

  test('where no profile names one, not one request more goes out', async () => {
    const company = await open('none');
    await company.live.sync(directory);
    const alone = company.server.calls.map(({ method, path }) => `${method} ${path}`);
    const all = await open();
    await all.live.sync(directory);
    const both = all.server.calls.map(({ method, path }) => `${method} ${path}`);
    const further = directory === 'okta' ? [SIX, LOFT] : [SIX_SP, LOFT_SP];
    expect(alone.filter((call) => further.some((id) => call.includes(id)))).toEqual([]);
    // Each costs the application, its list, and the log of who was taken out of it.
    expect(both).toHaveLength(alone.length + 3 * further.length);
    expect(await company.live.findings('6sense')).toEqual(NOTHING);
    const checks = await checksOf(company);
    expect(checks.filter(({ name }) => name.endsWith(' application') && !name.startsWith('Clari'))).toEqual([]);
  });
});

test('an application that is switched off accuses nobody of it, and is not taken for Clari', async () => {
  const { server } = await oktaServer({
    apps: [CLARI_APP, { ...CLARI_APP, id: SIX, label: '6sense', status: 'INACTIVE' }],
    users: PEOPLE.map((name) => ({ id: `u${addressOf(name)[0]}`, status: 'ACTIVE', login: addressOf(name) })),
    appUsers: [{ id: 'ua' }, { id: 'uu' }],
    otherAppUsers: { [SIX]: [{ id: 'ua' }] },
  });
  const six = { '6sense': { okta: SIX, entra: null } };
  const live = await loaded(await liveWorld(NOW, { okta: tokenSettings(server.origin) }, { profiles: profiles(six) }));
  await live.sync('okta');
  expect(await live.findings()).toEqual(CLARI);
  expect(Object.values(await live.findings('6sense')).join()).not.toContain('unassigned_active');
});

test('that somebody is assigned to another application does not show that Clari is set up', async () => {
  const { server } = await oktaServer({
    apps: [CLARI_APP, { ...CLARI_APP, id: SIX, label: '6sense' }],
    users: [{ id: 'un', status: 'ACTIVE', login: 'noa@acme.com' }],
    otherAppUsers: { [SIX]: [{ id: 'un' }] },
  });
  const six = { '6sense': { okta: SIX, entra: null } };
  const live = await liveWorld(NOW, { okta: tokenSettings(server.origin) }, { profiles: profiles(six) });
  await live.sync('okta');
  const { text } = await live.client.call('draft_provisioning_plan', { email: 'noa@acme.com', directory: 'okta' });
  expect(text).toContain('noa@acme.com gets Clari through okta. 0 of 6 steps are done.');
});

test('a list that lost most of its people is held, and so is the rest of the sync', async () => {
  const many = Array.from({ length: 60 }, (_, at) => `p${at}`);
  const { org, server } = await oktaServer({
    apps: [CLARI_APP, { ...CLARI_APP, id: SIX, label: '6sense' }],
    users: many.map((id) => ({ id, status: 'ACTIVE', login: `${id}@acme.com` })),
    appUsers: many.map((id) => ({ id })),
    otherAppUsers: { [SIX]: many.map((id) => ({ id })) },
  });
  const six = { '6sense': { okta: SIX, entra: null } };
  const live = await liveWorld(NOW, { okta: tokenSettings(server.origin) }, { profiles: profiles(six) });
  expect((await live.sync('okta')).isError).toBe(false);
  live.world.at(NEXT_DAY);
  org.otherAppUsers = { [SIX]: [{ id: 'p0' }] };
  const { isError, text } = await live.sync('okta');
  expect(isError).toBe(true);
  expect(text).toContain('ERR_GUARD');
  const snapshots = await live.world.store.read((reader) => reader.snapshots());
  expect(snapshots.filter(({ asOf }) => asOf === NEXT_DAY).map(({ state }) => state)).toEqual(['held', 'held', 'held']);
});

test('what profiles name in a directory that is not configured is said by doctor', async () => {
  const company = await okta();
  const checks = await checksOf({ ...company, settings: {} });
  expect(checks.find(({ area }) => area === 'okta')).toMatchObject({
    state: 'not_configured',
    remedy: expect.stringMatching(/salesloft, 6sense/),
  });
});

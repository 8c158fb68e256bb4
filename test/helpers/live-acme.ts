import type { OktaSettings } from '../../src/model/live.ts';
import { NO_LIVE_SETTINGS } from '../../src/model/live.ts';
import type { Tuning } from '../../src/sources/live/tuning.ts';
import { testWorld, type World } from './deps.ts';
import { NOW, USERS, USERS_AT } from './files.ts';
import { type FakeOkta, oktaServer, tokenSettings } from './okta-server.ts';
import { testTuning } from './tuning.ts';

/** The people of the sample files, as Okta knows them. */
export const PEOPLE: Pick<FakeOkta, 'users' | 'appUsers' | 'events'> = {
  users: [
    { id: 'u1', status: 'ACTIVE', login: 'ana@acme.com' },
    { id: 'u2', status: 'DEPROVISIONED', login: 'leo@acme.com', statusChanged: '2026-11-10T08:00:00.000Z' },
    { id: 'u3', status: 'SUSPENDED', login: 'sue@acme.com', statusChanged: '2026-09-01T08:00:00.000Z' },
    { id: 'u4', status: 'ACTIVE', login: 'una@acme.com' },
    { id: 'u6', status: 'DEPROVISIONED', login: 'ina@acme.com', statusChanged: '2026-10-01T08:00:00.000Z' },
  ],
  appUsers: [{ id: 'u1' }, { id: 'u3', scope: 'GROUP' }],
  events: [
    { type: 'user.lifecycle.deactivate', at: '2026-11-10T07:59:58.000Z', user: 'u2', by: 'it@acme.com', id: 'ev-leo' },
    {
      type: 'application.user_membership.remove',
      at: '2026-11-12T10:00:00.000Z',
      user: 'u4',
      by: 'it@acme.com',
      id: 'ev-una',
    },
    { type: 'user.authentication.sso', at: '2026-11-18T10:00:00.000Z', user: 'u4' },
    { type: 'user.authentication.sso', at: '2026-11-19T10:00:00.000Z', user: 'u1' },
    { type: 'user.authentication.sso', at: '2026-11-19T11:00:00.000Z', user: 'u2', result: 'DENY' },
  ],
};

/** The sample users export, and an Okta over HTTP that the real SDK reads. */
export async function liveAcme(
  org: Partial<FakeOkta> = {},
  settings: (origin: string) => OktaSettings = tokenSettings,
  tuning: Partial<Tuning> = {},
) {
  const okta = await oktaServer({ ...PEOPLE, ...org });
  const base = await testWorld(NOW);
  await base.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  okta.org.date ??= () => new Date(base.clock());
  const live = {
    settings: { ...NO_LIVE_SETTINGS, okta: settings(okta.server.origin) },
    tuning: testTuning({ nowMs: () => Date.parse(base.clock()), ...tuning }),
  };
  const world: World = { ...base, live };
  return { ...okta, world };
}

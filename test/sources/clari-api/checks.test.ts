import { describe, expect, test } from 'vitest';
import { openClari } from '../../../src/sources/clari-api/clari-source.ts';
import { openCopilot } from '../../../src/sources/clari-api/copilot-source.ts';
import {
  CLARI_ROUTES,
  CLARI_TOKEN,
  COPILOT_PASSWORD,
  clariServer,
  copilotServer,
} from '../../helpers/clari-service.ts';
import type { Reply, Route } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const PLENTY: Reply = { json: { jobs: { availableConcurrentLimit: 3, availableMonthlyQuota: 990 } } };

async function checks(routes: Readonly<Record<string, Route>>, forecastId: string | null = 'net_bookings') {
  const server = await clariServer({ [CLARI_ROUTES.limits]: () => PLENTY, ...routes });
  const source = await openClari({ clari: { ...server.settings, forecastId } }, testTuning({ attempts: 2 }));
  const all = (await source?.check({ clock: () => NOW })) ?? [];
  expect(JSON.stringify(all)).not.toContain('outside-words');
  expect(JSON.stringify(all)).not.toContain(CLARI_TOKEN);
  expect(server.callsTo(CLARI_ROUTES.start)).toEqual([]);
  return all.map(({ name, state }) => `${name} ${state}`);
}

describe('the Clari API is tried without spending an export', () => {
  const cases: readonly [string, Readonly<Record<string, Route>>, string | null, readonly string[]][] = [
    ['all works', {}, 'net_bookings', ['CLARI_API_TOKEN works', 'CLARI_FORECAST_ID not_tried', 'audit events works']],
    ['no forecast named', {}, null, ['CLARI_API_TOKEN works', 'CLARI_FORECAST_ID missing', 'audit events works']],
    [
      'no export left',
      { [CLARI_ROUTES.limits]: () => ({ json: { availableConcurrentLimit: 1, availableMonthlyQuota: 0 } }) },
      'net_bookings',
      ['CLARI_API_TOKEN works', 'CLARI_FORECAST_ID failed', 'audit events works'],
    ],
    [
      'limits that are not shown',
      { [CLARI_ROUTES.limits]: () => ({ status: 403, json: {} }) },
      'net_bookings',
      ['CLARI_API_TOKEN works', 'CLARI_FORECAST_ID not_tried', 'audit events works'],
    ],
    [
      'no audit log in this subscription',
      { [CLARI_ROUTES.audit]: () => ({ status: 403, json: { message: 'outside-words' } }) },
      'net_bookings',
      ['CLARI_API_TOKEN works', 'CLARI_FORECAST_ID not_tried', 'audit events missing'],
    ],
    [
      'a wrong token',
      { [CLARI_ROUTES.limits]: () => ({ status: 401, json: {} }) },
      'net_bookings',
      ['CLARI_API_TOKEN failed'],
    ],
    ['no way there', { [CLARI_ROUTES.limits]: () => ({ fault: 'reset' }) }, 'net_bookings', ['CLARI_API_TOKEN failed']],
  ];
  for (const [name, routes, forecastId, expected] of cases)
    test(name, async () => {
      expect(await checks(routes, forecastId)).toEqual(expected);
    });
});

describe('Clari Copilot is tried', () => {
  const cases: readonly [string, Reply, string][] = [
    ['and works', { json: { users: [] } }, 'works'],
    ['with a wrong key', { status: 401, json: { errorMessage: 'outside-words' } }, 'failed'],
    ['without a way there', { fault: 'reset' }, 'failed'],
  ];
  for (const [name, reply, state] of cases)
    test(name, async () => {
      const server = await copilotServer(() => reply);
      const source = await openCopilot({ copilot: server.settings }, testTuning({ attempts: 2 }));
      const all = (await source?.check({ clock: () => NOW })) ?? [];
      expect(all.map((one) => one.state)).toEqual([state]);
      expect(JSON.stringify(all)).not.toContain(COPILOT_PASSWORD);
      expect(JSON.stringify(all)).not.toContain('outside-words');
    });
});

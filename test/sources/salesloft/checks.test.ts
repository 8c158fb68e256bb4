import { describe, expect, test } from 'vitest';
import { SHIPPED_PROFILES } from '../../../src/apps/index.ts';
import { openSalesloft } from '../../../src/sources/salesloft/salesloft-source.ts';
import {
  SALESLOFT_KEY,
  SALESLOFT_ROUTES,
  type SalesloftTeam,
  salesloftServer,
} from '../../helpers/salesloft-service.ts';
import type { Reply } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

const FORBIDDEN: Reply = { status: 403, json: { error: 'outside-words' } };

describe('Salesloft is tried with two calls', () => {
  const cases: readonly [string, Partial<SalesloftTeam>, readonly [number, Reply] | null, readonly string[]][] = [
    ['all works', {}, null, ['SALESLOFT_API_TOKEN works', 'team_admin works', 'team:read works']],
    ['no administrator', { me: 102 }, null, ['SALESLOFT_API_TOKEN works', 'team_admin missing', 'team:read works']],
    ['no scope', {}, [1, FORBIDDEN], ['SALESLOFT_API_TOKEN works', 'team_admin works', 'team:read missing']],
    [
      'a list that is not there',
      {},
      [1, { status: 404, json: {} }],
      ['SALESLOFT_API_TOKEN works', 'team_admin works', 'team:read failed'],
    ],
    [
      '/me that is not shown',
      {},
      [0, FORBIDDEN],
      ['SALESLOFT_API_TOKEN works', 'team_admin failed', 'team:read works'],
    ],
    ['a wrong key', {}, [0, { status: 401, json: { error: 'outside-words' } }], ['SALESLOFT_API_TOKEN failed']],
    ['no way there', {}, [0, { fault: 'reset' }], ['SALESLOFT_API_TOKEN failed']],
    [
      'no way to the list',
      {},
      [1, { fault: 'reset' }],
      ['SALESLOFT_API_TOKEN works', 'team_admin works', 'team:read failed'],
    ],
  ];
  for (const [name, team, fault, expected] of cases)
    test(name, async () => {
      const server = await salesloftServer(team);
      if (fault !== null) server.fault(fault[0], 9, () => fault[1]);
      const source = await openSalesloft({ salesloft: server.settings }, testTuning({ attempts: 2 }), {
        profiles: SHIPPED_PROFILES,
      });
      const all = (await source?.check({ clock: () => '2026-11-24T12:00:00.000Z' })) ?? [];
      expect(all.map(({ name: what, state }) => `${what} ${state}`)).toEqual(expected);
      expect(JSON.stringify(all)).not.toContain('outside-words');
      expect(JSON.stringify([all, source?.remarks, source?.target])).not.toContain(SALESLOFT_KEY);
      if (fault === null) expect(server.calls).toHaveLength(2);
      expect(server.callsTo(SALESLOFT_ROUTES.users).every(({ query }) => query.get('per_page') === '1')).toBe(true);
    });

  test('what no administrator is shown is said, and what would show it', async () => {
    const server = await salesloftServer({ me: 102 });
    const source = await openSalesloft({ salesloft: server.settings }, testTuning(), { profiles: SHIPPED_PROFILES });
    const all = (await source?.check({ clock: () => '2026-11-24T12:00:00.000Z' })) ?? [];
    expect(all.find(({ name }) => name === 'team_admin')?.remedy).toMatch(
      /no team administrator, and Salesloft shows such a user only themselves.*Use a key or a private app of a team administrator/,
    );
  });
});

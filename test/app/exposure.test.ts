import { describe, expect, test } from 'vitest';
import type { Deps } from '../../src/app/deps.ts';
import { exposureList, exposureOf } from '../../src/app/lookups/exposure.ts';
import { recordDeactivation } from '../../src/app/statements/record-deactivation.ts';
import { state } from '../../src/app/statements/statement.ts';
import { evaluate, judgedAccount } from '../../src/evaluation/index.ts';
import type { Exposure } from '../../src/model/exposure.ts';
import type { Settings } from '../../src/model/settings.ts';
import { askingAs } from '../helpers/asking.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const complete = { completeness: 'complete' as const };

async function company({ okta = OKTA }: { readonly okta?: string } = {}): Promise<World> {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { ...complete, asOf: USERS_AT });
  await world.load('okta.csv', okta, { ...complete, asOf: OKTA_AT, directory: 'okta' });
  return world;
}

/** Somebody says that they closed Leo's account. */
async function stateClosed(world: World): Promise<void> {
  const claim = { account: 'leo@acme.com', app: 'clari', performedBy: 'Mara', performedAt: '2026-11-20T10:00:00.000Z' };
  const none = { planId: null, ticket: null, method: null, note: null, evidence: [], corrects: null, override: null };
  const stated = await state(world, recordDeactivation, { ...claim, ...none }, askingAs('client_form'));
  expect(stated.kind).toBe('stated');
}

async function exposureOfAccount(deps: Deps, id: string): Promise<Exposure | null> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const judged = await judgedAccount(reader, deps.settings, id);
    return judged === null ? null : exposureOf(reader, deps, judged);
  });
}

describe('one account since access ended', () => {
  const later = (status: string) => USERS.replace('Manager,East,Active', `Manager,East,${status}`);
  const cases: readonly {
    name: string;
    act: (world: World) => Promise<unknown>;
    settings?: Partial<Settings>;
    shows: Partial<Exposure> | null;
    id?: string;
  }[] = [
    { name: 'whoever still has access has no row', act: async () => null, id: '1001', shows: null },
    {
      name: 'open: when access ended, when it was used last, by when it is to be closed',
      act: async () => null,
      shows: {
        endedAt: '2026-11-10T08:00:00.000Z',
        lastUseAt: '2026-11-15T09:00:00.000Z',
        usedAfter: 'yes',
        dueAt: '2026-11-11T08:00:00.000Z',
        seenClosedAt: null,
        stated: null,
      },
    },
    {
      name: 'stated: waits for a read',
      act: stateClosed,
      shows: {
        stated: {
          at: '2026-11-20T10:00:00.000Z',
          state: 'verifying',
          counts: true,
          settledAt: null,
          reappearedAt: null,
        },
      },
    },
    {
      name: 'stated by a way that does not count here',
      act: stateClosed,
      settings: { minAttestation: 'signed_in_page' },
      shows: {
        stated: {
          at: '2026-11-20T10:00:00.000Z',
          state: 'verifying',
          counts: false,
          settledAt: null,
          reappearedAt: null,
        },
      },
    },
    {
      name: 'confirmed by a later read',
      act: async (world) => {
        await stateClosed(world);
        await world.load('later.csv', later('Inactive'), { ...complete, asOf: '2026-11-20T11:00:00.000Z' });
      },
      shows: {
        seenClosedAt: '2026-11-20T11:00:00.000Z',
        stated: {
          at: '2026-11-20T10:00:00.000Z',
          state: 'confirmed',
          counts: true,
          settledAt: '2026-11-20T11:00:00.000Z',
          reappearedAt: null,
        },
      },
    },
    {
      name: 'contradicted by a later read',
      act: async (world) => {
        await stateClosed(world);
        await world.load('later.csv', later('active'), { ...complete, asOf: '2026-11-20T11:00:00.000Z' });
      },
      shows: {
        seenClosedAt: null,
        stated: {
          at: '2026-11-20T10:00:00.000Z',
          state: 'contradicted',
          counts: true,
          settledAt: '2026-11-20T11:00:00.000Z',
          reappearedAt: null,
        },
      },
    },
  ];
  test.each(cases)('$name', async ({ act, settings = {}, shows, id = '1002' }) => {
    const world = await company();
    await act(world);
    const found = await exposureOfAccount({ ...world, settings: { ...world.settings, ...settings } }, id);
    if (shows === null) expect(found).toBeNull();
    else expect(found).toMatchObject(shows);
  });

  test('a directory that does not say when gives no time', async () => {
    const okta = OKTA.replaceAll(/(DEPROVISIONED|SUSPENDED),[^,]*/g, '$1,');
    const found = await exposureOfAccount(await company({ okta }), '1002');
    expect(found).toMatchObject({ endedAt: null, dueAt: null });
  });
});

describe('the accounts that were open longest', () => {
  test('rows, more and unknown are all that match, once each', async () => {
    const world = await company();
    await evaluate(world);
    for (const most of [1, 2, 4, 100]) {
      const { rows, more, unknown } = await world.store.read((reader) => exposureList(reader, world, {}, { most }));
      expect(rows.filter(({ endedAt }) => endedAt !== null).length + more).toBe(3);
      expect(Math.min(more, unknown)).toBeGreaterThanOrEqual(0);
      expect(rows.map(({ endedAt }) => endedAt)).toEqual(rows.map(({ endedAt }) => endedAt).toSorted());
    }
  });

  test('what was stated last stands beside them, whatever the filter', async () => {
    const world = await company();
    await stateClosed(world);
    await evaluate(world);
    const list = (stated: number) =>
      world.store.read((reader) => exposureList(reader, world, { findings: ['ok'] }, { most: 5, stated }));
    expect((await list(0)).rows).toEqual([]);
    expect((await list(3)).rows.map(({ accountId }) => accountId)).toEqual(['1002']);
  });
});

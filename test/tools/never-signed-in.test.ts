import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shownTime } from '../../src/model/shown-time.ts';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const answer = z.object({ warnings: z.array(z.string()) });

const OKTA_NOA = `${OKTA}\nu9,ACTIVE,2026-11-01T08:00:00Z,noa@acme.com,noa@acme.com,Noa,New,E9`;
const ASSIGNED_NOA = `${ASSIGNED}\nu9,noa@acme.com,ACTIVE,USER`;

interface Company {
  readonly users?: string;
  readonly usersAt?: string;
  readonly completeness?: 'complete' | 'partial';
  readonly filter?: 'active';
}

/** The small company; Noa is assigned. */
async function company({ users = USERS, usersAt = USERS_AT, completeness = 'complete', filter }: Company = {}) {
  const world = await testWorld(NOW);
  await world.load('users.csv', users, { asOf: usersAt, completeness, filter: filter ?? null });
  await world.load('okta.csv', OKTA_NOA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
  await world.load('assigned.csv', ASSIGNED_NOA, {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  return world;
}

async function lines(world: World): Promise<readonly string[]> {
  const { call } = await connect(world);
  const { structured, text } = await call('get_coverage', { response_format: 'detailed' });
  const found = answer.parse(structured).warnings.filter((one) => /signed in|has an account/.test(one));
  for (const line of found) expect(text).toContain(line);
  return found;
}

describe('who is assigned and never signed in is not shown', () => {
  const cases: readonly (readonly [string, Company, RegExp])[] = [
    ['by a part of the users', { completeness: 'partial' }, /only by a users export that is stated complete/],
    ['by the active accounts alone', { filter: 'active' }, /not shown by an export of active accounts alone/],
    ['by an old export', { usersAt: '2026-11-01T09:00:00.000Z' }, /it is old/],
  ];
  test.each(cases)('%s', async (_, given, why) => {
    expect(await lines(await company(given))).toEqual([expect.stringMatching(why)]);
  });

  test('before anything was imported', async () => {
    expect(await lines(await testWorld(NOW))).toEqual([expect.stringMatching(/only by a users export/)]);
  });

  test('of somebody whose account is closed, or may be theirs', async () => {
    const closed = `${USERS}\n1009,Noa New,noa@acme.com,Sales Rep,East,Inactive,`;
    expect(await lines(await company({ users: closed }))).toEqual([
      expect.stringContaining('Everybody who is assigned'),
    ]);
    const maybe = `${USERS}\n1009,Noa New,noa+x@acme.com,Sales Rep,East,Active,`;
    expect(await lines(await company({ users: maybe }))).toEqual([
      expect.stringContaining('Everybody who is assigned'),
    ]);
  });
});

test('a complete export shows it, with the name and since when', async () => {
  expect(await lines(await company())).toEqual([
    expect.stringMatching(/^One person is assigned to Clari without an account: never signed in/),
    `Assigned, never signed in: "noa@acme.com" ("Noa New") in "okta", assigned as of ${shownTime(OKTA_AT)}`,
  ]);
  expect(await lines(await acme())).toEqual([
    expect.stringContaining('Everybody who is assigned to Clari has an account'),
  ]);
});

test('of many the first are named and all are counted', async () => {
  const world = await testWorld(NOW);
  const ids = Array.from({ length: 1_200 }, (_, at) => String(at).padStart(4, '0'));
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  await world.load(
    'okta.csv',
    [
      OKTA,
      ...ids.map((id) => `n${id},ACTIVE,2026-11-01T08:00:00Z,p${id}@acme.com,p${id}@acme.com,P,${id},N${id}`),
    ].join('\n'),
    { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' },
  );
  await world.load('assigned.csv', [ASSIGNED, ...ids.map((id) => `n${id},p${id}@acme.com,ACTIVE,USER`)].join('\n'), {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  const found = await lines(world);
  expect(found[0]).toMatch(/^1200 people are assigned/);
  expect(found[1]).toContain('"p0000@acme.com"');
  expect(found.at(-1)).toBe('1150 more are assigned and never signed in.');
  expect(found).toHaveLength(52);
});

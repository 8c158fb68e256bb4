import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/model/observation.ts';
import { testWorld } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import { type Arriving, accountOf, addressOf, arrive, identityOf, nameOf, reading, used } from './arrive.ts';

const MANY = Array.from({ length: 14 }, (_, at) => at);
const FEW = [0, 1, 2, 3];
const moment = (day: string) => ({ at: `${day}T08:00:00.000Z`, dateOnly: false });
const LATELY = moment('2026-11-18');
const LONG_AGO = moment('2026-05-04');

const LIST = reading(used('id', 'User ID'), used('email', 'Email'), used('status', 'Status', 'words'));
const YES_NO = reading(used('id', 'Number'), used('email', 'Mail'), used('active', 'Blocked', 'yes_is_active'));
const WORDS = reading(used('id', 'Number'), used('email', 'Mail'), used('status', 'State', 'words'));

/** Everybody signs in; the last two left in spring. */
function accounts(people: readonly number[], left: readonly number[] = people.slice(-2)): readonly Observation[] {
  return people.map((at) => accountOf(at, { lastLogin: left.includes(at) ? LONG_AGO : LATELY }));
}

function people(who: readonly number[], gone: (at: number) => boolean): readonly Observation[] {
  return who.map((at) => identityOf(at, { status: gone(at) ? 'deactivated' : 'active' }));
}

const hasLeft = (at: number) => at >= 12;
const directory = (rows: readonly Observation[], how: Arriving['reading'] = YES_NO): Arriving => ({
  rows,
  reading: how,
});
const USERS: Arriving = { rows: accounts(MANY), reading: LIST };

interface Case {
  readonly before: readonly Arriving[];
  readonly arriving: Arriving;
  readonly codes: readonly string[];
  readonly says?: RegExp;
}

const HELD: Readonly<Record<string, Case>> = {
  'a first directory read the wrong way round': {
    before: [USERS],
    arriving: directory(people(MANY, (at) => !hasLeft(at))),
    codes: ['sense_turned_round'],
    says: /The yes\/no column "Blocked" looks turned round: .*--map inactive=Blocked.*12 of the 12 accounts.*2 of the 2/,
  },
  'four people, of whom one left': {
    before: [{ rows: accounts(FEW, [3]), reading: LIST }],
    arriving: directory(people(FEW, (at) => at !== 3)),
    codes: ['sense_turned_round'],
  },
  'no last login is known, and only the accounts of people called gone are open': {
    before: [{ rows: MANY.map((at) => accountOf(at, { status: hasLeft(at) ? 'inactive' : 'active' })), reading: LIST }],
    arriving: directory(people(MANY, (at) => !hasLeft(at))),
    codes: ['sense_turned_round'],
  },
  'sign-ins after dated ends': {
    before: [USERS],
    arriving: directory(
      MANY.map((at) =>
        identityOf(
          at,
          hasLeft(at) ? { status: 'active' } : { status: 'deactivated', statusChangedAt: moment('2026-03-01') },
        ),
      ),
    ),
    codes: ['sense_turned_round'],
  },
  'the accounts come second': {
    before: [directory(people(MANY, (at) => !hasLeft(at)))],
    arriving: USERS,
    codes: ['other_sense_turned_round'],
    says: /In directory:hr as of .*: The yes\/no column "Blocked" looks turned round.*import this file again/,
  },
  'a users export read the wrong way round': {
    before: [],
    arriving: {
      rows: MANY.map((at) =>
        accountOf(at, { status: hasLeft(at) ? 'active' : 'inactive', lastLogin: hasLeft(at) ? LONG_AGO : LATELY }),
      ),
      reading: reading(used('id', 'Id'), used('inactive', 'Enabled', 'yes_is_inactive')),
    },
    codes: ['sense_turned_round'],
    says: /--map active=Enabled.*12 of 12 accounts that it calls inactive signed in lately/,
  },
  'everybody changed sides since another directory': {
    before: [{ ...directory(people(MANY, hasLeft), WORDS), head: { directory: 'okta' } }],
    arriving: directory(people(MANY, (at) => !hasLeft(at))),
    codes: ['statuses_flipped'],
    says: /14 of 14 people changed sides against directory:okta/,
  },
  'nobody has an account, though the domain is the same': {
    before: [USERS],
    arriving: directory(MANY.map((at) => identityOf(at, { email: `staff${at}@vela.example` }))),
    codes: ['matches_hardly_anybody'],
    says: /None of 14 accounts \(0 %\) is found in it.*14 of them are there by name/,
  },
  'accounts that no directory of their domain has': {
    before: [directory(MANY.map((at) => identityOf(at, { email: `staff${at}@vela.example`, name: null })))],
    arriving: USERS,
    codes: ['matches_hardly_anybody'],
    says: /None of 14 accounts \(0 %\) of it is found in a directory/,
  },
  "the manager's address taken for everybody's own": {
    before: [],
    arriving: directory(MANY.map((at) => identityOf(at, { email: addressOf(at % 2) }))),
    codes: ['addresses_shared'],
    says: /The column "Mail", taken for e-mail addresses, .*14 of 14 people share 2 values/,
  },
  'a column of departments taken for ids': {
    before: [],
    arriving: directory(MANY.map((at) => identityOf(at, { identityId: `d${at % 3}` }))),
    codes: ['ids_shared'],
    says: /The column "Number", taken for ids/,
  },
};

const COUNTS: Readonly<Record<string, Omit<Case, 'codes'>>> = {
  'the right way round': { before: [USERS], arriving: directory(people(MANY, hasLeft)) },
  'the accounts come second': { before: [directory(people(MANY, hasLeft))], arriving: USERS },
  'a list of leavers, who signed in until their last day': {
    before: [USERS],
    arriving: directory(people(MANY.slice(0, 8), () => true)),
  },
  'a small company, most of whose people in the list left': {
    before: [{ rows: accounts(FEW, []), reading: LIST }],
    arriving: directory(people(FEW, (at) => at !== 3)),
  },
  'a first directory in which most left long ago': {
    before: [{ rows: accounts([0, 1, 2], []), reading: LIST }],
    arriving: directory(people(MANY, (at) => at > 2)),
  },
  'a season that ended last week': {
    before: [{ rows: accounts(MANY, []), reading: LIST }],
    arriving: directory(
      MANY.map((at) => identityOf(at, at < 9 ? { status: 'deactivated', statusChangedAt: moment('2026-11-18') } : {})),
    ),
  },
  'the directory of another region, of another domain': {
    before: [USERS],
    arriving: directory(MANY.map((at) => identityOf(at + 50, { email: addressOf(at + 50, 'vela-apac.example') }))),
  },
  'a list of contractors of the same domain, beside the directory that has the accounts': {
    before: [USERS, { ...directory(people(MANY, hasLeft), WORDS), head: { directory: 'okta' } }],
    arriving: directory(MANY.map((at) => identityOf(at + 50))),
  },
  'a part, said to be one': {
    before: [USERS],
    arriving: { ...directory(people(MANY, (at) => !hasLeft(at))), head: { completeness: 'partial' } },
  },
  'two people': {
    before: [{ rows: accounts([0, 1], [1]), reading: LIST }],
    arriving: directory(people([0, 1], (at) => at !== 1)),
  },
  'private addresses at a provider that everybody has': {
    before: [{ rows: MANY.map((at) => accountOf(at, { email: addressOf(at, 'gmail.com') })), reading: LIST }],
    arriving: directory(MANY.map((at) => identityOf(at + 50, { email: addressOf(at + 50, 'gmail.com') }))),
  },
  'namesakes and two rows for one person': {
    before: [],
    arriving: directory(MANY.map((at) => identityOf(at, { name: nameOf(at % 7), email: addressOf(at % 7) }))),
  },
};

describe('held, the first of its series included', () => {
  test.each(Object.entries(HELD))('%s', async (_name, { before, arriving, codes, says }) => {
    const world = await testWorld(NOW, { directories: null });
    for (const one of before) expect((await arrive(world, one)).snapshot?.state).toBe('published');
    const { weighed, snapshot } = await arrive(world, arriving);
    expect(weighed.guardFacts.map(({ code }) => code)).toEqual(codes);
    expect(snapshot).toMatchObject({ state: 'held', guards: weighed.guards, guardFacts: weighed.guardFacts });
    if (says !== undefined) expect(weighed.guards.join(' ')).toMatch(says);
    expect(weighed.guards.join(' ')).toContain('--accept-drop');
  });
});

describe('counts', () => {
  test.each(Object.entries(COUNTS))('%s', async (_name, { before, arriving }) => {
    const world = await testWorld(NOW, { directories: null });
    for (const one of before) await arrive(world, one);
    const { weighed, snapshot } = await arrive(world, arriving);
    expect(weighed.guards).toEqual([]);
    expect(snapshot?.state).toBe('published');
  });
});

test("a vendor's own words only warn", async () => {
  const world = await testWorld(NOW, { directories: null });
  await arrive(world, USERS);
  const { weighed, snapshot } = await arrive(
    world,
    directory(
      people(MANY, (at) => !hasLeft(at)),
      WORDS,
    ),
  );
  expect(weighed.guards).toEqual([]);
  expect(weighed.oddities).toEqual([expect.stringMatching(/12 of the 12 accounts .* words or codes of its own/)]);
  expect(snapshot?.state).toBe('published');
});

test('the address of another of our domains is the same', async () => {
  const world = await testWorld(NOW, { directories: null, domainAliases: [['vela.example', 'vela-group.example']] });
  await arrive(world, USERS);
  const rows = MANY.map((at) => identityOf(at, { email: addressOf(at, 'vela-group.example') }));
  expect((await arrive(world, directory(rows))).weighed.guards).toEqual([]);
});

describe('what was accepted', () => {
  const turned = (day: number, gone: (at: number) => boolean = (at) => !hasLeft(at)): Arriving => ({
    ...directory(people(MANY, gone)),
    head: { asOf: `2026-11-${day}T09:00:00.000Z` },
  });

  test('is accepted for the reads that follow, and for the accounts', async () => {
    const world = await testWorld(NOW, { directories: null });
    await arrive(world, USERS);
    expect((await arrive(world, turned(10), true)).snapshot).toMatchObject({
      state: 'published',
      guardFacts: [{ code: 'sense_turned_round', count: 14, of: 14 }],
    });
    expect((await arrive(world, turned(12))).snapshot).toMatchObject({ state: 'published', guardFacts: [] });
    const later = { ...USERS, head: { asOf: '2026-11-20T10:00:00.000Z' } };
    expect((await arrive(world, later)).snapshot?.state).toBe('published');
  });

  test('is no reason against the right way round: the use of accounts bears it out', async () => {
    const world = await testWorld(NOW, { directories: null });
    await arrive(world, USERS);
    await arrive(world, turned(10), true);
    const { weighed, snapshot } = await arrive(world, turned(12, hasLeft));
    expect(snapshot?.state).toBe('published');
    expect(weighed.oddities).toEqual([expect.stringMatching(/14 of 14 people changed sides/)]);
  });

  test('does not cover another column, nor another reason', async () => {
    const world = await testWorld(NOW, { directories: null });
    await arrive(world, USERS);
    await arrive(world, turned(10), true);
    const other = reading(
      used('id', 'Number'),
      used('email', 'Mail'),
      used('inactive', 'Works here', 'yes_is_inactive'),
    );
    expect((await arrive(world, { ...turned(12), reading: other })).snapshot?.state).toBe('held');
    const strangers = MANY.map((at) => identityOf(at, { email: `staff${at}@vela.example` }));
    const { weighed } = await arrive(world, { ...directory(strangers), head: { asOf: '2026-11-13T09:00:00.000Z' } });
    expect(weighed.guardFacts.map(({ code }) => code)).toContain('matches_hardly_anybody');
  });

  test('covers no second loss', async () => {
    const world = await testWorld(NOW, { directories: null });
    const list = (count: number, day: number): Arriving => ({
      rows: accounts(
        Array.from({ length: count }, (_, at) => at),
        [],
      ),
      reading: LIST,
      head: { asOf: `2026-11-${day}T09:00:00.000Z` },
    });
    await arrive(world, list(40, 10));
    const lost = await arrive(world, list(20, 11), true);
    expect(lost.snapshot).toMatchObject({ state: 'published' });
    expect(lost.weighed.guardFacts.map(({ code }) => code)).toEqual(['accounts_turned_inactive', 'rows_lost']);
    expect((await arrive(world, list(20, 12))).snapshot?.state).toBe('published');
    expect((await arrive(world, list(10, 13))).snapshot?.state).toBe('held');
  });
});

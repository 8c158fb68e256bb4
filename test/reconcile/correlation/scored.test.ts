import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MatchRecord } from '../../../src/model/match-record.ts';
import { BLANK, rowsOfMatch } from '../../helpers/match-record.ts';

type Fields = Partial<MatchRecord>;

function match(accounts: readonly Fields[], identities: Readonly<Record<string, Fields>>) {
  return rowsOfMatch(
    accounts.map((fields, at) => ({ ...BLANK, id: `a${at}`, ...fields })),
    Object.entries(identities).map(([id, fields]) => ({ ...BLANK, id, ...fields })),
    { domainAliases: [] },
  );
}

const JO: Fields = { givenName: 'Joachim', familyName: 'Quilliam', employeeId: '4892613', birthDate: '1971-06-24' };
const NAMED: Fields = { givenName: 'Joachim', familyName: 'Quilliam' };

interface Case {
  readonly name: string;
  readonly account: Fields;
  readonly others?: readonly Fields[];
  readonly people: Readonly<Record<string, Fields>>;
  readonly decision: 'linked' | 'candidate' | 'none';
  readonly rule: string | null;
}

const MUST_NOT_LINK: readonly Case[] = [
  {
    name: 'a rare name alone, however exact',
    account: NAMED,
    people: { jo: NAMED },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a name, a city, a department and a manager: all come from one another',
    account: { ...NAMED, city: 'Hull', department: 'Sales', managerEmail: 'b@acme.com' },
    people: { jo: { ...NAMED, city: 'Hull', department: 'Sales', managerEmail: 'b@acme.com' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a name and an address one slip away: the address is made of the name',
    account: { ...NAMED, email: 'joachim.quiliam@acme.com' },
    people: { jo: { ...NAMED, email: 'joachim.quilliam@acme.com' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'two of one name whom a number in the address tells apart, with neighbouring ids',
    account: { name: 'John Smith', email: 'john.smith2@acme.com', employeeId: '1000012' },
    people: { john: { name: 'John Smith', email: 'john.smith@acme.com', employeeId: '1000011' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a nearly equal id and nothing of the name',
    account: { givenName: 'Ada', familyName: 'Lund', employeeId: '4892623' },
    people: { jo: { ...NAMED, employeeId: '4892613' } },
    decision: 'candidate',
    rule: 'similar',
  },
  {
    name: 'a nearly equal id and one part of a name, at another address: colleagues have neighbouring ids',
    account: { name: 'Joachim Marden', email: 'joachim.marden@acme.com', employeeId: '4892623' },
    people: { jo: { ...JO, email: 'joachim.quilliam@acme.com' } },
    decision: 'candidate',
    rule: 'similar',
  },
  {
    name: 'ids of four digits, whose neighbours are everywhere',
    account: { ...NAMED, employeeId: '4613' },
    people: { jo: { ...NAMED, employeeId: '4623' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a nearly equal id that is exactly another account’s',
    account: { ...NAMED, familyName: 'Smith', employeeId: '4892623' },
    others: [{ ...JO }],
    people: { jo: JO },
    decision: 'candidate',
    rule: 'near_employee_id',
  },
  {
    name: 'a nearly equal id and another CRM id',
    account: { ...NAMED, employeeId: '4892623', crmId: 'c1' },
    people: { jo: { ...NAMED, employeeId: '4892613', crmId: 'c2' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a date of birth and no name',
    account: { birthDate: '1971-06-24', city: 'London' },
    people: { jo: { ...JO, city: 'London' } },
    decision: 'candidate',
    rule: 'similar',
  },
  {
    name: 'a date of birth and the name, of two people',
    account: { ...NAMED, birthDate: '1971-06-24' },
    people: {
      one: { ...NAMED, birthDate: '1971-06-24', employeeId: '1111111' },
      two: { ...NAMED, birthDate: '1971-06-24', employeeId: '2222222' },
    },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a date of birth and the name, against another employee id',
    account: { ...NAMED, birthDate: '1971-06-24', employeeId: '9999999' },
    people: { jo: JO },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a placeholder for a date of birth',
    account: { ...NAMED, birthDate: '1970-01-01' },
    people: { jo: { ...NAMED, birthDate: '1970-01-01' } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'an id two slips away and a name that is nearly the same, at addresses that tell them apart',
    account: {
      givenName: 'Joachin',
      familyName: 'Quilliam',
      employeeId: '4892731',
      email: 'joachin.quilliam@acme.com',
    },
    people: { jo: { ...JO, birthDate: null, email: 'jquilliam@acme.com' } },
    decision: 'candidate',
    rule: 'similar',
  },
  {
    name: 'an id two slips away and another given name',
    account: { givenName: 'Renata', familyName: 'Quilliam', employeeId: '4892731' },
    people: { jo: { ...JO, birthDate: null } },
    decision: 'none',
    rule: null,
  },
  {
    name: 'an id three slips away and the very name',
    account: { ...NAMED, employeeId: '9892731' },
    people: { jo: { ...JO, birthDate: null } },
    decision: 'candidate',
    rule: 'name',
  },
  {
    name: 'a function’s mailbox, whatever else agrees',
    account: { ...NAMED, birthDate: '1971-06-24', email: 'sales@acme.com' },
    people: { jo: JO },
    decision: 'none',
    rule: null,
  },
];

const LINKED: readonly Omit<Case, 'decision'>[] = [
  ...(
    [
      ['a digit changed', '4892623'],
      ['two neighbours exchanged', '4892631'],
      ['a digit left out', '489613'],
      ['a digit put in', '48926113'],
      ['a digit changed and two neighbours exchanged', '4892731'],
      ['two digits changed, and a slip in the name', '4892677', 'Joachin'],
    ] as const
  ).map(([what, employeeId, givenName = 'Joachim']) => ({
    name: `a nearly equal id with the name: ${what}`,
    account: { ...NAMED, givenName, employeeId },
    people: { jo: JO, ada: { givenName: 'Ada', familyName: 'Lund', employeeId: '7000000' } },
    rule: 'near_employee_id',
  })),
  ...(
    [
      ['swapped', { givenName: 'Quilliam', familyName: 'Joachim' }],
      ['with a slip', { givenName: 'Joachin', familyName: 'Quilliam' }],
      ['as Last, First', { name: 'Quilliam, Joachim' }],
      ['with an accent', { name: 'Joáchim Quilliam' }],
      ['split in two', { givenName: 'Joachim', familyName: 'Quil liam' }],
    ] as const
  ).map(([what, names]) => ({
    name: `a date of birth with the name ${what}`,
    account: { ...names, birthDate: '1971/06/24' },
    people: { jo: JO },
    rule: 'birth_date',
  })),
  {
    name: 'a date of birth with a nickname',
    account: { name: 'Bob Quilliam', birthDate: '1971-06-24' },
    people: { robert: { name: 'Robert Quilliam', birthDate: '19710624' } },
    rule: 'birth_date',
  },
  {
    name: 'a date of birth with one part of a name and the city',
    account: { familyName: 'Quilliam', city: 'Hull', birthDate: '1971-06-24' },
    people: { jo: { ...JO, employeeId: null, city: 'Hul' } },
    rule: 'birth_date',
  },
  {
    name: 'two entries of one list that are one person',
    account: { ...NAMED, birthDate: '1971-06-24' },
    people: { one: { ...JO, employeeId: null }, two: { ...JO, employeeId: null, givenName: 'Joachin' } },
    rule: 'birth_date',
  },
  {
    name: 'an id of seven digits with another name, while nobody else has it',
    account: { givenName: 'Ada', familyName: 'Lund', employeeId: '4892613' },
    people: { jo: JO },
    rule: 'employee_id',
  },
];

describe('without an identifier that agrees', () => {
  test.each([...MUST_NOT_LINK, ...LINKED.map((one) => ({ ...one, decision: 'linked' as const }))])(
    '$decision: $name',
    ({ account, others = [], people, decision, rule }) => {
      const [row] = match([account, ...others], people);
      expect({ decision: row?.decision, rule: row?.rule }).toEqual({ decision, rule });
    },
  );
});

const maybe = (...values: readonly string[]) => fc.constantFrom(null, ...values);
const names = {
  givenName: maybe('Joachim', 'Joachin', 'Bob', 'Robert', 'Ada'),
  familyName: maybe('Quilliam', 'Quiliam', 'Smith', 'Lund'),
  city: maybe('Hull', 'London'),
  department: maybe('Sales'),
};
const fields = {
  ...names,
  employeeId: maybe('4892613', '4892623', '4892631', '7000000'),
  birthDate: maybe('1971-06-24', '1971-06-25', '1980-01-02'),
  email: maybe('jo@acme.com', 'joachim.q@acme.com', 'joachin.q@acme.com'),
};
const people = fc.array(fc.record(fields), { maxLength: 6 });
/** They share names, cities and a department with everybody, and nothing that identifies. */
const strangers = fc
  .array(fc.record({ ...names, at: fc.nat({ max: 9 }) }), { maxLength: 80 })
  .map((all) => all.map(({ at: _at, ...one }) => ({ ...one, birthDate: '2001-11-11', employeeId: null })));

const listed = (all: readonly Fields[], prefix = 'p') =>
  Object.fromEntries(all.map((one, at) => [`${prefix}${at}`, one] as const));
const links = (rows: ReturnType<typeof match>) => rows.filter((row) => row.decision === 'linked');

describe('for any people', () => {
  test('names, cities and departments never link, whoever has them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record(names), { maxLength: 6 }),
        fc.array(fc.record(names), { maxLength: 9 }),
        (a, b) => {
          expect(links(match(a, listed(b)))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('people who share a name or a city with somebody, and nothing else, never change a link', () => {
    fc.assert(
      fc.property(people, people, strangers, (accounts, all, others) => {
        const before = links(match(accounts, listed(all)));
        expect(links(match(accounts, { ...listed(others, 's'), ...listed(all) }))).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('accounts that share nothing that identifies never change a link', () => {
    fc.assert(
      fc.property(people, people, strangers, (accounts, all, others) => {
        const before = links(match(accounts, listed(all)));
        const after = links(match([...accounts, ...others], listed(all)));
        expect(after.filter((row) => before.some((one) => one.accountId === row.accountId))).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('neither the order of accounts nor that of identities matters', () => {
    const shuffled = people.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, shuffled, ([accounts, orderA], [all, orderB]) => {
        const named = accounts.map((one, at) => ({ ...one, id: `a${at}` }));
        const everybody = Object.entries(listed(all));
        const mixed = orderB.flatMap((at) => everybody.slice(at, at + 1));
        const byAccount = (rows: ReturnType<typeof match>) =>
          [...rows].sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0));
        const plain = byAccount(match(named, Object.fromEntries(everybody)));
        const other = byAccount(
          match(
            orderA.flatMap((at) => named.slice(at, at + 1)),
            Object.fromEntries(mixed),
          ),
        );
        expect(other).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  test('many people of the same name hides nobody whose evidence identifies them', () => {
    const namesakes = listed(
      Array.from({ length: 500 }, () => ({ ...NAMED, birthDate: '2001-11-11', city: 'Hull' })),
      's',
    );
    const rows = match(
      [
        { ...NAMED, employeeId: '4892623' },
        { ...NAMED, birthDate: '1971-06-24' },
      ],
      { ...namesakes, jo: JO },
    );
    expect(links(rows).map((row) => [row.accountId, row.identityId])).toEqual([
      ['a0', 'jo'],
      ['a1', 'jo'],
    ]);
  });
});

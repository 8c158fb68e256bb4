import { describe, expect, test } from 'vitest';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { correlationOf, type IdentityFields, identitiesOf, inShort } from './people.ts';

type People = Readonly<Record<string, IdentityFields>>;

const mara = { name: 'Mara Lunde', email: 'mara.lunde@acme.example' };
const tom = { name: 'Tom Ekberg', email: 'tom.ekberg@acme.example' };

function bearing(employeeId: string, people: People): People {
  return Object.fromEntries(Object.entries(people).map(([id, fields]) => [id, { ...fields, employeeId }]));
}

const NEVER_ONE: readonly (readonly [string, People])[] = [
  ...['VENDOR', 'see HR', 'EXT-AGENCY', 'Intern', '99999', '123456', '4711', 'System.Object[]', '#REF!', 'k-7'].map(
    (id) => [`two colleagues who share ${id} in one directory`, bearing(id, { mara, tom })] as const,
  ),
  ...['VENDOR', '99999', '12345', '1,23457E+17', '123456789012345000'].map(
    (id) =>
      [
        `two colleagues who share ${id} in two directories`,
        bearing(id, { mara, tom: { ...tom, directory: 'entra' } }),
      ] as const,
  ),
  ['one given name under a word', bearing('VENDOR', { mara, b: { name: 'Mara Ost', email: 'mara.ost@acme.example' } })],
  [
    'one family name under typed digits',
    bearing('99999', { mara, b: { name: 'Ole Lunde', email: 'ole@acme.example' } }),
  ],
  [
    'three of one given name: a filler, whatever it looks like',
    bearing('2207', {
      a: { name: 'Ada Lunde', email: 'a1@acme.example' },
      b: { name: 'Ada Brekke', email: 'a2@acme.example' },
      c: { name: 'Ada Storm', email: 'a3@acme.example' },
    }),
  ],
  [
    'a third who has a name in common with both',
    bearing('2207', { mara, tom, c: { name: 'Tom Lunde', email: 't.l@acme.example' } }),
  ],
  [
    'two logins that read as two names, without names',
    bearing('2207', { a: { login: 'mara.lunde@acme.example' }, b: { login: 'tom.ekberg@acme.example' } }),
  ],
  [
    'a name on one side, quite another login on the other',
    bearing('2207', { mara, b: { login: 'x0099@acme.example' } }),
  ],
  [
    'one address and one id under two full names in one directory',
    bearing('2207', { mara, b: { ...tom, email: mara.email } }),
  ],
  ['00815 and 815 under two names', { a: { ...mara, employeeId: '00815' }, b: { ...tom, employeeId: '815' } }],
];

const ONE: readonly (readonly [string, People])[] = [
  [
    'a second account for administration',
    bearing('2207', { mara, b: { name: 'adm-mara', login: 'adm-mara@acme.example' } }),
  ],
  [
    'an administrator by login alone',
    bearing('2207', { mara, b: { name: 'Admin 3', login: 'adm-mara@acme.example' } }),
  ],
  ['a marriage', bearing('2207', { mara, b: { name: 'Mara Ekberg', email: 'mara.ekberg@acme.example' } })],
  ['the name the other way round', bearing('2207', { mara, b: { name: 'Lunde, Mara', email: 'm2@acme.example' } })],
  ['a short name', bearing('2207', { a: { name: 'Robert Lunde' }, b: { name: 'Bob Lunde' } })],
  ['another script', bearing('2207', { a: { name: 'Xiaoming Wang' }, b: { name: '王小明' } })],
  ['a word that is made of the name', bearing('mlunde', { mara, b: { name: 'Mara Lunde', email: 'ml@acme.example' } })],
  [
    'typed digits, one name, two directories',
    bearing('99999', { mara, b: { ...mara, directory: 'entra', email: 'ml@x.example' } }),
  ],
  [
    '00815 and 815 under one name',
    { a: { ...mara, employeeId: '00815' }, b: { name: 'Mara Lunde', employeeId: '815' } },
  ],
  [
    '4711.0 and 4711 at one address in two directories',
    { a: { ...mara, employeeId: '4711.0' }, b: { email: mara.email, directory: 'entra', employeeId: '4711' } },
  ],
  [
    'one slip of a pen beside the same name in two directories',
    {
      ...bearing('2207', { mara, b: { ...mara, directory: 'entra', email: 'ml@x.example' } }),
      c: { name: 'Kai Storm' },
    },
  ],
];

function groupsOf(people: People): readonly string[] {
  return ['forward', 'backward'].map((order) => {
    const identities = identitiesOf(people);
    const { persons } = buildCandidateIndex(order === 'forward' ? identities : identities.toReversed());
    return identities
      .map((one) => persons.of(one).identities.length)
      .sort()
      .join(' ');
  });
}

describe('an employee id', () => {
  test.each(NEVER_ONE)('never makes one of several: %s', (_, people) => {
    const alone = Object.keys(people).map(() => 1);
    expect(groupsOf(people)).toEqual([alone.join(' '), alone.join(' ')]);
  });

  test.each(ONE)('makes one of one: %s', (_, people) => {
    for (const sizes of groupsOf(people)) expect(sizes.endsWith('2 2')).toBe(true);
  });

  test.each(['VENDOR', '99999', '4711', '123456789012345000'])(
    '%s of several neither links nor keeps from linking',
    (id) => {
      const people = bearing(id, { mara, tom });
      const byAddress = correlationOf({ account: { email: mara.email, name: mara.name, employeeId: id }, people });
      expect(inShort(byAddress)).toEqual({ situation: 'linked', rule: 'email', who: ['mara'] });
      expect(byAddress.confidence).toBe(0.99);
      const nobody = correlationOf({
        account: { email: 'kai@acme.example', name: 'Kai Storm', employeeId: id },
        people,
      });
      expect(nobody.linked).toEqual([]);
    },
  );

  test('of a high-fan-in identity keeps nobody from their own address', () => {
    const colleagues = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`p${n}`, { email: `p${n}@acme.example`, employeeId: '7001' }]),
    );
    const found = correlationOf({ account: { email: 'p7@acme.example', employeeId: '7001' }, people: colleagues });
    expect(inShort(found)).toEqual({ situation: 'linked', rule: 'email', who: ['p7'] });
    expect(found.linked[0]).toMatchObject({ ignoresEmployeeId: true });
    expect(found.linked[0]?.comparisons.find((one) => one.field === 'employee_id')).toMatchObject({
      outcome: 'missing',
    });
  });

  test('of somebody of whom too little is known leaves the question open', () => {
    const people = bearing('2207', { mara, b: { login: 'x0099@acme.example' } });
    expect(correlationOf({ account: { email: mara.email, name: mara.name }, people }).situation).toBe('disputed');
  });

  test('in two spellings links under one name and says so, never under another', () => {
    const people = { mara: { ...mara, employeeId: '00815' } };
    const account = { email: 'ml@clari.example', name: 'Mara Lunde', employeeId: '815' };
    const found = correlationOf({ account, people });
    expect(inShort(found)).toEqual({ situation: 'linked', rule: 'employee_id', who: ['mara'] });
    expect(found.confidence).toBe(0.95);
    expect(found.linked[0]?.comparisons[0]).toMatchObject({ field: 'employee_id', outcome: 'near' });
    expect(correlationOf({ account: { ...account, name: 'Kai Storm' }, people }).linked).toEqual([]);
  });

  test.each([
    ['4711.0', '4711'],
    ['4,711', '4711'],
    ["'00777", '00777'],
    ['="00777"', '00777'],
    ['123456789012346000', '123456789012345678'],
    ['1.23457E+17', '123456789012345678'],
  ])('%s at the address of %s contradicts nobody', (written, kept) => {
    const account = { ...mara, employeeId: written };
    const found = correlationOf({ account, people: { mara: { ...mara, employeeId: kept } } });
    expect(found.situation).toBe('linked');
  });

  test.each([
    ['4711', '4712'],
    ['123456789012346000', '987654321012345678'],
    ['1.23457E+17', '12345678901234567'],
  ])('%s at the address of %s is a question', (written, kept) => {
    const found = correlationOf({
      account: { ...mara, employeeId: written },
      people: { mara: { ...mara, employeeId: kept } },
    });
    expect(found.situation).toBe('disputed');
  });
});

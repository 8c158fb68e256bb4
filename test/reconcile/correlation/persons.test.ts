import { describe, expect, test } from 'vitest';
import { buildCandidateIndex } from '../../../src/reconcile/candidates/candidate-index.ts';
import { type IdentityFields, identitiesOf } from './people.ts';

interface Case {
  readonly name: string;
  readonly people: Readonly<Record<string, IdentityFields>>;
  readonly groups: readonly (readonly string[])[];
}

const CASES: readonly Case[] = [
  {
    name: 'one employee id in one directory',
    people: { a: { employeeId: 'E1' }, b: { employeeId: 'e1' } },
    groups: [['a', 'b']],
  },
  {
    name: 'one employee id in two directories, one given name in common',
    people: {
      a: { employeeId: 'E1', name: 'Jo Doe', email: 'jo@acme.com' },
      b: { directory: 'entra', employeeId: 'E1', name: 'Jo Roe', email: 'jo.roe@acme.io' },
    },
    groups: [['b', 'a']],
  },
  {
    name: 'one employee id, the name in another script',
    people: {
      a: { employeeId: 'E1', name: 'Xiaoming Wang' },
      b: { directory: 'entra', employeeId: 'E1', name: '王小明' },
    },
    groups: [['b', 'a']],
  },
  {
    name: 'one employee id in two directories under quite other names: two companies',
    people: {
      a: { employeeId: '1001', name: 'Jo Doe' },
      b: { directory: 'entra', employeeId: '1001', name: 'Kim Lee' },
    },
    groups: [['b'], ['a']],
  },
  {
    name: 'an employee id that many people have identifies nobody',
    people: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, { employeeId: 'SHARED-1' }])),
    groups: Array.from({ length: 9 }, (_, index) => [`p${index}`]),
  },
  {
    name: 'one address in two directories',
    people: { a: { email: 'jo@acme.com' }, b: { directory: 'entra', login: 'jo@acme.com' } },
    groups: [['b', 'a']],
  },
  {
    name: 'one address in one directory: two people',
    people: { a: { email: 'jo@acme.com' }, b: { email: 'jo@acme.com' } },
    groups: [['a'], ['b']],
  },
  {
    name: 'one secondary address: two people',
    people: { a: { otherEmails: ['jo@acme.com'] }, b: { directory: 'entra', otherEmails: ['jo@acme.com'] } },
    groups: [['b'], ['a']],
  },
  {
    name: 'a guest and the home identity',
    people: {
      a: { email: 'jo@contoso.com' },
      b: { directory: 'entra', login: 'jo_contoso.com#EXT#@acme.onmicrosoft.com' },
    },
    groups: [['b', 'a']],
  },
  {
    name: 'a chain of addresses never joins two employee ids',
    people: {
      a: { email: 'a@acme.com', employeeId: 'E1' },
      b: { directory: 'entra', email: 'a@acme.com', login: 'c@acme.com' },
      c: { directory: 'ldap', email: 'c@acme.com', employeeId: 'E2' },
    },
    groups: [['b'], ['c'], ['a']],
  },
  {
    name: 'a chain of addresses never joins two identities of one directory',
    people: {
      a: { email: 'a@acme.com' },
      b: { directory: 'entra', email: 'a@acme.com', login: 'c@acme.com' },
      c: { email: 'c@acme.com' },
    },
    groups: [['b'], ['a'], ['c']],
  },
];

describe('persons', () => {
  test.each(CASES)('$name', ({ people, groups }) => {
    const identities = identitiesOf(people);
    for (const order of [identities, identities.toReversed()]) {
      const { persons } = buildCandidateIndex(order);
      const ids = order.map((identity) => persons.of(identity).identities.map((one) => one.identityId));
      const distinct = [...new Set(ids.map((group) => group.join(' ')))].sort();
      expect(distinct).toEqual(groups.map((group) => group.join(' ')).sort());
    }
  });
});

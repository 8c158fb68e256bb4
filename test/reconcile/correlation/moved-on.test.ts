import { describe, expect, test } from 'vitest';
import { type AccountFields, correlationOf, type IdentityFields } from './people.ts';

interface Case {
  readonly name: string;
  readonly account: AccountFields;
  readonly people: Readonly<Record<string, IdentityFields>>;
}

const nora = { email: 'nora.falk@acme.example', name: 'Nora Falk' };
const kai = { email: 'kai.storm@acme.example', name: 'Kai Storm' };
const left = { email: 'nora.falk_left@acme.example', name: 'Nora Falk', status: 'deactivated' } as const;

const MOVED: readonly Case[] = [
  {
    name: 'a further address of a colleague of one family name, and the name of somebody who left',
    account: nora,
    people: { left, kai: { email: 'kai.falk@acme.example', name: 'Kai Falk', otherEmails: [nora.email] } },
  },
  {
    name: 'the same, whoever left had it without any address',
    account: nora,
    people: {
      left: { name: 'Nora Falk', login: 'x0077', status: 'deactivated' },
      kai: { email: 'kai.falk@acme.example', name: 'Kai Falk', otherEmails: [nora.email] },
    },
  },
  {
    name: 'a further address of a namesake, and an address as of somebody who left',
    account: nora,
    people: { left, twin: { email: 'nora.falk2@acme.example', name: 'Nora Falk', otherEmails: [nora.email] } },
  },
  {
    name: 'a further address of a manager with quite another name',
    account: nora,
    people: { left, kai: { ...kai, otherEmails: [nora.email] } },
  },
  {
    name: 'an address that a new colleague was given',
    account: { email: 'n.falk@acme.example', name: 'Nora Falk' },
    people: { left, kai: { email: 'n.falk@acme.example', name: 'Kai Storm' } },
  },
  {
    name: 'the same where the colleague has the family name too',
    account: { email: 'n.falk@acme.example', name: 'Nora Falk' },
    people: { left, nils: { email: 'n.falk@acme.example', name: 'Nils Falk' } },
  },
  {
    name: 'the same as login, the one with the name still active',
    account: { email: 'n.falk@acme.example', name: 'Falk, Nora' },
    people: { nora, kai: { ...kai, login: 'n.falk@acme.example' } },
  },
  {
    name: 'an address of somebody with quite another name, and nobody with the account’s',
    account: { email: 'n.falk@acme.example', name: 'Nora Falk' },
    people: { kai: { email: 'n.falk@acme.example', name: 'Kai Storm' } },
  },
];

const STAYED: readonly Case[] = [
  {
    name: 'a marriage, the old address further on',
    account: nora,
    people: { me: { email: 'nora.storm@acme.example', name: 'Nora Storm', otherEmails: [nora.email] } },
  },
  {
    name: 'a marriage beside a twin of the old name who has an address',
    account: nora,
    people: {
      me: { email: 'nora.storm@acme.example', name: 'Nora Storm', otherEmails: [nora.email] },
      twin: { email: 'nora.falk2@acme.example', name: 'Nora Falk' },
    },
  },
  {
    name: 'twins, one of whom has a further address',
    account: nora,
    people: {
      me: { email: 'n.falk@acme.example', name: 'Nora Falk', otherEmails: [nora.email] },
      twin: { email: 'nora.falk2@acme.example', name: 'Nora Falk' },
    },
  },
  {
    name: 'a marriage on the primary address',
    account: nora,
    people: { me: { email: nora.email, name: 'Nora Storm' } },
  },
  {
    name: 'a short name on the primary address',
    account: { email: 'bob@acme.example', name: 'Bob Falk' },
    people: { me: { email: 'bob@acme.example', name: 'Robert Falk' } },
  },
  {
    name: 'another given name, and nobody with the account’s',
    account: { email: 'wang@acme.example', name: 'Kevin Wang' },
    people: { me: { email: 'wang@acme.example', name: 'Xiaoming Wang' } },
  },
  {
    name: 'another script',
    account: { email: 'x@acme.example', name: '王小明' },
    people: { me: { email: 'x@acme.example', name: 'Xiaoming Wang' } },
  },
  ...['nfalk2', 'Falk', 'N. F.', 'Sales Team', 'Clari Admin', 'N?ra F?lk', ''].map((name) => ({
    name: `a name that is no full one: ${name}`,
    account: { email: 'k@acme.example', name },
    people: { me: { email: 'k@acme.example', name: name.includes('?') ? 'Nora Falk' : 'Kai Storm' } },
  })),
  {
    name: 'a directory without names',
    account: nora,
    people: { me: { email: nora.email }, left },
  },
  {
    name: 'one of two directories has the name',
    account: nora,
    people: {
      me: { email: nora.email, name: 'Nora Falk', employeeId: 'E7' },
      other: { directory: 'entra', email: nora.email, name: 'Kai Storm', employeeId: 'E7' },
    },
  },
  {
    name: 'a shared mailbox',
    account: { email: 'desk@acme.example', name: 'Nora Falk' },
    people: { box: { email: 'desk@acme.example', name: 'Deal Desk', personKind: 'not_person' } },
  },
  {
    name: 'an employee id that agrees with it',
    account: { email: 'k@acme.example', name: 'Nora Falk', employeeId: '4711' },
    people: { me: { email: 'k@acme.example', name: 'Kai Storm', employeeId: '4711' } },
  },
];

describe('an address that may have been passed on', () => {
  test.each(MOVED)('is a question: $name', ({ account, people }) => {
    for (const entries of [Object.entries(people), Object.entries(people).toReversed()]) {
      const found = correlationOf({ account, people: Object.fromEntries(entries) });
      expect(found).toMatchObject({ situation: 'disputed', doubt: 'address_moved_on', linked: [] });
      expect(found.candidates.map((one) => one.identity.identityId).sort()).toEqual(Object.keys(people).sort());
      expect(found.candidates.every((one) => one.whyNot?.includes('passed on'))).toBe(true);
    }
  });

  test.each(STAYED)('is none: $name', ({ account, people }) => {
    const found = correlationOf({ account, people });
    expect(found.situation).toBe('linked');
    expect(found.doubt).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import type { CorrelationRule, Situation } from '../../../src/model/correlation.ts';
import { type AccountFields, correlationOf, type IdentityFields, inShort } from './people.ts';

interface Case {
  readonly name: string;
  readonly account: AccountFields;
  readonly people: Readonly<Record<string, IdentityFields>>;
  readonly domainAliases?: readonly (readonly string[])[];
  readonly situation: Situation;
  readonly rule: CorrelationRule | null;
  readonly who: readonly string[];
  readonly confidence?: number;
  readonly why?: string;
}

const ALIASES = [['acme.com', 'acme.io']];

const LINKED: readonly Omit<Case, 'situation'>[] = [
  {
    name: 'employee id',
    account: { employeeId: 'E7', email: 'old@acme.com', name: 'Jo Doe' },
    people: { jo: { employeeId: 'e7', email: 'jo@acme.com', name: 'Jo Roe' } },
    rule: 'employee_id',
    who: ['jo'],
    confidence: 0.99,
  },
  {
    name: 'CRM id in its 15 and 18 character forms',
    account: { crmId: '0055g000001AbCdAAK' },
    people: { jo: { crmId: '0055g000001AbCd' } },
    rule: 'crm_id',
    who: ['jo'],
    confidence: 0.99,
  },
  {
    name: 'e-mail with the same name',
    account: { email: 'jo@acme.com', name: 'Doe, Jo' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    rule: 'email',
    who: ['jo'],
    confidence: 0.99,
  },
  {
    name: 'e-mail without a name',
    account: { email: 'jo@acme.com' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    rule: 'email',
    who: ['jo'],
    confidence: 0.98,
  },
  {
    name: 'e-mail with a login for a name',
    account: { email: 'jo@acme.com', name: 'samroe2' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    rule: 'email',
    who: ['jo'],
    confidence: 0.9,
  },
  {
    name: 'e-mail against the login',
    account: { email: 'jo@acme.com' },
    people: { jo: { login: 'jo@acme.com', email: 'joanna.doe@acme.com' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'case and width of letters in an address',
    account: { email: 'Ｊo@ACME.com' },
    people: { jo: { email: 'jo@acme.com' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'an international domain in either form',
    account: { email: 'jo@bücher.example' },
    people: { jo: { email: 'jo@xn--bcher-kva.example' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'a guest by the home address in the login',
    account: { email: 'jo_doe@contoso.com' },
    people: { jo: { login: 'jo_doe_contoso.com#EXT#@acme.onmicrosoft.com', personKind: 'guest' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'a deleted login with its object id before it',
    account: { email: 'jo@acme.com' },
    people: {
      '01234567-89ab-cdef-0123-456789abcdef': { login: '0123456789ABCDEF0123456789abcdefjo@acme.com' },
    },
    rule: 'email',
    who: ['01234567-89ab-cdef-0123-456789abcdef'],
  },
  {
    name: 'a secondary address with an agreeing given name (a marriage)',
    account: { email: 'jo.doe@acme.com', name: 'Jo Doe' },
    people: { jo: { email: 'jo.roe@acme.com', otherEmails: ['jo.doe@acme.com'], name: 'Jo Roe' } },
    rule: 'secondary_email',
    who: ['jo'],
    confidence: 0.93,
  },
  {
    name: 'a secondary address with an agreeing family name',
    account: { email: 'bob.doe@acme.com', name: 'Bob Doe' },
    people: { jo: { email: 'r.doe@acme.com', otherEmails: ['bob.doe@acme.com'], name: 'Robert Doe' } },
    rule: 'secondary_email',
    who: ['jo'],
  },
  {
    name: 'a declared domain alias with an agreeing name',
    account: { email: 'jo@acme.io', name: 'Jo Doe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    domainAliases: ALIASES,
    rule: 'domain_alias',
    who: ['jo'],
    confidence: 0.93,
  },
  {
    name: 'one person in two directories by address',
    account: { email: 'jo@acme.com' },
    people: {
      jo: { email: 'jo@acme.com', name: 'Jo Doe' },
      'jo-entra': { directory: 'entra', login: 'JO@acme.com', name: 'Jo Doe' },
    },
    rule: 'email',
    who: ['jo-entra', 'jo'],
  },
  {
    name: 'one person in two directories by employee id, found in one of them',
    account: { email: 'jo@acme.com', name: 'Jo Doe' },
    people: {
      jo: { email: 'jo@acme.com', employeeId: 'E7', name: 'Jo Doe' },
      'jo-entra': { directory: 'entra', login: 'jdoe@corp.example', employeeId: 'E7', name: 'Jo Doe' },
    },
    rule: 'email',
    who: ['jo', 'jo-entra'],
  },
  {
    name: 'a re-hire with the same employee id has both identities',
    account: { email: 'jo@acme.com' },
    people: {
      old: { email: 'jo@acme.com', employeeId: 'E7', status: 'deactivated' },
      new: { email: 'jo.doe@acme.com', employeeId: 'E7' },
    },
    rule: 'email',
    who: ['old', 'new'],
  },
  {
    name: 'a re-hire on the same address with the same employee id',
    account: { email: 'jo@acme.com' },
    people: {
      a: { email: 'jo@acme.com', employeeId: 'E7', status: 'deactivated' },
      b: { email: 'jo@acme.com', employeeId: 'E7' },
    },
    rule: 'email',
    who: ['a', 'b'],
  },
  {
    name: 'twins with one name, distinguished by e-mail',
    account: { email: 'jo.doe2@acme.com', name: 'Jo Doe' },
    people: {
      one: { email: 'jo.doe@acme.com', name: 'Jo Doe' },
      two: { email: 'jo.doe2@acme.com', name: 'Jo Doe' },
    },
    rule: 'email',
    who: ['two'],
  },
  {
    name: 'a shared mailbox of two, distinguished by employee id',
    account: { email: 'team@acme.com', employeeId: 'E1' },
    people: {
      one: { email: 'team@acme.com', employeeId: 'E1' },
      two: { email: 'team@acme.com', employeeId: 'E2' },
    },
    rule: 'employee_id',
    who: ['one'],
  },
  {
    name: 'a role mailbox by its exact primary address',
    account: { email: 'sales@acme.com', name: 'Sales Team' },
    people: { box: { email: 'sales@acme.com', personKind: 'not_person', name: 'Sales' } },
    rule: 'email',
    who: ['box'],
  },
  {
    name: 'leading zeros lost in a spreadsheet are no conflict',
    account: { email: 'jo@acme.com', employeeId: '123' },
    people: { jo: { email: 'jo@acme.com', employeeId: '00123' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'a manager’s alias decides nothing against an exact employee id',
    account: { email: 'gone@acme.com', employeeId: 'E1', name: 'Gil Gone' },
    people: {
      gone: { email: 'gone.old@acme.com', employeeId: 'E1', name: 'Gil Gone', status: 'deactivated' },
      boss: { email: 'boss@acme.com', employeeId: 'E2', name: 'Bo Boss', otherEmails: ['gone@acme.com'] },
    },
    rule: 'employee_id',
    who: ['gone'],
  },
];

const DISPUTED: readonly Omit<Case, 'situation'>[] = [
  {
    name: 'a manager’s alias: a departed person’s address now belongs to somebody with another name',
    account: { email: 'gone@acme.com', name: 'Gil Gone' },
    people: { boss: { email: 'boss@acme.com', name: 'Bo Boss', otherEmails: ['gone@acme.com'] } },
    rule: 'secondary_email',
    who: ['boss'],
    why: 'Only the secondary e-mail address agrees; without an agreeing given or family name it may be an address that was passed on.',
  },
  {
    name: 'a secondary address without any name to compare',
    account: { email: 'gone@acme.com' },
    people: { boss: { email: 'boss@acme.com', name: 'Bo Boss', otherEmails: ['gone@acme.com'] } },
    rule: 'secondary_email',
    who: ['boss'],
  },
  {
    name: 'a secondary address with an agreeing name and another employee id',
    account: { email: 'jo@acme.com', name: 'Jo Doe', employeeId: 'E1' },
    people: { boss: { email: 'b@acme.com', name: 'Jo Doe', employeeId: 'E2', otherEmails: ['jo@acme.com'] } },
    rule: 'secondary_email',
    who: ['boss'],
    why: "The secondary e-mail address agrees, but the employee id of the identity differs from the account's.",
  },
  {
    name: 'a secondary address of two people, one of whom has the name',
    account: { email: 'jo@acme.com', name: 'Jo Doe' },
    people: {
      jo: { email: 'jo.doe@acme.com', name: 'Jo Doe', otherEmails: ['jo@acme.com'] },
      boss: { email: 'boss@acme.com', name: 'Bo Boss', otherEmails: ['jo@acme.com'] },
    },
    rule: 'secondary_email',
    who: ['jo', 'boss'],
  },
  {
    name: 'a declared domain alias without an agreeing name',
    account: { email: 'jo@acme.io', name: 'Sam Roe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    domainAliases: ALIASES,
    rule: 'domain_alias',
    who: ['jo'],
  },
  {
    name: 'two domains after a merger, not declared: the name alone is a candidate',
    account: { email: 'jo@acme.io', name: 'Jo Doe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    rule: 'name',
    who: ['jo'],
    why: 'Only the name agrees; a name alone never decides.',
  },
  {
    name: 'a plus tag is a candidate',
    account: { email: 'jo+clari@acme.com', name: 'Jo Doe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
    rule: 'plus_tag',
    who: ['jo'],
    confidence: 0.6,
    why: 'The e-mail address agrees only without its plus tag; that is a hint, not a proof.',
  },
  {
    name: 'a plus tag on the other side is a candidate too',
    account: { email: 'jo@acme.com' },
    people: { jo: { email: 'jo+idp@acme.com' } },
    rule: 'plus_tag',
    who: ['jo'],
  },
  {
    name: 'a name alone, in another order and spelling',
    account: { email: 'x@y.example', name: 'MÜLLER, Jürgen' },
    people: { j: { email: 'j@acme.com', givenName: 'Juergen', familyName: 'Mueller' } },
    rule: 'name',
    who: ['j'],
    confidence: 0.4,
  },
  {
    name: 'a name that only the address shows',
    account: { email: 'jo.doe@acme.io' },
    people: { jo: { email: 'jdoe@acme.com', name: 'Jo Doe' } },
    rule: 'name',
    who: ['jo'],
  },
  {
    name: 'twins with one name and no other evidence: no winner',
    account: { email: 'twin@elsewhere.example', name: 'Jo Doe' },
    people: { one: { email: 'jo1@acme.com', name: 'Jo Doe' }, two: { email: 'jo2@acme.com', name: 'Jo Doe' } },
    rule: 'name',
    who: ['one', 'two'],
  },
  {
    name: 'a shared mailbox: two people with one primary address',
    account: { email: 'team@acme.com', name: 'Jo Doe' },
    people: { one: { email: 'team@acme.com', name: 'Jo Doe' }, two: { email: 'team@acme.com', name: 'Sam Roe' } },
    rule: 'email',
    who: ['one', 'two'],
    why: 'The e-mail address agrees, but more than one person fits; none of them is picked.',
  },
  {
    name: 'a reused e-mail: the deactivated predecessor and the successor',
    account: { email: 'jo@acme.com' },
    people: {
      old: { email: 'jo@acme.com', employeeId: 'E1', status: 'deactivated' },
      new: { email: 'jo@acme.com', employeeId: 'E2' },
    },
    rule: 'email',
    who: ['new', 'old'],
  },
  {
    name: 'one address in two directories under different names',
    account: { email: 'jo@acme.com' },
    people: {
      jo: { email: 'jo@acme.com', name: 'Jo Doe' },
      sam: { directory: 'entra', email: 'jo@acme.com', name: 'Sam Roe' },
    },
    rule: 'email',
    who: ['sam', 'jo'],
  },
  {
    name: 'one address in two directories with different employee ids',
    account: { email: 'jo@acme.com' },
    people: {
      one: { email: 'jo@acme.com', name: 'Jo Doe', employeeId: 'E1' },
      two: { directory: 'entra', email: 'jo@acme.com', name: 'Jo Doe', employeeId: 'E2' },
    },
    rule: 'email',
    who: ['two', 'one'],
  },
  {
    name: 'the e-mail agrees and the employee id does not',
    account: { email: 'jo@acme.com', employeeId: 'E1' },
    people: { jo: { email: 'jo@acme.com', employeeId: 'E2' } },
    rule: 'email',
    who: ['jo'],
    why: "The e-mail address agrees, but the employee id of the identity differs from the account's.",
  },
  {
    name: 'the e-mail agrees and the CRM id does not',
    account: { email: 'jo@acme.com', crmId: 'c1' },
    people: { jo: { email: 'jo@acme.com', crmId: 'c2' } },
    rule: 'email',
    who: ['jo'],
  },
  {
    name: 'the employee id agrees and the CRM id does not',
    account: { employeeId: 'E1', crmId: 'c1' },
    people: { jo: { employeeId: 'E1', crmId: 'c2' } },
    rule: 'employee_id',
    who: ['jo'],
  },
  {
    name: 'the employee id points to one person, the e-mail to another',
    account: { email: 'sam@acme.com', employeeId: 'E1' },
    people: { jo: { email: 'jo@acme.com', employeeId: 'E1' }, sam: { email: 'sam@acme.com' } },
    rule: 'employee_id',
    who: ['jo', 'sam'],
    why: 'The employee id points to this person, another identifier of the account to somebody else.',
  },
  {
    name: 'the CRM id points to one person, the e-mail to another',
    account: { email: 'sam@acme.com', crmId: 'c1' },
    people: { jo: { email: 'jo@acme.com', crmId: 'c1' }, sam: { email: 'sam@acme.com' } },
    rule: 'crm_id',
    who: ['jo', 'sam'],
  },
  {
    name: 'a reused employee number: another name and no address in common',
    account: { email: 'jo@acme.com', employeeId: '1001', name: 'Jo Doe' },
    people: { kim: { email: 'kim@beta.example', employeeId: '1001', name: 'Kim Lee' } },
    rule: 'employee_id',
    who: ['kim'],
    why: 'Only the employee id agrees; the name is another and no e-mail address is shared.',
  },
  {
    name: 'employee numbers of two merged companies overlap',
    account: { email: 'jo@acme.com', name: 'Jo Doe' },
    people: {
      jo: { email: 'jo@acme.com', employeeId: '1001', name: 'Jo Doe' },
      kim: { directory: 'entra', email: 'kim@beta.example', employeeId: '1001', name: 'Kim Lee' },
    },
    rule: 'email',
    who: ['jo'],
    why: "The e-mail address agrees, but the identity's employee id also belongs to somebody else, and nothing says which of the two is meant.",
  },
  {
    name: 'a role mailbox that is an alias of a person',
    account: { email: 'sales@acme.com', name: 'Jo Doe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe', otherEmails: ['sales@acme.com'] } },
    rule: 'secondary_email',
    who: ['jo'],
  },
];

const UNMATCHED: readonly Omit<Case, 'situation' | 'rule' | 'who'>[] = [
  { name: 'nobody', account: { email: 'jo@acme.com', name: 'Jo Doe' }, people: { sam: { email: 'sam@acme.com' } } },
  { name: 'an account that says nothing', account: {}, people: { sam: { email: 'sam@acme.com', name: 'Sam Roe' } } },
  {
    name: 'one word in common is no name',
    account: { name: 'Jo' },
    people: { jo: { name: 'Jo' } },
  },
  {
    name: 'employee ids that are placeholders',
    account: { employeeId: 'N/A' },
    people: { jo: { employeeId: 'n/a' } },
  },
  {
    name: 'CRM ids that differ in case only',
    account: { crmId: '0055g000001AbCd' },
    people: { jo: { crmId: '0055g000001ABCD' } },
  },
  {
    name: 'a role mailbox never fits by name',
    account: { email: 'svc-clari@acme.com', name: 'Jo Doe' },
    people: { jo: { email: 'jo@acme.com', name: 'Jo Doe' } },
  },
  {
    name: 'an undeclared domain and no name',
    account: { email: 'jo@acme.io' },
    people: { jo: { email: 'jo@acme.com' } },
    domainAliases: [['acme.com', 'acme.net']],
  },
];

const ALL: readonly Case[] = [
  ...LINKED.map((one) => ({ ...one, situation: 'linked' as const })),
  ...DISPUTED.map((one) => ({ ...one, situation: 'disputed' as const })),
  ...UNMATCHED.map((one) => ({ ...one, situation: 'unmatched' as const, rule: null, who: [] })),
];

describe('correlation', () => {
  test.each(ALL)('$situation: $name', ({ situation, rule, who, confidence, why, ...question }) => {
    const correlation = correlationOf(question);
    expect(inShort(correlation)).toEqual({ situation, rule, who });
    if (confidence !== undefined) expect(correlation.confidence).toBe(confidence);
    if (why !== undefined) expect(correlation.candidates[0]?.whyNot).toBe(why);
  });

  test.each(ALL)('explains itself: $name', ({ account, people, domainAliases }) => {
    const { linked, candidates } = correlationOf({ account, people, ...(domainAliases ? { domainAliases } : {}) });
    for (const one of [...linked, ...candidates]) {
      expect(one.comparisons.every((field) => field.account !== null || field.identity !== null)).toBe(true);
      const sum = one.comparisons.reduce((total, field) => total + field.weight, 0);
      // Each weight is rounded for reading.
      expect(Math.abs(one.weight - sum)).toBeLessThan(0.5);
    }
    expect(linked.every((one) => one.whyNot === null)).toBe(true);
    expect(candidates.every((one) => one.whyNot?.endsWith('.'))).toBe(true);
    expect(linked.length === 0 || candidates.length === 0).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { compareNameParts, compareNames } from '../../../src/reconcile/compare/compare-names.ts';
import {
  domainAliasesOf,
  guestHomeAddress,
  normaliseAddress,
  withoutPlusTag,
} from '../../../src/reconcile/normalise/addresses.ts';
import { compareEmployeeIds, employeeKey } from '../../../src/reconcile/normalise/employee-ids.ts';
import { crmKey } from '../../../src/reconcile/normalise/identifiers.ts';
import { nameKeys, parseName } from '../../../src/reconcile/normalise/names.ts';
import { isRoleMailbox } from '../../../src/reconcile/normalise/role-mailbox.ts';

const nameOf = (name: string) => parseName({ name, givenName: null, familyName: null });

describe('addresses', () => {
  test.each([
    [' Jo@ACME.com ', 'jo@acme.com'],
    ['SMTP:jo@acme.com', 'jo@acme.com'],
    ['jo@Bücher.example', 'jo@xn--bcher-kva.example'],
    ['jo@acme.com.', 'jo@acme.com'],
    ['jo', null],
    ['@acme.com', null],
    ['jo@', null],
    ['jo doe@acme.com', null],
    [null, null],
  ])('%s is %s', (text, address) => {
    expect(normaliseAddress(text)).toBe(address);
  });

  test.each([
    ['jo+x@acme.com', 'jo@acme.com'],
    ['jo+x+y@acme.com', 'jo@acme.com'],
    ['jo@acme.com', null],
    ['+x@acme.com', null],
  ])('without its tag %s is %s', (address, base) => {
    expect(withoutPlusTag(address)).toBe(base);
  });

  test.each([
    ['a_contoso.com#EXT#@tenant.onmicrosoft.com', 'a@contoso.com'],
    ['a_b_contoso.com#ext#@tenant.onmicrosoft.com', 'a_b@contoso.com'],
    ['a@contoso.com', null],
    [null, null],
  ])('the home of %s is %s', (login, home) => {
    expect(guestHomeAddress(login)).toBe(home);
  });

  test('aliases of a domain are those of its groups, never its own', () => {
    const groups = [
      ['ACME.com', 'acme.io'],
      ['acme.com', 'old.example'],
      ['b.com', 'b.io'],
    ];
    expect(domainAliasesOf('jo@acme.com', groups)).toEqual(['jo@acme.io', 'jo@old.example']);
    expect(domainAliasesOf('jo@acme.com', [])).toEqual([]);
  });
});

describe('identifiers', () => {
  test.each([
    ['0055g000001AbCdAAK', '0055g000001AbCd'],
    ['0055g000001AbCd', '0055g000001AbCd'],
    ['00Q5g000001abcdEAA', '00Q5g000001abcd'],
    ['00Q5g000001abcdAAA', '00Q5g000001abcdAAA'],
    ['EMPLOYEE0000000001', 'EMPLOYEE0000000001'],
    ['  ', null],
  ])('CRM id %s compares as %s', (id, key) => {
    expect(crmKey(id)).toBe(key);
  });

  test.each(['N/A', '-', '0000', 'xxx', 'Contractor', '', ' '])('“%s” is no employee id', (text) => {
    expect(employeeKey(text)).toBeNull();
  });

  test('a leading zero neither agrees nor disagrees', () => {
    expect(compareEmployeeIds('007', '7')).toBe('near');
    expect(compareEmployeeIds('007', '8')).toBe('disagree');
  });
});

describe('names', () => {
  test.each([
    ['Jo Doe', 'Doe, Jo', 'agree'],
    ['Jo Doe', 'DOE Jo', 'agree'],
    ['Jürgen Müller', 'Juergen Mueller', 'agree'],
    ['Jürgen Müller', 'Jurgen Muller', 'agree'],
    ['Ju\u0308rgen Mu\u0308ller', 'Jürgen Müller', 'agree'],
    ['Siân O’Brien', 'Sian OBrien', 'agree'],
    ['Łukasz Żółć', 'Lukasz Zolc', 'agree'],
    ['Dr. Jo Doe', 'Jo Doe (Contractor)', 'agree'],
    ['Jo Doe, Jr.', 'Jo Doe', 'agree'],
    ['Jo Ann Doe', 'Jo Doe', 'near'],
    ['Jo Doe', 'Jo Roe', 'near'],
    ['J. Doe', 'Jo Roe', 'near'],
    ['Joanna Lee', 'Jo Roe', 'near'],
    ['王小明', 'Xiaoming Wang', 'near'],
    ['Jo Doe', 'Sam Lee', 'disagree'],
    ['', 'Sam Lee', 'missing'],
  ])('%s and %s: %s', (a, b, outcome) => {
    expect(compareNames(nameOf(a), nameOf(b))).toBe(outcome);
    expect(compareNames(nameOf(b), nameOf(a))).toBe(outcome);
  });

  test.each([
    ['Juan García López', { givenName: 'Juan', familyName: 'García' }, 'agree', 'agree'],
    ['Jean Paul Sartre', { givenName: 'Jean', familyName: 'Sartre' }, 'agree', 'agree'],
    ['Jo Doe', { givenName: 'Jo', familyName: 'Roe' }, 'agree', 'disagree'],
    ['Bob Doe', { givenName: 'Robert', familyName: 'Doe' }, 'near', 'agree'],
    ['John Paul', { givenName: 'Paul', familyName: 'Miller' }, 'disagree', 'disagree'],
    ['Jo', { givenName: 'Jo', familyName: 'Doe' }, 'agree', 'missing'],
  ])('%s and %o: given %s, family %s', (name, parts, given, family) => {
    const other = parseName({ name: null, ...parts });
    expect(compareNameParts(nameOf(name), other, 'given')).toBe(given);
    expect(compareNameParts(nameOf(name), other, 'family')).toBe(family);
  });

  test('keys do not depend on the order of words and skip single words', () => {
    expect(nameKeys(nameOf('Doe, Jo'))).toEqual(nameKeys(nameOf('jo doe')));
    expect(nameKeys(nameOf('Jo Ann Doe'))).toContain('doe jo');
    expect(nameKeys(nameOf('Jo'))).toEqual([]);
  });
});

describe('role mailboxes', () => {
  test.each([
    'sales@acme.com',
    'sales-emea@acme.com',
    'admin2@acme.com',
    'svc-clari@acme.com',
    'svc_clari@acme.com',
    'noreply@acme.com',
    'no-reply@acme.com',
    'do.not.reply@acme.com',
    'integration+clari@acme.com',
    'salesforce.integration@acme.com',
    'clari@acme.com',
  ])('%s is one', (address) => {
    expect(isRoleMailbox(address)).toBe(true);
  });

  test.each(['jo@acme.com', 'jo.bot@acme.com', 'clari.smith@acme.com', 'salesman.jo@acme.com', 't.est@acme.com'])(
    '%s is a person’s',
    (address) => {
      expect(isRoleMailbox(address)).toBe(false);
    },
  );
});

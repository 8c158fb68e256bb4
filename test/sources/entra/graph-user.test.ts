import { describe, expect, test } from 'vitest';
import { readUser } from '../../../src/sources/entra/graph-user.ts';
import { ItemFields } from '../../../src/sources/json/item-fields.ts';
import { isObject } from '../../../src/sources/json/json-value.ts';
import { jsonValueOf } from '../../../src/sources/json/parsed-json.ts';
import { Notes } from '../../../src/sources/notes/notes.ts';
import { deletedUser, type GraphObject, graphUser, objectId } from '../../helpers/graph-tenant.ts';

const NOW = '2026-11-24T12:00:00.000Z';

function reading(user: GraphObject, isDeleted = false) {
  const item = jsonValueOf(JSON.parse(JSON.stringify(user)));
  if (!isObject(item)) throw new Error('no object');
  return readUser(item, new ItemFields({ notes: new Notes(), now: NOW }), { now: NOW, isDeleted });
}

function row(user: GraphObject) {
  const read = reading(user);
  if ('refused' in read) throw new Error(read.refused);
  return read.user;
}

const ANA = graphUser('Ana Active');

describe('the addresses of a user', () => {
  test('aliases lose their scheme, other schemes are dropped, and the primary ones are not said twice', () => {
    const user = row({
      ...ANA,
      proxyAddresses: ['SMTP:Ana@Acme.com', 'smtp:a.active@acme.com', 'X500:/o=Acme/cn=ana', 'sip:ana@acme.com'],
      otherMails: ['Ana.Private@Example.org', 'not an address'],
    });
    expect(user).toMatchObject({ login: 'ana@acme.com', email: 'ana@acme.com' });
    expect(user.otherEmails).toEqual(['a.active@acme.com', 'ana.private@example.org']);
  });

  test('a guest is known by the home address, from its login, its mail or what it signs in with', () => {
    const user = row({
      ...ANA,
      userPrincipalName: 'pat_partner.com#EXT#@acme.onmicrosoft.com',
      mail: null,
      userType: 'Guest',
      identities: [
        { signInType: 'emailAddress', issuer: 'acme.onmicrosoft.com', issuerAssignedId: 'Pat.P@partner.com' },
      ],
    });
    expect(user.personKind).toBe('guest');
    expect(user.otherEmails).toEqual(['pat.p@partner.com', 'pat@partner.com']);
  });

  test('a guest by its login stays one where the type says Member', () => {
    expect(row({ ...ANA, userPrincipalName: 'pat_partner.com#EXT#@acme.onmicrosoft.com' }).personKind).toBe('guest');
  });

  test.each([
    ['with the object id before the login', deletedUser('Dan Deleted', '2026-11-20T10:00:00Z')['userPrincipalName']],
    ['without it', 'dan@acme.com'],
  ])('somebody deleted is known by the login they had: %s', (_name, userPrincipalName) => {
    const user = row({ ...deletedUser('Dan Deleted', '2026-11-20T10:00:00Z'), userPrincipalName });
    expect(user).toMatchObject({
      identityId: objectId('Dan Deleted'),
      login: 'dan@acme.com',
      status: 'deleted',
      statusChangedAt: { at: '2026-11-20T10:00:00.000Z', dateOnly: false },
    });
  });

  test('a living login that begins with 32 hexadecimal digits is left as it is', () => {
    const login = `${'ab12'.repeat(8)}@acme.com`;
    expect(row({ ...ANA, userPrincipalName: login }).login).toBe(login);
  });
});

describe('what the status says', () => {
  const cases: readonly [string, GraphObject, string, string | null][] = [
    ['enabled', {}, 'active', 'accountEnabled true'],
    ['disabled', { accountEnabled: false }, 'deactivated', 'accountEnabled false'],
    ['not shown', { accountEnabled: null }, 'unknown', null],
    ['as text', { accountEnabled: 'True' }, 'unknown', null],
    ['a last day that is blank', { employeeLeaveDateTime: '' }, 'active', 'accountEnabled true'],
    [
      "a last day that is Graph's word for none",
      { employeeLeaveDateTime: '0001-01-01T00:00:00Z' },
      'active',
      'accountEnabled true',
    ],
    ['deleted at a time that cannot be read', { deletedDateTime: 'yesterday' }, 'deleted', 'deleted'],
  ];
  for (const [name, more, status, statusRaw] of cases)
    test(name, () => {
      expect(row({ ...ANA, ...more })).toMatchObject({ status, statusRaw, revoked: null });
    });
});

describe('a last day', () => {
  test('that is over speaks against somebody who is enabled', () => {
    expect(row({ ...ANA, employeeLeaveDateTime: '2026-11-01T00:00:00Z' })).toMatchObject({
      status: 'unknown',
      statusRaw: 'accountEnabled true; employeeLeaveDateTime 2026-11-01',
      contradiction: 'employeeLeaveDateTime 2026-11-01',
      leavesOn: null,
    });
  });

  test('that lies ahead is reported', () => {
    expect(row({ ...ANA, employeeLeaveDateTime: '2026-12-31T16:00:00Z' })).toMatchObject({
      status: 'active',
      contradiction: null,
      leavesOn: { at: '2026-12-31T16:00:00.000Z', dateOnly: false },
    });
  });

  test.each([{ accountEnabled: false }, { deletedDateTime: '2026-11-20T10:00:00Z' }])(
    'adds nothing to somebody who cannot sign in: %j',
    (more) => {
      expect(row({ ...ANA, employeeLeaveDateTime: '2026-11-01T00:00:00Z', ...more })).toMatchObject({
        contradiction: null,
        leavesOn: null,
      });
    },
  );
});

describe('an employee id that is none', () => {
  test.each(['System.Collections.Generic.List`1[System.String]', 'N/A', '00000', '#N/A'])('%s', (employeeId) => {
    expect(row({ ...ANA, employeeId }).employeeId).toBeNull();
  });
});

describe('who is a person', () => {
  const NAMELESS = { givenName: null, surname: null, employeeId: null };
  const cases: readonly [string, GraphObject, string][] = [
    ['a member', {}, 'person'],
    ['a disabled member with a name', { accountEnabled: false }, 'person'],
    [
      'a disabled member without any name of a person, as a shared mailbox is',
      { accountEnabled: false, ...NAMELESS },
      'not_person',
    ],
    ['a member without names who can sign in', NAMELESS, 'person'],
    [
      'a disabled member with an employee number alone',
      { accountEnabled: false, ...NAMELESS, employeeId: 'E1' },
      'person',
    ],
    [
      'a disabled member whose names were not answered at all',
      { accountEnabled: false, givenName: undefined, surname: undefined },
      'person',
    ],
    ['a type that is not shown', { userType: null }, 'unknown'],
  ];
  for (const [name, more, kind] of cases)
    test(name, () => {
      expect(row({ ...ANA, ...more }).personKind).toBe(kind);
    });
});

describe('who is refused', () => {
  test('an object with an id and nothing else: any account may be theirs', () => {
    expect(reading({ '@odata.type': '#microsoft.graph.user', id: objectId('x') })).toEqual({
      refused: 'neither user principal name nor mail is shown to this application.',
    });
  });

  test('one without an id', () => {
    expect(reading({ ...ANA, id: null })).toHaveProperty('refused');
  });
});

test('names from outside lose what cannot be seen', () => {
  expect(row({ ...ANA, displayName: 'Ana\u202e\u0000 Active' }).name).toBe('Ana Active');
});

import { describe, expect, test } from 'vitest';
import type { IdentityObservation } from '../../src/model/observation.ts';
import { commonOf, IdentityPool } from '../../src/reconcile/state/lean-identity.ts';
import { identityRows } from '../../src/store/rows/identity-rows.ts';
import { identity } from '../helpers/model-builders.ts';
import { identityRow } from './samples.ts';

const EVERYTHING: IdentityObservation = {
  line: 7,
  directory: 'okta',
  identityId: '00u7',
  login: 'jo',
  email: 'jo@acme.com',
  otherEmails: ['j@acme.com', 'ü@acme.com'],
  name: 'Jo Doe',
  givenName: 'Jo',
  familyName: 'Doe',
  employeeId: 'E7',
  crmId: '005',
  managerEmail: 'boss@acme.com',
  department: 'Sales',
  status: 'suspended',
  statusRaw: 'SUSPENDED',
  statusChangedAt: { at: '2026-03-01T00:00:00.000Z', dateOnly: true },
  contradiction: 'Enabled is true',
  leavesOn: { at: '2026-04-01T09:00:00.000Z', dateOnly: false },
  assignment: 'unassigned',
  assignmentRaw: 'no',
  personKind: 'guest',
  ssoName: 'jo.doe',
  lastSsoAt: '2026-02-01T09:00:00.000Z',
  revoked: { at: '2026-03-01T09:00:00.000Z', by: 'boss', id: 'ev1', type: 'user.lifecycle.suspend' },
};

/** As stores hold it: no cell of this ever moves. */
const STORED: readonly unknown[] = [
  7,
  '00u7',
  'suspended',
  'okta',
  'jo',
  'jo@acme.com',
  '["j@acme.com","ü@acme.com"]',
  'Jo Doe',
  'Jo',
  'Doe',
  'E7',
  '005',
  'boss@acme.com',
  'Sales',
  'SUSPENDED',
  '2026-03-01T00:00:00.000Z',
  1,
  'unassigned',
  'no',
  'guest',
  'jo.doe',
  '2026-02-01T09:00:00.000Z',
  '2026-03-01T09:00:00.000Z',
  'boss',
  'ev1',
  'user.lifecycle.suspend',
  'Enabled is true',
  '2026-04-01T09:00:00.000Z',
  0,
];

describe('a directory person as cells', () => {
  test('the order is that of the stores that there are', () => {
    expect(identityRows.cells(EVERYTHING)).toEqual(STORED);
    expect(identityRows.parse(STORED)).toStrictEqual(EVERYTHING);
  });

  test('a row of a version before the contradiction and the last day has neither', () => {
    expect(identityRows.parse(STORED.slice(0, 26))).toStrictEqual({
      ...EVERYTHING,
      contradiction: null,
      leavesOn: null,
    });
  });

  test.each([
    ['line', 0, 'x'],
    ['row_key', 1, null],
    ['status', 2, 'gone'],
    ['login', 4, 5],
    ['other_emails', 6, '{"a":1}'],
    ['other_emails', 6, '[1]'],
    ['other_emails', 6, '['],
    ['status_changed_date_only', 16, '1'],
    ['assignment', 17, 'maybe'],
    ['person_kind', 19, null],
  ])('%s that is not ours is refused', (column, at, value) => {
    expect(() => identityRows.parse(STORED.with(at, value))).toThrow(
      expect.objectContaining({ code: 'ERR_STORE_CORRUPT', message: expect.stringContaining(`(${column})`) }),
    );
  });
});

describe('a million identities in memory', () => {
  test.each([
    ['everything', EVERYTHING],
    ['next to nothing', identityRow(3, { login: null, email: null, name: null, statusRaw: null })],
    ['an e-mail that is the login too', identityRow(3)],
    ['an e-mail alone', identityRow(3, { login: null })],
    ['a login alone', identityRow(3, { email: null })],
  ])('%s comes back as it went in', (_name, latest) => {
    const one = identity({ directory: latest.directory, identityId: latest.identityId, latest });
    const lean = new IdentityPool().add(one);
    expect(lean.latest).toStrictEqual(one.latest);
    expect(commonOf(lean)).toStrictEqual(commonOf(one));
    expect([lean.identityId, lean.ssoName, lean.revokedAt]).toEqual([one.identityId, one.ssoName, one.revokedAt]);
  });
});

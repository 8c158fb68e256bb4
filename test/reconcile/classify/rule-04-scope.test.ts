import { describe, expect, test } from 'vitest';
import { account, daysAgo, fullReads, identity, sighting, snapshot } from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const undeclared = { directories: null };
const both = { directories: ['okta', 'entra'] };
const entra = snapshot({ kind: 'directory', directory: 'entra' });
const oktaList = snapshot({ kind: 'directory-assignments' });
const stranger = account({ latest: { email: 'kim@elsewhere.example' } });

describe('who is orphaned takes every directory in scope', () => {
  const cases: readonly (readonly [string, Situation, string])[] = [
    ['declared and read', {}, 'orphaned/no_identity_in_any_directory'],
    [
      'two declared, both read',
      { settings: both, reads: [...fullReads(), entra] },
      'orphaned/no_identity_in_any_directory',
    ],
    ['two declared, one never read', { settings: both }, 'inconclusive/directory_missing'],
    [
      'two declared, one read incompletely',
      { settings: both, reads: [...fullReads(), { ...entra, completeness: 'unknown' }] },
      'inconclusive/directory_incomplete',
    ],
    [
      'a directory out of scope does not have to be complete',
      { reads: [...fullReads(), { ...entra, completeness: 'unknown' }] },
      'orphaned/no_identity_in_any_directory',
    ],
    ['declared, a foreign domain', { account: stranger }, 'orphaned/no_identity_in_any_directory'],
    ['undeclared, own domain', { settings: undeclared }, 'orphaned/no_identity_in_any_directory'],
    [
      'undeclared, foreign domain',
      { settings: undeclared, account: stranger },
      'inconclusive/domain_not_in_any_directory',
    ],
    [
      'undeclared, a declared alias of an own domain',
      {
        settings: { ...undeclared, domainAliases: [['acme.com', 'acme.io']] },
        account: account({ latest: { email: 'kim@acme.io' } }),
      },
      'orphaned/no_identity_in_any_directory',
    ],
    [
      'undeclared, no e-mail at all',
      { settings: undeclared, account: account({ latest: { email: null } }) },
      'inconclusive/domain_unknown',
    ],
    [
      'declared, neither e-mail nor employee id: nothing could have matched',
      { account: account({ latest: { email: null } }) },
      'inconclusive/domain_unknown',
    ],
    [
      'declared, no e-mail but an employee id',
      { account: account({ latest: { email: null, employeeId: '77' } }) },
      'orphaned/no_identity_in_any_directory',
    ],
    [
      'undeclared, the domain is only that of a guest',
      {
        settings: undeclared,
        account: stranger,
        people: [
          identity({ latest: { personKind: 'guest', login: 'g', email: 'g@elsewhere.example' } }),
          identity({ identityId: 'c', latest: { login: 'al@acme.com', email: 'al@acme.com' } }),
        ],
      },
      'inconclusive/domain_not_in_any_directory',
    ],
    [
      "undeclared, the domain is only that of somebody's second address",
      {
        settings: undeclared,
        account: stranger,
        people: [identity({ latest: { otherEmails: ['jo@elsewhere.example'] } })],
      },
      'inconclusive/domain_not_in_any_directory',
    ],
    ['no directory at all', { settings: undeclared, reads: [snapshot()] }, 'inconclusive/directory_missing'],
    [
      'a list of assigned people only',
      { settings: undeclared, reads: [snapshot(), oktaList] },
      'inconclusive/assigned_people_only',
    ],
    ['the same, declared', { reads: [snapshot(), oktaList] }, 'inconclusive/assigned_people_only'],
    [
      'active people only',
      { reads: [snapshot(), snapshot({ kind: 'directory', filter: 'active' })] },
      'inconclusive/no_active_identity',
    ],
    [
      'a complete read of everybody, then one of active people only',
      {
        reads: [...fullReads(), snapshot({ kind: 'directory', filter: 'active', asOf: daysAgo(0.5) })],
        account: account({ sightings: [sighting(daysAgo(2), 'active'), sighting(daysAgo(1), 'active')] }),
      },
      'orphaned/no_identity_in_any_directory',
    ],
  ];
  test.each(cases)('%s', (_name, situation, expected) => {
    expect(wordOf(situation)).toBe(expected);
  });

  test('an undeclared scope is less sure than a declared one', () => {
    expect(verdictOf({ settings: undeclared }).confidence).toBeLessThan(verdictOf({}).confidence);
  });

  test('the gap names its directory and the command', () => {
    expect(verdictOf({ settings: both }).nextStep).toContain('--kind directory --directory entra');
  });
});

describe('a directory that does not govern Clari grants nothing and accuses nobody', () => {
  const hr = (entitlement: 'assigned' | 'deactivated') =>
    identity({
      directory: 'hr',
      identityId: 'h1',
      entitlement,
      revokedAt: entitlement === 'deactivated' ? daysAgo(9) : null,
    });

  test.each([
    ['deactivated there, entitled in Okta', [hr('deactivated'), identity()], 'ok/entitled'],
    [
      'assigned there, deactivated in Okta',
      [hr('assigned'), identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) })],
      'leaver_active/identity_deactivated',
    ],
    ['deactivated there, not in Okta', [hr('deactivated')], 'inconclusive/identity_out_of_scope'],
    ['assigned there, not in Okta', [hr('assigned')], 'inconclusive/identity_out_of_scope'],
  ])('%s', (_name, person, expected) => {
    const verdict = verdictOf({ person });
    expect(`${verdict.finding}/${verdict.reason}`).toBe(expected);
    expect(verdict.evidence.some((row) => row.source === 'directory:hr' && row.fact.includes('not counted'))).toBe(
      true,
    );
  });

  test('its revocation time does not count either', () => {
    const okta = identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) });
    expect(verdictOf({ person: [hr('deactivated'), okta] }).revokedAt).toBe(daysAgo(3));
  });
});

describe('a declared directory that was never read may still entitle a leaver', () => {
  const person = [identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) })];
  test('the finding stands on what was read, but the next action is to read the other one', () => {
    const verdict = verdictOf({ person, settings: both });
    expect([verdict.finding, verdict.nextAction, verdict.notes]).toEqual([
      'leaver_active',
      'import_directory',
      ['directory_missing'],
    ]);
    expect(verdict.nextStep).toContain('--directory entra');
    expect(verdict.confidence).toBeLessThan(0.7);
  });

  test('the same of somebody unassigned', () => {
    const verdict = verdictOf({ person: [identity({ entitlement: 'unassigned' })], settings: both });
    expect([verdict.finding, verdict.nextAction]).toEqual(['unassigned_active', 'import_directory']);
  });
});

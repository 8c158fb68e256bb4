import { describe, expect, test } from 'vitest';
import type { EntitlementReason, Identity } from '../../../src/model/identity.ts';
import { daysAgo, fullReads, identity, snapshot } from '../../helpers/model-builders.ts';
import { verdictOf, wordOf } from '../../helpers/verdict-of.ts';

describe('each entitlement has its finding', () => {
  const revokedAt = daysAgo(3);
  const cases: readonly (readonly [Identity['entitlement'], string])[] = [
    ['assigned', 'ok/entitled'],
    ['unassigned', 'unassigned_active/assignment_gone'],
    ['suspended', 'leaver_active/suspended_maybe_leave'],
    ['deactivated', 'leaver_active/identity_deactivated'],
    ['deleted', 'leaver_active/identity_deleted'],
    ['app_disabled', 'inconclusive/app_disabled'],
    ['unknown', 'inconclusive/identity_status_unknown'],
  ];
  test.each(cases)('%s', (entitlement, expected) => {
    const revoked = ['suspended', 'deactivated', 'deleted'].includes(entitlement);
    expect(wordOf({ person: [identity({ entitlement, revokedAt: revoked ? revokedAt : null })] })).toBe(expected);
  });
});

describe('an unknown entitlement stays unknown, with its reason and the command that closes it', () => {
  const cases: readonly (readonly [EntitlementReason, string, string])[] = [
    ['assignment_unknown', 'assignment_unknown', 'import_assignments'],
    ['assignment_not_required', 'assignment_not_required', 'read_directory_again'],
    ['implicit_assignment', 'implicit_assignment', 'import_assignments'],
    ['pre_hire', 'pre_hire', 'read_directory_again'],
    ['status_unknown', 'identity_status_unknown', 'read_directory_again'],
    ['assignment_status_unknown', 'assignment_status_unknown', 'import_assignments'],
    ['identity_maybe_renamed', 'identity_maybe_renamed', 'decide_link'],
    ['absence_not_proven', 'identity_absence_not_proven', 'read_directory_again'],
    ['conflicting_reads', 'conflicting_reads', 'read_directory_again'],
  ];
  test.each(cases)('%s', (entitlementReason, reason, nextAction) => {
    const verdict = verdictOf({ person: [identity({ entitlement: 'unknown', entitlementReason })] });
    expect([verdict.finding, verdict.reason, verdict.nextAction, verdict.also]).toEqual([
      'inconclusive',
      reason,
      nextAction,
      [],
    ]);
  });
});

describe('one identity that might be entitled blocks the accusation of its person', () => {
  const gone = identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) });
  const elsewhere = (over: Partial<Identity>) => identity({ directory: 'entra', identityId: 'e1', ...over });
  const settings = { directories: ['okta', 'entra'] };
  const reads = [...fullReads(), snapshot({ kind: 'directory', directory: 'entra' })];
  const cases: readonly (readonly [string, Identity, string])[] = [
    [
      'assignment unknown there',
      elsewhere({ entitlement: 'unknown', entitlementReason: 'assignment_unknown' }),
      'inconclusive/assignment_unknown',
    ],
    [
      'assignment not required there',
      elsewhere({ entitlement: 'unknown', entitlementReason: 'assignment_not_required' }),
      'inconclusive/assignment_not_required',
    ],
    [
      'staged there, so coming back',
      elsewhere({ entitlement: 'unknown', entitlementReason: 'pre_hire' }),
      'inconclusive/pre_hire',
    ],
    ['the app is off there', elsewhere({ entitlement: 'app_disabled' }), 'inconclusive/app_disabled'],
    ['assigned there by a stale read', elsewhere({ asOf: daysAgo(9) }), 'inconclusive/directory_stale'],
    [
      'deactivated there by a stale read',
      elsewhere({ entitlement: 'deactivated', asOf: daysAgo(9), revokedAt: daysAgo(10) }),
      'inconclusive/directory_stale',
    ],
    ['unassigned there, still active', elsewhere({ entitlement: 'unassigned' }), 'unassigned_active/assignment_gone'],
    [
      'deleted there too',
      elsewhere({ entitlement: 'deleted', revokedAt: daysAgo(4) }),
      'leaver_active/identity_deactivated',
    ],
  ];
  test.each(cases)('%s', (_name, other, expected) => {
    expect(wordOf({ person: [gone, other], settings, reads })).toBe(expected);
    expect(wordOf({ person: [other, gone], settings, reads })).toBe(expected);
  });

  test('one fresh entitled identity is enough, whatever is missing of the others', () => {
    const unclear = elsewhere({ entitlement: 'unknown', entitlementReason: 'assignment_unknown', asOf: daysAgo(90) });
    expect(wordOf({ person: [unclear, identity()], settings, reads })).toBe('ok/entitled');
  });
});

describe('a guest follows its home directory if that is in scope', () => {
  const settings = { directories: ['okta', 'entra'] };
  const reads = [...fullReads(), snapshot({ kind: 'directory', directory: 'entra' })];
  const guest = (entitlement: Identity['entitlement'], revokedAt: string | null = null) =>
    identity({
      directory: 'entra',
      identityId: 'g1',
      entitlement,
      revokedAt,
      latest: { personKind: 'guest', login: 'jo_acme.com#ext#@tenant.onmicrosoft.com', email: 'jo@acme.com' },
    });
  const home = (entitlement: Identity['entitlement'], revokedAt: string | null = null) =>
    identity({ entitlement, revokedAt });

  test.each([
    [
      'home deactivated, guest still assigned',
      [home('deactivated', daysAgo(3)), guest('assigned')],
      'leaver_active/identity_deactivated',
    ],
    ['home assigned, guest removed', [home('assigned'), guest('deactivated', daysAgo(3))], 'ok/entitled'],
    ['home unassigned, guest assigned', [home('unassigned'), guest('assigned')], 'unassigned_active/assignment_gone'],
    ['home in scope but person not found there', [guest('assigned')], 'inconclusive/guest_home_directory'],
    ['the same, guest deactivated', [guest('deactivated', daysAgo(3))], 'leaver_active/identity_deactivated'],
  ])('%s', (_name, person, expected) => {
    expect(wordOf({ person, settings, reads })).toBe(expected);
  });

  test('a guest whose home no directory covers keeps its own word', () => {
    const partner = identity({
      directory: 'entra',
      latest: {
        personKind: 'guest',
        login: 'kim_partner.example#ext#@tenant.onmicrosoft.com',
        email: 'kim@partner.example',
      },
    });
    expect(wordOf({ person: [partner], settings, reads })).toBe('ok/entitled');
  });
});

describe('app switched off: one reason for all, not a thousand accusations', () => {
  test('an active person', () => {
    const verdict = verdictOf({ person: [identity({ entitlement: 'app_disabled' })] });
    expect([verdict.finding, verdict.reason, verdict.also]).toEqual(['inconclusive', 'app_disabled', []]);
  });

  test('a deactivated person is a leaver all the same', () => {
    expect(wordOf({ person: [identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) })] })).toBe(
      'leaver_active/identity_deactivated',
    );
  });
});

describe('statuses are kept verbatim', () => {
  test('the evidence quotes what the directory wrote', () => {
    const person = [
      identity({
        entitlement: 'unknown',
        entitlementReason: 'status_unknown',
        latest: { status: 'unknown', statusRaw: 'ACTIVATING' },
      }),
    ];
    expect(
      verdictOf({ person })
        .evidence.map((row) => row.fact)
        .join('\n'),
    ).toContain('"ACTIVATING"');
  });
});

import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../src/model/identity.ts';
import { account, daysAgo, fullReads, identity, sighting, snapshot } from '../../helpers/model-builders.ts';
import { verdictOf } from '../../helpers/verdict-of.ts';

const revokedAt = daysAgo(3);
const settings = { directories: ['okta', 'entra'] };
const reads = [...fullReads(), snapshot({ kind: 'directory', directory: 'entra' })];
const suspended = identity({ entitlement: 'suspended', revokedAt });
const mailbox = (entitlement: Identity['entitlement']) =>
  identity({
    entitlement,
    revokedAt: entitlement === 'deactivated' ? revokedAt : null,
    latest: { personKind: 'not_person', login: 'sales@acme.com' },
  });

describe('suspended may be parental leave', () => {
  test('a leaver, but confirm with HR, and no deadline runs', () => {
    const verdict = verdictOf({ person: [suspended] });
    expect([verdict.finding, verdict.reason, verdict.nextAction, verdict.noDeadline]).toEqual([
      'leaver_active',
      'suspended_maybe_leave',
      'confirm_with_hr',
      true,
    ]);
    expect(verdict.nextStep).toContain('HR');
  });

  test('less sure than a deactivation', () => {
    const deactivated = verdictOf({ person: [identity({ entitlement: 'deactivated', revokedAt })] });
    expect(verdictOf({ person: [suspended] }).confidence).toBeLessThan(deactivated.confidence);
    expect(deactivated.noDeadline).toBe(false);
  });

  test('a suspended assignment of an active identity is the same question', () => {
    const person = [
      identity({
        entitlement: 'suspended',
        assignment: 'suspended',
        assignmentAsOf: daysAgo(1),
        latest: { status: 'active' },
      }),
    ];
    expect(verdictOf({ person }).reason).toBe('suspended_maybe_leave');
  });

  test('suspended in one directory and disabled in another is still maybe leave', () => {
    const person = [identity({ directory: 'entra', entitlement: 'deactivated', revokedAt }), suspended];
    expect(verdictOf({ person, settings, reads }).reason).toBe('suspended_maybe_leave');
  });

  test('no longer in the list of active people: may be leave too', () => {
    const person = [
      identity({ entitlement: 'deactivated', entitlementReason: 'gone_from_active_list', present: false }),
    ];
    const verdict = verdictOf({ person });
    expect([verdict.finding, verdict.reason, verdict.nextAction, verdict.noDeadline]).toEqual([
      'leaver_active',
      'gone_from_active_list',
      'confirm_with_hr',
      true,
    ]);
  });

  test('an explicit deactivation outweighs being gone from an active list', () => {
    const person = [
      identity({
        directory: 'entra',
        entitlement: 'deactivated',
        entitlementReason: 'gone_from_active_list',
        present: false,
      }),
      identity({ entitlement: 'deactivated', revokedAt }),
    ];
    expect(verdictOf({ person, settings, reads }).reason).toBe('identity_deactivated');
  });

  test('HR comes before a fresh export', () => {
    const before = account({ sightings: [sighting(daysAgo(4), 'active')] });
    expect(verdictOf({ account: before, person: [suspended] }).nextAction).toBe('confirm_with_hr');
  });
});

describe('a disabled identity that is no person is for a person to decide', () => {
  test.each([
    ['disabled shared mailbox', [mailbox('deactivated')], 'needs_review', 'identity_is_no_person'],
    ['assigned service account', [mailbox('assigned')], 'ok', 'entitled'],
    ['unassigned service account', [mailbox('unassigned')], 'unassigned_active', 'assignment_gone'],
    [
      'disabled mailbox beside the deactivated person',
      [mailbox('deactivated'), identity({ directory: 'entra', entitlement: 'deactivated', revokedAt })],
      'leaver_active',
      'identity_deactivated',
    ],
    ['mailbox of unknown entitlement', [mailbox('unknown')], 'inconclusive', 'identity_status_unknown'],
  ])('%s', (_name, person, finding, reason) => {
    const verdict = verdictOf({ person, settings, reads });
    expect([verdict.finding, verdict.reason]).toEqual([finding, reason]);
  });

  test('a stale word on the mailbox is inconclusive', () => {
    const person = [{ ...mailbox('deactivated'), asOf: daysAgo(9) }];
    const verdict = verdictOf({ person });
    expect([verdict.finding, verdict.reason, verdict.also]).toEqual([
      'inconclusive',
      'directory_stale',
      ['needs_review'],
    ]);
  });
});

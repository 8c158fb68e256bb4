import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../src/model/identity.ts';
import type { IdentityObservation } from '../../../src/model/observation.ts';
import { addMs, DAY_MS } from '../../../src/model/time.ts';
import { coverageFacts } from '../../../src/reconcile/classify/coverage-facts.ts';
import { ownPremises, textOf } from '../../../src/reconcile/classify/own-premises.ts';
import { isShown } from '../../../src/reconcile/classify/shown.ts';
import {
  account,
  correlation,
  date,
  daysAgo,
  fullReads,
  identity,
  NOW,
  settings,
  snapshot,
} from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const vanished = identity({ entitlement: 'unknown', entitlementReason: 'vanished', present: false });
const other = (over: Parameters<typeof identity>[0]) => identity({ directory: 'entra', identityId: 'e1', ...over });
const two = { directories: ['okta', 'entra'] };

describe('somebody who vanished from a directory', () => {
  const cases: readonly (readonly [name: string, situation: Situation, word: string])[] = [
    ['is for a person to look at', { person: [vanished] }, 'needs_review/vanished_from_directory'],
    [
      'while another directory lets them in: nothing to do',
      { person: [vanished, other({})], settings: two },
      'ok/entitled',
    ],
    [
      'while another calls them gone too',
      { person: [vanished, other({ entitlement: 'deactivated' })], settings: two },
      'needs_review/vanished_from_directory',
    ],
    [
      'while of another nothing is known: first that is settled',
      { person: [vanished, other({ entitlement: 'unknown', entitlementReason: 'assignment_unknown' })], settings: two },
      'inconclusive/assignment_unknown',
    ],
    [
      'in a read that is stale by now',
      { person: [{ ...vanished, asOf: daysAgo(30) }] },
      'inconclusive/directory_stale',
    ],
    [
      'in a directory that does not govern Clari',
      { person: [{ ...vanished, directory: 'hr' }] },
      'inconclusive/identity_out_of_scope',
    ],
  ];
  test.each(cases)('%s', (_name, situation, word) => {
    expect(wordOf(situation)).toBe(word);
  });

  test('is listed, with where to look and what comes of it', () => {
    const verdict = verdictOf({ person: [vanished] });
    expect(isShown({ ...verdict, underlying: verdict.finding })).toBe(true);
    expect(verdict.nextStep).toContain('okta no longer has this person');
    expect(verdict.nextStep).toContain('--directory okta');
    expect(verdict.evidence.map((row) => row.fact).join('\n')).toContain('is no longer in this complete read');
  });
});

describe('a last day that was known', () => {
  const leaving = (day: string, over: Partial<Identity> = {}) =>
    identity({ latest: { leavesOn: { at: date(day), dateOnly: true } }, ...over });
  const cases: readonly (readonly [name: string, situation: Situation, word: string])[] = [
    ['ahead', { person: [leaving('2026-12-31')] }, 'ok/entitled'],
    ['today: it is worked to its end', { person: [leaving('2026-11-20')] }, 'ok/entitled'],
    ['yesterday, by a read from before', { person: [leaving('2026-11-19')] }, 'needs_review/leave_date_passed'],
    [
      'by a read from after it: the directory still has them',
      { person: [leaving('2026-11-17', { asOf: daysAgo(1) })] },
      'ok/entitled',
    ],
    [
      'over, while an older read of another directory lets them in',
      { person: [other({ asOf: daysAgo(3), assignmentAsOf: daysAgo(3) }), leaving('2026-11-18')], settings: two },
      'ok/entitled',
    ],
    [
      'in one directory, while another was read before it',
      {
        person: [other({ asOf: daysAgo(3), assignmentAsOf: daysAgo(3) }), leaving('2026-11-18', { asOf: daysAgo(3) })],
        settings: two,
      },
      'needs_review/leave_date_passed',
    ],
    [
      'of somebody unassigned',
      { person: [leaving('2026-11-19', { entitlement: 'unassigned' })] },
      'unassigned_active/assignment_gone',
    ],
    [
      'of somebody who is gone',
      { person: [leaving('2026-11-19', { entitlement: 'deactivated' })] },
      'leaver_active/identity_deactivated',
    ],
  ];
  test.each(cases)('%s', (_name, situation, word) => {
    expect(wordOf(situation)).toBe(word);
  });

  test('is shown, and the verdict is due when it is over', () => {
    const verdict = verdictOf({ person: [leaving('2026-11-22')] });
    expect(verdict.evidence.map((row) => row.fact).join('\n')).toContain('leaves on 2026-11-22');
    expect(verdict.validUntil).toBe('2026-11-23T00:00:00.000Z');
  });

  test('parts accounts that would share a verdict otherwise', () => {
    const coverage = coverageFacts(fullReads(), new Map(), settings(), NOW);
    const premise = (day: string | null, now = NOW) =>
      textOf(
        ownPremises({
          account: account(),
          correlation: correlation([day === null ? identity() : leaving(day)]),
          records: [],
          exemption: null,
          duplicates: [],
          coverage,
          settings: settings(),
          now,
        }),
      );
    expect(premise('2026-11-22')).not.toBe(premise('2026-11-23'));
    expect(premise('2026-11-22')).not.toBe(premise(null));
    expect(premise('2026-11-19')).not.toBe(premise(null));
    expect(premise('2026-11-22', addMs(NOW, 5 * DAY_MS))).not.toBe(premise('2026-11-22'));
  });
});

describe('a row that speaks against its own status', () => {
  const torn = identity({
    entitlement: 'unknown',
    entitlementReason: 'status_contradictory',
    latest: { status: 'unknown', statusRaw: 'True', contradiction: '"Leave date" says 2026-10-01' },
  });
  test('is inconclusive, says both, and who is to be asked', () => {
    const verdict = verdictOf({ person: [torn] });
    expect(`${verdict.finding}/${verdict.reason}`).toBe('inconclusive/identity_status_contradictory');
    const facts = verdict.evidence.map((row) => row.fact).join('\n');
    expect(facts).toContain('says "True" and contradicts itself: "Leave date" says 2026-10-01');
    expect(verdict.nextStep).toContain('"Leave date" says 2026-10-01');
  });
});

describe('a disabled identity that is nobody in particular', () => {
  const disabled = (latest: Partial<IdentityObservation>) =>
    identity({ entitlement: 'deactivated', latest: { name: 'Sales Desk', ...latest } });
  test.each([
    [
      'a function without a name of a person',
      { login: 'sales@example.com', email: 'sales@example.com' },
      'needs_review/identity_is_no_person',
    ],
    [
      'with its address as login alone',
      { login: 'no-reply@example.com', email: null },
      'needs_review/identity_is_no_person',
    ],
    [
      'a person with such an address',
      { email: 'sales@example.com', givenName: 'Ada', familyName: 'Quist' },
      'leaver_active/identity_deactivated',
    ],
    ['a person', { login: 'ada@example.com', email: 'ada@example.com' }, 'leaver_active/identity_deactivated'],
  ])('%s', (_name, latest, word) => {
    expect(wordOf({ person: [disabled(latest)] })).toBe(word);
  });
});

describe('an assigned list that says nothing for sure', () => {
  test('a row under a further address is for a person to look at, and listed', () => {
    const person = [
      identity({ entitlement: 'unknown', entitlementReason: 'assignment_in_doubt', assignment: 'unknown' }),
    ];
    const verdict = verdictOf({ person });
    expect(`${verdict.finding}/${verdict.reason}`).toBe('needs_review/assignment_in_doubt');
    expect(isShown({ ...verdict, underlying: verdict.finding })).toBe(true);
  });

  test('a list whose rows match nobody says how many do', () => {
    const person = [
      identity({
        entitlement: 'unknown',
        entitlementReason: 'assignments_match_nobody',
        assignment: 'unknown',
        assignmentAsOf: daysAgo(1),
        listMatch: { rows: 120, matched: 0 },
      }),
    ];
    const reads = [
      ...fullReads(),
      snapshot({
        kind: 'directory-assignments',
        fileName: 'app.csv',
        reading: {
          used: [],
          unused: [{ header: 'Okta login', looksLike: 'address' }],
          takenForMissing: [],
          notUnderstood: [],
          unreadable: [],
        },
      }),
    ];
    const verdict = verdictOf({ person, reads });
    expect(`${verdict.finding}/${verdict.reason}`).toBe('inconclusive/assignments_match_nobody');
    expect(verdict.evidence.map((row) => row.fact).join('\n')).toContain('0 of 120 assigned rows match somebody');
    expect(verdict.nextStep).toContain('0 of its 120 assigned rows');
    expect(verdict.nextStep).toContain('Not used: "Okta login"');
    expect(verdict.nextStep).toContain('"app.csv"');
  });
});

describe('nobody owns it, by a read whose addresses could not be read', () => {
  const reading = (unreadable: readonly string[]) => ({
    used: [{ field: 'other_emails', header: 'proxyAddresses', sense: null, basis: 'header' as const, isBlank: false }],
    unused: [],
    takenForMissing: [],
    notUnderstood: [],
    unreadable,
  });
  test.each([
    [['other_emails'], 'inconclusive/addresses_unreadable'],
    [['email'], 'inconclusive/addresses_unreadable'],
    [['department'], 'orphaned/no_identity_in_any_directory'],
    [[], 'orphaned/no_identity_in_any_directory'],
  ])('%j: %s', (fields, word) => {
    const reads = [snapshot(), snapshot({ kind: 'directory', asOf: daysAgo(0.5), reading: reading(fields) })];
    expect(wordOf({ reads, account: account({ firstSeen: daysAgo(5) }) })).toBe(word);
  });

  test('the header is named', () => {
    const reads = [snapshot(), snapshot({ kind: 'directory', asOf: daysAgo(0.5), reading: reading(['other_emails']) })];
    expect(verdictOf({ reads }).nextStep).toContain('"proxyAddresses"');
  });
});

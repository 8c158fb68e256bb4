import { describe, expect, test } from 'vitest';
import type { FieldComparison } from '../../../src/model/correlation.ts';
import { isShown } from '../../../src/reconcile/classify/shown.ts';
import {
  account,
  candidate,
  correlation,
  daysAgo,
  disputed,
  identity,
  sighting,
} from '../../helpers/model-builders.ts';
import { judged, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const entitled = identity();
const gone = identity({ identityId: '00u2', entitlement: 'deactivated', revokedAt: daysAgo(3) });
const compare = (field: FieldComparison['field'], outcome: FieldComparison['outcome']): FieldComparison => ({
  field,
  outcome,
  weight: 0,
  account: 'a',
  identity: 'b',
});

describe('ambiguity never picks a winner', () => {
  test.each([
    ['all candidates are leavers', [gone, { ...gone, identityId: '00u3' }]],
    ['all candidates are entitled', [entitled, { ...entitled, identityId: '00u3' }]],
    ['one of each', [gone, entitled]],
    ['a single candidate by name', [gone]],
  ])('%s', (_name, candidates) => {
    const verdict = verdictOf({ correlation: disputed(candidates) });
    expect([verdict.finding, verdict.reason, verdict.nextAction, verdict.also]).toEqual([
      'needs_review',
      'candidates_not_certain',
      'decide_link',
      [],
    ]);
  });

  test('each candidate is shown with why it was not linked and what its directory says', () => {
    const facts = verdictOf({ correlation: disputed([gone, entitled]) }).evidence.map((row) => row.fact);
    expect(facts.filter((fact) => fact.includes('Names never decide alone.'))).toHaveLength(2);
    expect(facts.some((fact) => fact.includes('is deactivated'))).toBe(true);
    expect(facts.some((fact) => fact.includes('can sign in'))).toBe(true);
  });

  test('candidates known only from stale reads are no ground for a decision either', () => {
    const stale = { ...gone, asOf: daysAgo(9) };
    expect(wordOf({ correlation: disputed([stale]) })).toBe('inconclusive/directory_stale');
    expect(verdictOf({ correlation: disputed([stale, entitled]) }).finding).toBe('needs_review');
  });
});

describe('an address that may have been passed on', () => {
  test.each([
    ['whoever holds it now is active', [entitled, gone]],
    ['both have left', [gone, { ...gone, identityId: '00u3' }]],
    ['nobody else has the name', [entitled]],
  ])('is a question with its own reason: %s', (_name, candidates) => {
    const verdict = verdictOf({ correlation: { ...disputed(candidates), doubt: 'address_moved_on' } });
    expect([verdict.finding, verdict.reason, verdict.nextAction]).toEqual([
      'needs_review',
      'address_moved_on',
      'decide_link',
    ]);
    expect(verdict.nextStep).toContain('the present holder of the address');
  });
});

describe('conflicting identifiers are disputed, and said to be', () => {
  test.each([
    [
      'two identifiers point to two people',
      [candidate(gone, { rule: 'employee_id' }), candidate(entitled, { rule: 'email' })],
    ],
    [
      'the e-mail agrees, the employee id does not',
      [candidate(gone, { comparisons: [compare('email', 'agree'), compare('employee_id', 'disagree')] })],
    ],
  ])('%s', (_name, candidates) => {
    expect(wordOf({ correlation: correlation([], { situation: 'disputed', candidates }) })).toBe(
      'needs_review/conflicting_identifiers',
    );
  });

  test('a disagreeing name alone is no conflict of identifiers', () => {
    const candidates = [
      candidate(gone, {
        rule: 'secondary_email',
        comparisons: [compare('email', 'agree'), compare('name', 'disagree')],
      }),
    ];
    expect(verdictOf({ correlation: correlation([], { situation: 'disputed', candidates }) }).reason).toBe(
      'candidates_not_certain',
    );
  });
});

describe('whatever a person must look at is shown', () => {
  const staged = identity({ entitlement: 'unknown', entitlementReason: 'pre_hire' });
  test.each([
    ['a candidate is deactivated', [entitled, gone]],
    ['a candidate is unassigned', [identity({ entitlement: 'unassigned' })]],
    ['every candidate is entitled', [entitled]],
    ['nothing is known of a candidate', [staged]],
    ['a candidate is in a directory that does not govern Clari', [{ ...gone, directory: 'hr' }]],
  ])('%s', (_name, candidates) => {
    const { verdict, underlying } = judged({ correlation: disputed(candidates) });
    expect(isShown({ ...verdict, underlying })).toBe(true);
  });

  test.each([
    ['contradicted', true],
    ['reappeared', true],
    ['exempt', false],
    ['awaiting_verification', false],
    ['leaver_active', true],
    ['duplicate_account', true],
    ['unassigned_active', true],
    ['orphaned', true],
    ['needs_review', true],
    ['inconclusive', false],
    ['ok', false],
    ['inactive', false],
  ] as const)('%s: %s', (finding, shown) => {
    expect(isShown({ finding, reason: 'entitled', underlying: finding })).toBe(shown);
  });
});

describe('a decision of a person', () => {
  const decidedAt = daysAgo(4);
  const attestation = { level: 'terminal_phrase', client: null } as const;
  const decision = { accountId: 'u1', decidedBy: 'Ana', decidedAt, reason: 'asked her', attestation, counts: true };
  test('a confirmed link is shown as theirs and judged like any other', () => {
    const verdict = verdictOf({
      correlation: correlation([gone], { rule: 'confirmed_by_person', confidence: 1 }),
      link: { ...decision, identity: { directory: 'okta', identityId: '00u2' } },
    });
    expect([verdict.finding, verdict.confidence]).toEqual(['leaver_active', 1]);
    expect(verdict.evidence).toContainEqual({
      source: 'decision',
      observedAt: decidedAt,
      fact: '"Ana" decided who owns this account, typed at a terminal.',
    });
  });

  test('a confirmed "nobody" is orphaned without any directory', () => {
    const verdict = verdictOf({
      correlation: correlation([], { rule: 'confirmed_none', confidence: 1 }),
      link: { ...decision, identity: null },
      settings: { directories: null },
    });
    expect([verdict.finding, verdict.reason, verdict.confidence]).toEqual(['orphaned', 'confirmed_no_owner', 1]);
  });
});

describe('two active accounts of one person', () => {
  const link = correlation([entitled], { situation: 'duplicate', duplicateOf: ['u2'] });
  const other = (over: Parameters<typeof account>[0]) => account({ accountId: 'u2', ...over });

  test('a duplicate, with the other account named', () => {
    const verdict = verdictOf({ correlation: link });
    expect([verdict.finding, verdict.nextAction]).toEqual(['duplicate_account', 'merge_or_deactivate_duplicate']);
    expect(verdict.nextStep).toContain('u2');
  });

  test('of a leaver: leaver first, duplicate also', () => {
    const verdict = verdictOf({ correlation: { ...link, linked: [candidate(gone)] } });
    expect([verdict.finding, verdict.also]).toEqual(['leaver_active', ['duplicate_account']]);
  });

  test('who the person is does not depend on what they may do', () => {
    const unclear = identity({ entitlement: 'unknown', entitlementReason: 'assignment_unknown' });
    const verdict = verdictOf({ correlation: { ...link, linked: [candidate(unclear)] } });
    expect([verdict.finding, verdict.notes]).toEqual(['duplicate_account', ['assignment_unknown']]);
  });

  test.each([
    ['seen active side by side', other({}), 'duplicate_account', []],
    ['the other one is stale', other({ sightings: [sighting(daysAgo(9), 'active')] }), 'ok', ['users_export_stale']],
    [
      'one followed the other: maybe a rename',
      other({ sightings: [sighting(daysAgo(6), 'active')] }),
      'ok',
      ['account_maybe_renamed'],
    ],
  ])('%s', (_name, partner, finding, notes) => {
    const verdict = verdictOf({ correlation: link, duplicates: [partner] });
    expect([verdict.finding, verdict.notes]).toEqual([finding, notes]);
  });
});

describe('the evidence says what each field weighs', () => {
  const near: FieldComparison = { ...compare('employee_id', 'near'), weight: 16 };
  const against: FieldComparison = { ...compare('email', 'disagree'), weight: -5 };
  const weighed = { weight: 11, comparisons: [near, against], whyNot: 'Too far.' };
  const facts = (of: Parameters<typeof verdictOf>[0]) => verdictOf(of).evidence.map((row) => row.fact);
  const waterfall = 'Evidence in bits: employee_id near +16, email disagree -5; together 11.';

  test('of a candidate', () => {
    expect(facts({ correlation: disputed([entitled], weighed) })).toContainEqual(expect.stringContaining(waterfall));
  });

  test('of the nearest miss of an account that nobody owns, which stays no candidate', () => {
    const unmatched = correlation([], { nearest: [candidate(entitled, weighed)] });
    expect(facts({ correlation: unmatched })).toContainEqual(
      expect.stringMatching(/^Nearest miss .*Too far\. Evidence/),
    );
    expect(wordOf({ correlation: unmatched })).toBe(wordOf({ correlation: correlation([]) }));
  });
});

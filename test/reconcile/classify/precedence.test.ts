import { describe, expect, it, test } from 'vitest';
import { FINDINGS, type Finding } from '../../../src/model/finding.ts';
import { addMs, DAY_MS } from '../../../src/model/time.ts';
import { EVERY_FINDING } from '../../helpers/every-finding.ts';
import {
  account,
  correlation,
  daysAgo,
  disputed,
  exemption,
  identity,
  NOW,
  record,
  sighting,
  snapshot,
} from '../../helpers/model-builders.ts';
import { judged, type Situation, verdictOf } from '../../helpers/verdict-of.ts';

const leaver = identity({ entitlement: 'deactivated', revokedAt: daysAgo(10) });
const twice = { situation: 'duplicate', duplicateOf: ['u2'] } as const;
const usersOnly = [snapshot()];
const waiting = [record({ performedAt: daysAgo(0.5) })];
const contradicting = [record({ performedAt: daysAgo(2) })];

test('the table, in its order', () => {
  expect(FINDINGS).toEqual([
    'contradicted',
    'reappeared',
    'exempt',
    'awaiting_verification',
    'leaver_active',
    'duplicate_account',
    'unassigned_active',
    'orphaned',
    'needs_review',
    'inconclusive',
    'ok',
    'inactive',
  ]);
});

describe('where two hold, the earlier one is the finding and the other is in `also`', () => {
  const cases: readonly (readonly [Finding, Finding[], Finding, Situation])[] = [
    [
      'contradicted',
      ['exempt', 'leaver_active'],
      'contradicted',
      { person: [leaver], records: contradicting, exemption: exemption() },
    ],
    ['contradicted', [], 'contradicted', { person: [identity()], records: contradicting }],
    ['contradicted', ['orphaned'], 'contradicted', { records: contradicting }],
    ['contradicted', ['needs_review'], 'contradicted', { correlation: disputed([leaver]), records: contradicting }],
    ['reappeared', ['exempt', 'leaver_active'], 'reappeared', { ...EVERY_FINDING.reappeared, exemption: exemption() }],
    ['reappeared', ['orphaned'], 'reappeared', { ...EVERY_FINDING.reappeared, person: [] }],
    [
      'exempt',
      ['awaiting_verification', 'leaver_active'],
      'leaver_active',
      { person: [leaver], records: waiting, exemption: exemption() },
    ],
    ['exempt', ['ok'], 'ok', { person: [identity()], exemption: exemption() }],
    ['exempt', ['orphaned'], 'orphaned', { exemption: exemption() }],
    ['exempt', ['inactive'], 'inactive', { ...EVERY_FINDING.inactive, exemption: exemption() }],
    ['exempt', ['inconclusive'], 'inconclusive', { ...EVERY_FINDING.inconclusive, exemption: exemption() }],
    [
      'awaiting_verification',
      ['leaver_active', 'duplicate_account'],
      'leaver_active',
      { correlation: correlation([leaver], twice), records: waiting },
    ],
    ['awaiting_verification', ['ok'], 'ok', { person: [identity()], records: waiting }],
    ['leaver_active', ['duplicate_account'], 'leaver_active', { correlation: correlation([leaver], twice) }],
    [
      'duplicate_account',
      ['unassigned_active'],
      'duplicate_account',
      { correlation: correlation([identity({ entitlement: 'unassigned' })], twice) },
    ],
    ['duplicate_account', [], 'duplicate_account', { correlation: correlation([identity()], twice) }],
  ];
  test.each(cases)('%s also %j (underlying %s)', (finding, also, underlying, situation) => {
    const result = judged(situation);
    expect([result.verdict.finding, result.verdict.also, result.underlying]).toEqual([finding, also, underlying]);
  });
});

describe('an exemption', () => {
  it('names in its notes what it covers', () => {
    const verdict = verdictOf(EVERY_FINDING.exempt);
    expect([verdict.reason, verdict.notes]).toEqual(['exempted', ['identity_deactivated']]);
  });

  it('ends at its moment, and the verdict says when', () => {
    const until = addMs(NOW, DAY_MS);
    const situation = { person: [leaver], exemption: exemption({ until }) };
    expect(verdictOf(situation).validUntil).toBe(until);
    expect(verdictOf({ ...situation, now: addMs(until, -1) }).finding).toBe('exempt');
    expect(verdictOf({ ...situation, now: until }).finding).toBe('leaver_active');
  });
});

describe('recorded work', () => {
  const open = account();
  it('waits until the claim expires, then its finding comes back with the reason', () => {
    const situation = { account: open, person: [leaver], records: waiting, settings: { verifyWithinMs: DAY_MS } };
    const verdict = verdictOf(situation);
    expect([verdict.finding, verdict.validUntil]).toEqual(['awaiting_verification', addMs(daysAgo(0.5), DAY_MS)]);
    const later = verdictOf({ ...situation, now: addMs(daysAgo(0.5), DAY_MS) });
    expect([later.finding, later.reason, later.notes]).toEqual([
      'leaver_active',
      'identity_deactivated',
      ['claim_expired'],
    ]);
  });

  it('done again after a contradiction waits again', () => {
    expect(verdictOf({ person: [leaver], records: [...contradicting, ...waiting] }).finding).toBe(
      'awaiting_verification',
    );
  });

  it('falls back to the contradiction when the second claim expires', () => {
    const records = [...contradicting, ...waiting];
    const verdict = verdictOf({ person: [leaver], records, settings: { verifyWithinMs: 1 } });
    expect([verdict.finding, verdict.notes]).toEqual(['contradicted', ['claim_expired']]);
  });

  it('contradicted, then closed without a word: inactive', () => {
    const closed = account({
      sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(2), 'active'), sighting(daysAgo(1), 'inactive')],
    });
    const records = [record({ performedAt: daysAgo(3) })];
    expect(verdictOf({ account: closed, person: [leaver], records }).finding).toBe('inactive');
  });

  it('contradicted, and a later export without a status excuses nothing', () => {
    const unknown = account({
      sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(2), 'active'), sighting(daysAgo(1), 'unknown')],
    });
    const records = [record({ performedAt: daysAgo(3) })];
    expect(verdictOf({ account: unknown, person: [leaver], records }).finding).toBe('contradicted');
  });

  it.each(['contradicted', 'reappeared', 'exempt', 'awaiting_verification'] as const)(
    '%s does not go stale',
    (finding) => {
      const now = addMs(NOW, 10 * DAY_MS);
      const verdict = verdictOf({ ...EVERY_FINDING[finding], now });
      expect(verdict.finding).toBe(finding);
      expect(verdict.notes).toContain('users_export_stale');
    },
  );

  it('reappeared with nobody known to own it: an unknown owner excuses nothing', () => {
    const reopened = EVERY_FINDING.reappeared;
    expect(verdictOf({ ...reopened, person: [], reads: [] }).finding).toBe('reappeared');
    expect(verdictOf({ ...reopened, correlation: disputed([identity()]) }).finding).toBe('reappeared');
  });
});

describe('a missing premise blocks only the findings that need it', () => {
  const cases: readonly (readonly [string, Situation, string])[] = [
    ['inactive needs no directory', { ...EVERY_FINDING.inactive, reads: usersOnly }, 'inactive'],
    ['contradicted needs no directory', { ...EVERY_FINDING.contradicted, person: [], reads: [] }, 'contradicted'],
    [
      'a duplicate needs no assignment',
      {
        correlation: correlation(
          [identity({ entitlement: 'unknown', entitlementReason: 'assignment_unknown' })],
          twice,
        ),
      },
      'duplicate_account',
    ],
    ['a leaver needs no complete directory', { person: [leaver], reads: usersOnly }, 'leaver_active'],
    ['a dispute needs no complete directory', { correlation: disputed([leaver]), reads: usersOnly }, 'needs_review'],
  ];
  test.each(cases)('%s', (_name, situation, finding) => {
    expect(verdictOf(situation).finding).toBe(finding);
  });
});

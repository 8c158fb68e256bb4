import { describe, expect, it, test } from 'vitest';
import { addMs, MINUTE_MS } from '../../../src/model/time.ts';
import {
  account,
  correlation,
  daysAgo,
  fullReads,
  identity,
  NOW,
  record,
  settings,
  sighting,
  snapshot,
} from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const leaver = identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) });
const STALE = daysAgo(8);

describe('state follows as-of, never the order of import', () => {
  const inactiveNow = [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), 'inactive')];

  test('an old active export imported after the newer one does not reopen the account', () => {
    expect(wordOf({ account: account({ sightings: inactiveNow.toReversed() }), person: [leaver] })).toBe(
      'inactive/account_inactive',
    );
  });

  test('every order of the same three sightings gives the same verdict', () => {
    const three = [...inactiveNow, sighting(daysAgo(3), 'unknown')];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    const verdicts = orders.map((order) =>
      verdictOf({
        account: account({ sightings: order.flatMap((index) => three[index] ?? []) }),
        person: [leaver],
        records: [record({ performedAt: daysAgo(4) })],
      }),
    );
    for (const verdict of verdicts) expect(verdict).toEqual(verdicts[0]);
  });

  test('the order in which reads are listed changes nothing', () => {
    const reads = [...fullReads(), snapshot({ kind: 'directory', asOf: daysAgo(4), completeness: 'unknown' })];
    expect(verdictOf({ reads: reads.toReversed() })).toEqual(verdictOf({ reads }));
  });
});

describe('whatever rests on a stale read is inconclusive, showing the dated fact', () => {
  const staleAccount = account({ sightings: [sighting(STALE, 'active')] });
  const staleInactive = account({ sightings: [sighting(STALE, 'inactive')] });
  const staleIdentity = identity({ entitlement: 'deactivated', revokedAt: daysAgo(20), asOf: STALE });
  const cases: readonly (readonly [string, Situation, string, readonly string[]])[] = [
    [
      'leaver, stale users export',
      { account: staleAccount, person: [leaver] },
      'users_export_stale',
      ['leaver_active'],
    ],
    ['leaver, stale identity', { person: [staleIdentity] }, 'directory_stale', ['leaver_active']],
    [
      'leaver, identity stale though its directory was read since',
      { person: [staleIdentity], reads: fullReads() },
      'directory_stale',
      ['leaver_active'],
    ],
    ['entitled, stale users export', { account: staleAccount, person: [identity()] }, 'users_export_stale', ['ok']],
    ['entitled, stale identity', { person: [identity({ asOf: STALE })] }, 'directory_stale', ['ok']],
    ['entitled, stale assignment', { person: [identity({ assignmentAsOf: STALE })] }, 'assignment_stale', ['ok']],
    [
      'unassigned, stale assignment',
      { person: [identity({ entitlement: 'unassigned', assignmentAsOf: STALE })] },
      'assignment_stale',
      ['unassigned_active'],
    ],
    ['inactive, stale users export', { account: staleInactive }, 'users_export_stale', ['inactive']],
    [
      'unmatched, stale directory',
      {
        reads: [snapshot(), snapshot({ kind: 'directory', asOf: STALE })],
        account: account({
          sightings: [sighting(daysAgo(30), 'active'), sighting(daysAgo(1), 'active')],
          firstSeen: daysAgo(30),
        }),
      },
      'directory_stale',
      ['orphaned'],
    ],
    [
      'duplicate, stale identity',
      {
        correlation: correlation([identity({ asOf: STALE })], { situation: 'duplicate', duplicateOf: ['u2'] }),
      },
      'directory_stale',
      ['duplicate_account', 'ok'],
    ],
  ];
  test.each(cases)('%s', (_name, situation, reason, also) => {
    const verdict = verdictOf(situation);
    expect([verdict.finding, verdict.reason, verdict.also, verdict.confidence]).toEqual([
      'inconclusive',
      reason,
      also,
      0,
    ]);
    expect(verdict.evidence.some((row) => row.observedAt === STALE)).toBe(true);
    expect(verdict.nextStep).toContain('clari-identity-mcp import FILE');
  });

  it('turns stale at exactly the age, and says before when it will', () => {
    const person = [leaver];
    const fresh = verdictOf({ person });
    expect(fresh.validUntil).toBe(addMs(daysAgo(1), settings().staleAfterMs));
    const at = fresh.validUntil ?? NOW;
    expect(verdictOf({ person, now: addMs(at, -1) }).finding).toBe('leaver_active');
    expect(verdictOf({ person, now: at }).finding).toBe('inconclusive');
  });

  it('names the held read that would close the gap, when there is one', () => {
    const reads = [...fullReads(), snapshot({ state: 'held', asOf: daysAgo(0.5) })];
    const verdict = verdictOf({ account: staleAccount, person: [leaver], reads });
    expect([verdict.reason, verdict.nextAction]).toEqual(['users_export_stale', 'review_held_read']);
  });
});

describe('only a stated as-of settles a claim', () => {
  const performedAt = daysAgo(3);
  const later = (status: 'active' | 'inactive' | 'absent', settles: boolean): Situation => ({
    account: account({
      sightings: [sighting(daysAgo(5), 'active'), sighting(daysAgo(1), status, { settles, line: 3 })],
    }),
    person: [leaver],
    records: [record({ performedAt })],
  });
  test.each([
    ['active, stated', later('active', true), 'contradicted'],
    ['active, file time', later('active', false), 'awaiting_verification'],
    ['inactive, stated', later('inactive', true), 'inactive'],
    ['inactive, file time', later('inactive', false), 'awaiting_verification'],
    ['absent, stated', later('absent', true), 'inactive'],
    ['absent, file time', later('absent', false), 'awaiting_verification'],
  ])('%s', (_name, situation, finding) => {
    expect(verdictOf(situation).finding).toBe(finding);
  });

  it('says in the evidence that nobody stated the time', () => {
    expect(verdictOf(later('active', false)).evidence[0]?.fact).toContain('not stated by a person');
  });
});

describe('a date without a time counts as its earliest instant', () => {
  const day = '2026-11-18';
  const at = (time: string) => `${day}T${time}:00.000Z`;
  test('an export dated the day of the deactivation is from its first instant and settles nothing done later that day', () => {
    const situation = {
      account: account({ sightings: [sighting(daysAgo(5), 'active'), sighting(at('00:00'), 'active')] }),
      person: [leaver],
      records: [record({ performedAt: at('09:00') })],
    };
    expect(verdictOf(situation).finding).toBe('awaiting_verification');
  });

  test('a revocation in the future, by a clock that is ahead, is held against nobody', () => {
    const ahead = identity({ entitlement: 'deactivated', revokedAt: addMs(NOW, 30 * MINUTE_MS) });
    expect(wordOf({ person: [ahead] })).toBe('inconclusive/change_too_recent');
  });
});

import { describe, expect, it, test } from 'vitest';
import { addMs, DAY_MS, type Instant, MINUTE_MS, type Moment } from '../../../src/model/time.ts';
import { account, date, daysAgo, identity, NOW, sighting } from '../../helpers/model-builders.ts';
import { verdictOf } from '../../helpers/verdict-of.ts';

const REVOKED = '2026-11-17T09:00:00.000Z';
const EXPORTED = daysAgo(1);
const leaver = (revokedAt: Instant | null, revokedAtDateOnly = false) =>
  identity({ entitlement: 'deactivated', revokedAt, revokedAtDateOnly });

describe('how the last active sighting stands to the revocation', () => {
  const seen = (at: Instant) => account({ sightings: [sighting(daysAgo(6), 'active'), sighting(at, 'active')] });
  test.each([
    ['seen after it', seen(EXPORTED), leaver(REVOKED), 'seen_active_after_revocation', 'deactivate_in_clari'],
    [
      'last seen before it',
      seen('2026-11-17T08:59:00.000Z'),
      leaver(REVOKED),
      'last_seen_before_revocation',
      'export_users_again',
    ],
    ['seen at that very moment', seen(REVOKED), leaver(REVOKED), 'last_seen_before_revocation', 'export_users_again'],
    ['time unknown', seen(EXPORTED), leaver(null), 'revocation_time_unknown', 'deactivate_in_clari'],
    [
      'revoked on a date, seen later that day: which came first is unknown',
      seen('2026-11-17T15:00:00.000Z'),
      leaver(date('2026-11-17'), true),
      'revocation_time_unknown',
      'deactivate_in_clari',
    ],
    [
      'revoked on a date, seen the day after',
      seen('2026-11-18T00:00:00.000Z'),
      leaver(date('2026-11-17'), true),
      'seen_active_after_revocation',
      'deactivate_in_clari',
    ],
  ])('%s', (_name, of, person, basis, nextAction) => {
    const verdict = verdictOf({ account: of, person: [person] });
    expect([verdict.finding, verdict.basis, verdict.nextAction]).toEqual(['leaver_active', basis, nextAction]);
  });

  it('asks for a fresh export where the last one is too old to accuse', () => {
    const verdict = verdictOf({ account: seen('2026-11-16T09:00:00.000Z'), person: [leaver(REVOKED)] });
    expect(verdict.nextStep).toContain('clari-identity-mcp import FILE --kind clari-users');
    expect(verdict.confidence).toBeLessThan(verdictOf({ person: [leaver(REVOKED)] }).confidence);
  });
});

describe('used after the revocation: yes, no, or unknown', () => {
  const login = (at: Instant, dateOnly = false): Moment => ({ at, dateOnly });
  const exported = (at: Instant, lastLogin: Moment | null) =>
    account({ sightings: [sighting(daysAgo(6), 'active'), sighting(at, 'active')], latest: { lastLogin } });
  test.each([
    ['a later login', exported(EXPORTED, login('2026-11-18T10:00:00.000Z')), leaver(REVOKED), 'yes'],
    [
      'an earlier login, in a row from after it',
      exported(EXPORTED, login('2026-11-10T10:00:00.000Z')),
      leaver(REVOKED),
      'no',
    ],
    [
      'an earlier login, but in a row from before it',
      exported('2026-11-16T10:00:00.000Z', login('2026-11-10T10:00:00.000Z')),
      leaver(REVOKED),
      'unknown',
    ],
    ['no login column', exported(EXPORTED, null), leaver(REVOKED), 'unknown'],
    ['revocation time unknown', exported(EXPORTED, login('2026-11-18T10:00:00.000Z')), leaver(null), 'unknown'],
    [
      'a date-only login on the day of the revocation',
      exported(EXPORTED, login(date('2026-11-17'), true)),
      leaver(REVOKED),
      'unknown',
    ],
    ['a date-only login the day after', exported(EXPORTED, login(date('2026-11-18'), true)), leaver(REVOKED), 'yes'],
    [
      'a date-only login the day after an evening: that day had begun elsewhere',
      exported(EXPORTED, login(date('2026-11-18'), true)),
      leaver('2026-11-17T20:00:00.000Z'),
      'unknown',
    ],
    ['a date-only login the day before', exported(EXPORTED, login(date('2026-11-16'), true)), leaver(REVOKED), 'no'],
    [
      'a login at a known time on the day of a date-only revocation',
      exported(EXPORTED, login('2026-11-17T23:00:00.000Z')),
      leaver(date('2026-11-17'), true),
      'unknown',
    ],
    [
      'a row of the very day of a date-only revocation knows nothing of its evening',
      exported('2026-11-17T10:00:00.000Z', login('2026-11-10T10:00:00.000Z')),
      leaver(date('2026-11-17'), true),
      'unknown',
    ],
  ])('%s', (_name, of, person, used) => {
    expect(verdictOf({ account: of, person: [person] }).usedAfterRevocation).toBe(used);
  });

  it('puts what was used first', () => {
    const of = exported(EXPORTED, login('2026-11-18T10:00:00.000Z'));
    expect(verdictOf({ account: of, person: [leaver(REVOKED)] }).nextStep).toMatch(/^It was used after access ended/);
  });
});

describe('the time of the revocation', () => {
  test.each(['event', 'status_changed'] as const)('%s is named as its basis', (revokedAtBasis) => {
    const verdict = verdictOf({ person: [{ ...leaver(REVOKED), revokedAtBasis }] });
    expect([verdict.revokedAt, verdict.revokedAtBasis]).toEqual([REVOKED, revokedAtBasis]);
  });

  test('unknown is said, not dropped', () => {
    const verdict = verdictOf({ person: [leaver(null)] });
    expect([verdict.finding, verdict.revokedAt, verdict.revokedAtBasis]).toEqual(['leaver_active', null, 'unknown']);
  });

  test('somebody still active has none', () => {
    const verdict = verdictOf({ person: [identity({ entitlement: 'unassigned', revokedAt: null })] });
    expect([verdict.revokedAt, verdict.revokedAtBasis, verdict.basis]).toEqual([null, null, null]);
  });
});

describe('changes younger than five minutes are held against nobody', () => {
  const changed = (minutes: number) => leaver(addMs(NOW, -minutes * MINUTE_MS));
  const seenNow = account({ sightings: [sighting(daysAgo(5), 'active'), sighting(NOW, 'active')] });
  test.each([
    [0, 'inconclusive'],
    [4.99, 'inconclusive'],
    [5, 'leaver_active'],
    [6, 'leaver_active'],
  ])('%s minutes old: %s', (minutes, finding) => {
    expect(verdictOf({ account: seenNow, person: [changed(minutes)] }).finding).toBe(finding);
  });

  it('says why, what it would be, and when to ask again', () => {
    const verdict = verdictOf({ account: seenNow, person: [changed(2)] });
    expect([verdict.reason, verdict.also, verdict.nextAction, verdict.validUntil]).toEqual([
      'change_too_recent',
      ['leaver_active'],
      'none',
      addMs(NOW, 3 * MINUTE_MS),
    ]);
    expect(verdict.nextStep).toContain('2026-11-20 12:03 UTC');
  });

  it('holds the whole person while one of their identities changed just now', () => {
    const person = [leaver(daysAgo(3)), { ...changed(2), directory: 'entra' }];
    const settings = { directories: ['okta', 'entra'] };
    expect(verdictOf({ account: seenNow, person, settings }).reason).toBe('change_too_recent');
  });
});

describe('when a verdict may change by the clock alone', () => {
  test('the earliest of the moments at which its premises go stale', () => {
    const of = account({ sightings: [sighting(daysAgo(6), 'active')] });
    expect(verdictOf({ account: of, person: [leaver(REVOKED)] }).validUntil).toBe(addMs(daysAgo(6), 7 * DAY_MS));
  });

  test('never, where nothing is left to expire', () => {
    const of = account({ sightings: [sighting(daysAgo(30), 'inactive')] });
    expect(verdictOf({ account: of, correlation: { ...verdictFree } }).validUntil).toBeNull();
  });
});

const verdictFree = {
  situation: 'linked',
  rule: null,
  confidence: 0,
  linked: [],
  candidates: [],
  candidatesDropped: 0,
  nearest: [],
  notCompared: 0,
  duplicateOf: [],
} as const;

import { describe, expect, test } from 'vitest';
import type { Account, Act } from '../../../src/model/account.ts';
import {
  account,
  accountRow,
  correlation,
  daysAgo,
  fullReads,
  identity,
  record,
  sighting,
  snapshot,
} from '../../helpers/model-builders.ts';
import { type Situation, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const leaver = identity({ entitlement: 'deactivated', revokedAt: daysAgo(3) });
const AUDIT = 'clari-audit (audit.json)';
const act = (days: number): Act => ({ at: daysAgo(days), snapshotId: 'audit', source: AUDIT });
const acted = (...days: readonly number[]) => {
  const acts = days.map(act);
  return { acts, lastActed: acts.at(-1) ?? null };
};
const named = (days: number, mentionedAs: 'forecast_user' | 'audit_actor' = 'forecast_user') =>
  sighting(daysAgo(days), 'unknown', { settles: false, mentionedAs, source: 'clari-forecast (forecast.csv)' });
const active = sighting(daysAgo(6), 'active');
const closed = sighting(daysAgo(4), 'inactive');
const done = [record({ performedAt: daysAgo(5) })];

const onlyMentioned = (days = 1) => account({ sightings: [named(days)], lastActiveAt: null });
const seenAgain = account({ sightings: [active, closed, named(2)], conflicting: true });
const acting = (over: Partial<Account>) => account({ ...over, latest: accountRow() });

describe('what must not be concluded', () => {
  const cases: readonly (readonly [string, Situation, string])[] = [
    [
      'a forecast names it: not active',
      { account: onlyMentioned(), person: [identity()] },
      'inconclusive/account_status_unknown',
    ],
    [
      'a forecast names a leaver: no leaver account',
      { account: onlyMentioned(), person: [leaver] },
      'inconclusive/account_status_unknown',
    ],
    [
      'a forecast names somebody unknown: not orphaned',
      { account: onlyMentioned() },
      'inconclusive/account_status_unknown',
    ],
    [
      'without any users export',
      { account: onlyMentioned(), person: [leaver], reads: [snapshot({ kind: 'directory' })] },
      'inconclusive/account_status_unknown',
    ],
    [
      'however old the forecast is',
      { account: onlyMentioned(30), person: [leaver] },
      'inconclusive/account_status_unknown',
    ],
    [
      'closed, then named: not inactive',
      { account: seenAgain, person: [leaver] },
      'inconclusive/account_status_conflicting',
    ],
    [
      'closed, then named: not ok',
      { account: seenAgain, person: [identity()] },
      'inconclusive/account_status_conflicting',
    ],
    [
      'confirmed, then forecasting: not reappeared',
      { account: seenAgain, person: [leaver], records: done },
      'inconclusive/account_status_conflicting',
    ],
    [
      'recorded, then forecasting: not contradicted, not confirmed',
      { account: account({ sightings: [active, named(2)] }), person: [leaver], records: done },
      'awaiting_verification/recorded_not_yet_verified',
    ],
    [
      'recorded, an event before it, none after: not confirmed',
      { account: acting({ sightings: [active], ...acted(5.5) }), person: [leaver], records: done },
      'awaiting_verification/recorded_not_yet_verified',
    ],
    [
      'contradicted by an event, then shown closed',
      { account: acting({ sightings: [active, closed], ...acted(4.5) }), person: [leaver], records: done },
      'inactive/account_inactive',
    ],
  ];
  test.each(cases)('%s', (_name, situation, word) => {
    expect(wordOf(situation)).toBe(word);
  });

  test('an account named before an export first showed it was not active beside another one', () => {
    const old = account({ accountId: 'old', sightings: [sighting(daysAgo(5), 'active')] });
    const fresh = account({ sightings: [sighting(daysAgo(1), 'active')], firstSeen: daysAgo(9) });
    const duplicate = {
      account: fresh,
      duplicates: [old],
      correlation: correlation([identity()], { situation: 'duplicate', duplicateOf: ['old'] }),
    };
    expect(wordOf(duplicate)).not.toContain('duplicate_account');
  });
});

describe('events and recorded work', () => {
  test.each([
    ['an event after the claim contradicts it', [active], [4.5], 'contradicted/active_after_recorded_deactivation'],
    [
      'an event after the confirmation is a reappearance',
      [active, closed],
      [3.5],
      'reappeared/active_after_confirmed_deactivation',
    ],
  ] as const)('%s, with the audit file as evidence', (_name, sightings, days, word) => {
    const situation = { account: acting({ sightings, ...acted(...days) }), person: [leaver], records: done };
    expect(wordOf(situation)).toBe(word);
    expect(verdictOf(situation).evidence).toContainEqual(
      expect.objectContaining({
        source: AUDIT,
        observedAt: daysAgo(days[0]),
        fact: expect.stringContaining('acted after'),
      }),
    );
  });

  test('a re-hire who acts again is no reappearance', () => {
    const situation = {
      account: acting({ sightings: [active, closed], ...acted(3.5) }),
      person: [identity()],
      records: done,
    };
    expect(verdictOf(situation).finding).not.toBe('reappeared');
  });
});

describe('used after revocation', () => {
  const used = (over: Partial<Account>, person = leaver) =>
    verdictOf({ account: account(over), person: [person] }).usedAfterRevocation;
  const dayOf = { ...leaver, revokedAt: `${daysAgo(3).slice(0, 10)}T00:00:00.000Z`, revokedAtDateOnly: true };
  test.each([
    ['an event after it', used(acted(5, 2)), 'yes'],
    ['an event before it says nothing of later', used(acted(5)), 'unknown'],
    ['at that moment', used(acted(3)), 'unknown'],
    ['on a day of which no time is known', used(acted(3), dayOf), 'unknown'],
    ['the day after', used(acted(2), dayOf), 'yes'],
    [
      'a login that is older does not take back an event',
      used({ ...acted(2), latest: accountRow({ lastLogin: { at: daysAgo(9), dateOnly: false } }) }),
      'yes',
    ],
    [
      'an older event does not take back what the export knows',
      used({ ...acted(5), latest: accountRow({ lastLogin: { at: daysAgo(9), dateOnly: false } }) }),
      'no',
    ],
  ])('%s', (_name, is, expected) => {
    expect(is).toBe(expected);
  });

  test('the last event is evidence, whatever the verdict', () => {
    for (const person of [leaver, identity()]) {
      const { evidence } = verdictOf({ account: account(acted(5, 2)), person: [person] });
      expect(evidence).toContainEqual({
        source: AUDIT,
        observedAt: daysAgo(2),
        fact: `Its user last acted at 2026-11-18 12:00 UTC, says "${AUDIT}".`,
      });
    }
  });

  test('used after access ended, in an export from before: said first', () => {
    const old = account({ sightings: [sighting(daysAgo(4), 'active')], ...acted(2) });
    const { nextAction, nextStep } = verdictOf({ account: old, person: [leaver] });
    expect(nextAction).toBe('export_users_again');
    expect(nextStep).toMatch(/^It was used after access ended/);
  });
});

describe('what settles it', () => {
  const importUsers = 'clari-identity-mcp import FILE --kind clari-users --as-of WHEN_IT_WAS_TAKEN --complete';
  test('only mentioned: a users export', () => {
    const { nextAction, nextStep, evidence } = verdictOf({ account: onlyMentioned(), person: [leaver] });
    expect(nextAction).toBe('export_users_again');
    expect(nextStep).toContain('"clari-forecast (forecast.csv)" as of 2026-11-19 12:00 UTC');
    expect(nextStep).toContain('only a users export settles whether it is active');
    expect(nextStep).toContain(importUsers);
    expect(evidence[0]).toMatchObject({
      source: 'clari-forecast (forecast.csv)',
      fact: expect.stringContaining('no users export has shown it'),
    });
  });

  test('where none was imported, the first one', () => {
    const reads = fullReads().filter((one) => one.kind !== 'clari-users');
    expect(verdictOf({ account: onlyMentioned(), reads }).nextAction).toBe('import_users_export');
  });

  test('named after it had been closed: a newer one, with both facts', () => {
    const { nextStep, evidence } = verdictOf({ account: seenAgain, person: [leaver] });
    expect(nextStep).toContain('it may be open again, which only a newer users export settles');
    expect(evidence.map((row) => [row.observedAt, row.fact])).toEqual(
      expect.arrayContaining([
        [daysAgo(2), expect.stringContaining('after it had been closed')],
        [daysAgo(4), 'Inactive in this read.'],
      ]),
    );
  });
});

import { describe, expect, it, test } from 'vitest';
import type { Sighting } from '../../../src/model/account.ts';
import type { ClaimStanding } from '../../../src/model/record.ts';
import { addMs } from '../../../src/model/time.ts';
import { claimStanding } from '../../../src/reconcile/claims/standing.ts';
import { account, daysAgo, NOW, record, settings, sighting } from '../../helpers/model-builders.ts';

const performedAt = daysAgo(5);
const standing = (sightings: readonly Sighting[], over: Parameters<typeof account>[0] = {}) =>
  claimStanding(record({ performedAt }), account({ ...over, sightings }), NOW, settings());

describe('the earliest settling read after the claimed time decides', () => {
  const before = sighting(daysAgo(6), 'active');
  const unstated = { settles: false };
  const cases: readonly (readonly [string, readonly Sighting[], string])[] = [
    ['nothing newer', [before], 'verifying'],
    ['inactive later', [before, sighting(daysAgo(4), 'inactive')], 'confirmed'],
    ['absent later', [before, sighting(daysAgo(4), 'absent')], 'confirmed'],
    ['active later', [before, sighting(daysAgo(4), 'active')], 'contradicted'],
    ['at the very moment', [before, sighting(performedAt, 'active')], 'verifying'],
    ['a millisecond later', [before, sighting(addMs(performedAt, 1), 'inactive')], 'confirmed'],
    ['unknown settles nothing', [before, sighting(daysAgo(4), 'unknown')], 'verifying'],
    [
      'unknown, then inactive',
      [before, sighting(daysAgo(4), 'unknown'), sighting(daysAgo(3), 'inactive')],
      'confirmed',
    ],
    [
      'active, then inactive: contradicted first',
      [before, sighting(daysAgo(4), 'active'), sighting(daysAgo(3), 'inactive')],
      'contradicted',
    ],
    [
      'inactive, then active: confirmed first',
      [before, sighting(daysAgo(4), 'inactive'), sighting(daysAgo(3), 'active')],
      'confirmed',
    ],
    ['unstated time', [before, sighting(daysAgo(4), 'inactive', unstated)], 'verifying'],
    [
      'unstated active, then stated inactive',
      [before, sighting(daysAgo(4), 'active', unstated), sighting(daysAgo(3), 'inactive')],
      'confirmed',
    ],
    [
      'two reads of one moment disagree, a later one decides',
      [
        before,
        sighting(daysAgo(4), 'active'),
        sighting(daysAgo(4), 'inactive', { snapshotId: 'b' }),
        sighting(daysAgo(3), 'inactive'),
      ],
      'confirmed',
    ],
    [
      'inactive and absent at one moment agree',
      [before, sighting(daysAgo(4), 'inactive'), sighting(daysAgo(4), 'absent', { snapshotId: 'b' })],
      'confirmed',
    ],
  ];
  test.each(cases)('%s', (_name, sightings, state) => {
    expect(standing(sightings).state).toBe(state);
    expect(standing(sightings.toReversed()).state).toBe(state);
  });

  it('names the read that settled it', () => {
    expect(standing([before, sighting(daysAgo(4), 'inactive'), sighting(daysAgo(3), 'inactive')])).toEqual({
      state: 'confirmed',
      settledBySnapshotId: `users@${daysAgo(4)}`,
      settledAsOf: daysAgo(4),
      reappearedAsOf: null,
    });
  });

  it('an absence that may be a rename confirms nothing', () => {
    expect(standing([before, sighting(daysAgo(4), 'absent')], { maybeRenamedTo: ['u9'] }).state).toBe('verifying');
    expect(
      standing([before, sighting(daysAgo(4), 'inactive'), sighting(daysAgo(3), 'absent')], { maybeRenamedTo: ['u9'] })
        .state,
    ).toBe('confirmed');
  });
});

describe('active again after having been confirmed', () => {
  const closed = sighting(daysAgo(4), 'inactive');
  test.each([
    ['in a stated read', sighting(daysAgo(3), 'active'), daysAgo(3)],
    ['in a read of unstated time: not settled', sighting(daysAgo(3), 'active', { settles: false }), null],
    ['unknown is not active', sighting(daysAgo(3), 'unknown'), null],
  ])('%s', (_name, again, reappearedAsOf) => {
    expect(standing([closed, again])).toMatchObject({ state: 'confirmed', reappearedAsOf });
  });
});

describe('events of the account', () => {
  const act = (days: number, snapshotId = 'audit') => ({
    at: daysAgo(days),
    snapshotId,
    source: 'clari-audit (a.json)',
  });
  const before = sighting(daysAgo(6), 'active');
  const closed = sighting(daysAgo(4), 'inactive');
  const named = sighting(daysAgo(3), 'unknown', { settles: false, mentionedAs: 'forecast_user' });
  const verifying: ClaimStanding = {
    state: 'verifying',
    settledBySnapshotId: null,
    settledAsOf: null,
    reappearedAsOf: null,
  };
  const confirmed: Partial<ClaimStanding> = {
    state: 'confirmed',
    settledBySnapshotId: closed.snapshotId,
    settledAsOf: daysAgo(4),
  };
  const cases: readonly (readonly [string, readonly Sighting[], readonly number[], Partial<ClaimStanding>])[] = [
    ['none: an event never confirms', [before], [], verifying],
    ['before the claimed time', [before], [6], verifying],
    ['at the claimed time', [before], [5], verifying],
    ['a forecast after it settles nothing', [before, named], [], verifying],
    [
      'a forecast after it was confirmed is no reappearance',
      [before, closed, named],
      [],
      { ...confirmed, reappearedAsOf: null },
    ],
    [
      'after it, and before any export',
      [before],
      [4.5],
      { state: 'contradicted', settledBySnapshotId: 'audit', settledAsOf: daysAgo(4.5), reappearedAsOf: null },
    ],
    [
      'after it, and an export shows it closed later',
      [before, closed],
      [4.5],
      { state: 'contradicted', settledBySnapshotId: 'audit', settledAsOf: daysAgo(4.5) },
    ],
    ['after it was confirmed', [before, closed], [3], { ...confirmed, reappearedAsOf: daysAgo(3) }],
    ['at the moment of the export that confirms it', [before, closed], [4], { ...confirmed, reappearedAsOf: null }],
    ['the first one counts', [before], [2, 4.5, 3].toSorted((a, b) => b - a), { settledAsOf: daysAgo(4.5) }],
  ];
  test.each(cases)('%s', (_name, sightings, days, expected) => {
    expect(standing(sightings, { acts: days.map((one) => act(one)) })).toMatchObject(expected);
  });

  it('names the audit read that contradicts it, also where only the last event is known', () => {
    expect(standing([before], { lastActed: act(4, 'audit@2') })).toEqual({
      state: 'contradicted',
      settledBySnapshotId: 'audit@2',
      settledAsOf: daysAgo(4),
      reappearedAsOf: null,
    });
  });

  it('an event of a later read does not settle it anew', () => {
    const one = standing([before], { acts: [act(4.5, 'a')] });
    expect(standing([before], { acts: [act(4.5, 'a'), act(1, 'b')] })).toEqual(one);
  });
});

describe('taken back', () => {
  const attestation = { level: 'client_form', client: null } as const;
  const withdrawn = { at: daysAgo(1), by: 'Mara', reason: 'wrong account', correctedBy: null, attestation };
  const open = sighting(daysAgo(6), 'active');
  test.each([
    ['while it verifies', [open]],
    ['after it was confirmed', [open, sighting(daysAgo(4), 'inactive')]],
    ['after it was contradicted', [open, sighting(daysAgo(4), 'active')]],
    ['after it reappeared', [open, sighting(daysAgo(4), 'inactive'), sighting(daysAgo(3), 'active')]],
  ])('%s, nothing settles it any more', (_name, sightings) => {
    expect(claimStanding(record({ performedAt, withdrawn }), account({ sightings }), NOW, settings())).toEqual({
      state: 'withdrawn',
      settledBySnapshotId: null,
      settledAsOf: null,
      reappearedAsOf: null,
    });
  });
});

describe('expiry', () => {
  const made = record({ performedAt, recordedAt: daysAgo(4) });
  const open = account({ sightings: [sighting(daysAgo(6), 'active')] });
  const verifyWithin = settings().verifyWithinMs;
  const end = addMs(daysAgo(4), verifyWithin);
  test.each([
    ['a millisecond before', addMs(end, -1), 'verifying'],
    ['at its end', end, 'expired'],
    ['long after', addMs(end, verifyWithin), 'expired'],
  ])('counts from when it was recorded: %s', (_name, now, state) => {
    expect(claimStanding(made, open, now, settings()).state).toBe(state);
  });

  it('a read that comes late settles an expired claim all the same', () => {
    const late = account({ sightings: [sighting(daysAgo(6), 'active'), sighting(addMs(end, 1), 'inactive')] });
    expect(claimStanding(made, late, addMs(end, 2), settings()).state).toBe('confirmed');
  });

  it('an account that is no longer known waits and expires like any other', () => {
    expect(claimStanding(made, null, NOW, settings()).state).toBe('verifying');
    expect(claimStanding(made, null, end, settings()).state).toBe('expired');
  });
});

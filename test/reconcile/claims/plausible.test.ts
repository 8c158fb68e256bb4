import { describe, expect, it, test } from 'vitest';
import type { Sighting } from '../../../src/model/account.ts';
import { ClariIdentityError } from '../../../src/model/errors.ts';
import { addMs } from '../../../src/model/time.ts';
import { checkClaim } from '../../../src/reconcile/claims/plausible.ts';
import { account, daysAgo, NOW, sighting } from '../../helpers/model-builders.ts';

const active = (days: number) => sighting(daysAgo(days), 'active');
const inactive = (days: number) => sighting(daysAgo(days), 'inactive');
const check = (sightings: readonly Sighting[], performedAt: string, maybeRenamedTo: readonly string[] = []) =>
  checkClaim({ account: account({ sightings, maybeRenamedTo }), performedAt, now: NOW });

function refusal(work: () => unknown): ClariIdentityError {
  try {
    work();
  } catch (error) {
    if (error instanceof ClariIdentityError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('accepted', () => {
  const cases: readonly (readonly [string, readonly Sighting[], string, boolean])[] = [
    ['after the last active sighting, nothing newer', [active(5)], daysAgo(1), false],
    ['a clock a little ahead', [active(5)], addMs(NOW, 60_000), false],
    ['at the moment it was first seen', [active(5)], daysAgo(5), false],
    ['between the last active and the first inactive sighting', [active(5), inactive(2)], daysAgo(3), true],
    ['between the last active and a proven absence', [active(5), sighting(daysAgo(2), 'absent')], daysAgo(3), true],
    ['closed, open again, and now done again', [active(9), inactive(7), active(5)], daysAgo(1), false],
    ['status unknown so far', [sighting(daysAgo(5), 'unknown')], daysAgo(1), false],
    [
      'an unknown row between does not matter',
      [active(5), sighting(daysAgo(4), 'unknown'), inactive(2)],
      daysAgo(3),
      true,
    ],
    [
      'contradicted by what is known already: accepted, and it will stand so',
      [active(5), active(2)],
      daysAgo(3),
      false,
    ],
    ['at the moment of the read that shows it closed', [active(5), inactive(2)], daysAgo(2), true],
  ];
  test.each(cases)('%s', (_name, sightings, performedAt, retroactive) => {
    expect(check(sightings, performedAt)).toEqual({ retroactive });
  });

  it('an absence that may be a rename does not make a claim retroactive', () => {
    expect(check([active(5), sighting(daysAgo(2), 'absent')], daysAgo(3), ['u9'])).toEqual({ retroactive: false });
  });
});

test('an event after it had been closed makes closing it again plausible', () => {
  const acts = [{ at: daysAgo(3), snapshotId: 'audit', source: 'clari-audit' }];
  const closed = account({ sightings: [active(7), inactive(5)], acts });
  const at = (days: number) => checkClaim({ account: closed, performedAt: daysAgo(days), now: NOW });
  expect(at(2)).toEqual({ retroactive: false });
  expect(refusal(() => at(4)).code).toBe('ERR_CLAIM_REFUSED');
});

describe('refused, with what to do', () => {
  const cases: readonly (readonly [string, readonly Sighting[], string, string, RegExp])[] = [
    ['in the future', [active(5)], addMs(NOW, 60_001), 'ERR_TIME', /in the future/],
    ['not a time', [active(5)], 'yesterday', 'ERR_TIME', /not a time/],
    ['before the account was first seen', [active(5)], daysAgo(6), 'ERR_CLAIM_REFUSED', /first seen/],
    [
      'an earlier export shows it inactive',
      [active(9), inactive(5)],
      daysAgo(3),
      'ERR_CLAIM_REFUSED',
      /already shows account u1 as inactive/,
    ],
    [
      'an earlier export shows it gone',
      [active(9), sighting(daysAgo(5), 'absent')],
      daysAgo(3),
      'ERR_CLAIM_REFUSED',
      /as absent/,
    ],
    [
      'inactive, then unknown: still inactive',
      [active(9), inactive(5), sighting(daysAgo(4), 'unknown')],
      daysAgo(3),
      'ERR_CLAIM_REFUSED',
      /as inactive/,
    ],
    ['never active at all', [inactive(5)], daysAgo(5), 'ERR_CLAIM_REFUSED', /as inactive/],
    [
      'an earlier file of unstated time shows it inactive',
      [active(9), sighting(daysAgo(5), 'inactive', { settles: false })],
      daysAgo(3),
      'ERR_CLAIM_REFUSED',
      /as inactive/,
    ],
  ];
  test.each(cases)('%s', (_name, sightings, performedAt, code, message) => {
    const error = refusal(() => check(sightings, performedAt));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.remedy.length).toBeGreaterThan(20);
  });

  it('points to the new account when the old one may have been renamed', () => {
    const error = refusal(() => check([active(9), sighting(daysAgo(5), 'absent')], daysAgo(3), ['u9']));
    expect(error.remedy).toContain('u9');
  });
});

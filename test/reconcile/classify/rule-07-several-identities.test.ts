import { describe, expect, test } from 'vitest';
import { account, daysAgo, fullReads, identity, record, sighting, snapshot } from '../../helpers/model-builders.ts';
import { judged, verdictOf, wordOf } from '../../helpers/verdict-of.ts';

const settings = { directories: ['okta', 'entra'] };
const reads = [...fullReads(), snapshot({ kind: 'directory', directory: 'entra' })];
const gone = identity({ entitlement: 'deactivated', revokedAt: daysAgo(20), latest: { employeeId: '77' } });
const here = identity({ directory: 'entra', identityId: 'e1', latest: { employeeId: '77' } });

describe('while any identity of a person is entitled, they are not a leaver', () => {
  const verdict = verdictOf({ person: [gone, here], settings, reads });
  test('ok, with both facts shown', () => {
    expect(verdict.finding).toBe('ok');
    const facts = verdict.evidence.map((row) => `${row.source}: ${row.fact}`).join('\n');
    expect(facts).toContain('okta/00u1');
    expect(facts).toContain('is deactivated');
    expect(facts).toContain('entra/e1');
    expect(facts).toContain('Clari assignment is assigned');
  });

  test('no revocation time is reported of somebody entitled', () => {
    expect([verdict.revokedAt, verdict.revokedAtBasis, verdict.basis]).toEqual([null, null, null]);
  });

  test('a re-hire with a new identity in the same directory is ok', () => {
    expect(wordOf({ person: [gone, identity({ identityId: '00u2', latest: { employeeId: '77' } })] })).toBe(
      'ok/entitled',
    );
  });
});

describe('access ended when the last right ended', () => {
  const okta = identity({ entitlement: 'deactivated', revokedAt: daysAgo(10), revokedAtBasis: 'event' });
  const entra = identity({ directory: 'entra', entitlement: 'deactivated', revokedAt: daysAgo(3) });
  test('the latest revocation counts, with its own basis', () => {
    const verdict = verdictOf({ person: [okta, entra], settings, reads });
    expect([verdict.revokedAt, verdict.revokedAtBasis]).toEqual([daysAgo(3), 'status_changed']);
  });

  test('one unknown time makes the whole unknown, not the other one true', () => {
    const verdict = verdictOf({ person: [okta, { ...entra, revokedAt: null }], settings, reads });
    expect([verdict.finding, verdict.revokedAt, verdict.revokedAtBasis]).toEqual(['leaver_active', null, 'unknown']);
  });
});

describe('a re-hire is ok again', () => {
  const closedThenOpen = account({
    sightings: [sighting(daysAgo(30), 'active'), sighting(daysAgo(20), 'inactive'), sighting(daysAgo(1), 'active')],
  });
  const records = [record({ performedAt: daysAgo(25) })];

  test('confirmed closed, open again, entitled again', () => {
    const { verdict, underlying } = judged({ account: closedThenOpen, person: [identity()], records });
    expect([verdict.finding, verdict.also, underlying]).toEqual(['ok', [], 'ok']);
    expect(verdict.evidence.some((row) => row.fact.includes('Active again'))).toBe(true);
  });

  test('without the entitlement it reappeared', () => {
    expect(wordOf({ account: closedThenOpen, person: [gone], records })).toBe(
      'reappeared/active_after_confirmed_deactivation',
    );
  });

  test('a pre-hire who was let in early is inconclusive, not reappeared', () => {
    const person = [identity({ entitlement: 'unknown', entitlementReason: 'pre_hire' })];
    const verdict = verdictOf({ account: closedThenOpen, person, records });
    expect([verdict.finding, verdict.reason, verdict.also]).toEqual(['inconclusive', 'pre_hire', ['reappeared']]);
  });
});

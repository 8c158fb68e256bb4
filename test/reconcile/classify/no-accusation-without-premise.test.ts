import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNT_STATUSES } from '../../../src/model/account.ts';
import { ENTITLEMENTS, type Identity } from '../../../src/model/identity.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { addMs, DAY_MS, MINUTE_MS } from '../../../src/model/time.ts';
import {
  account,
  correlation,
  daysAgo,
  disputed,
  exemption,
  identity,
  NOW,
  record,
  settings,
  sighting,
  snapshot,
} from '../../helpers/model-builders.ts';
import { judged, type Situation } from '../../helpers/verdict-of.ts';

const RUNS = 3_000;
const SCOPE = ['okta', 'entra'];
const STALE_DAYS = 7;

const age = fc.integer({ min: 0, max: 14 });
const isFresh = (at: string) => at > daysAgo(STALE_DAYS);

const anySighting = fc
  .record({ days: age, status: fc.constantFrom(...ACCOUNT_STATUSES), settles: fc.boolean() })
  .map(({ days, status, settles }) => sighting(daysAgo(days), status, { settles, snapshotId: `users@${days}` }));

const anyAccount = fc
  .record({
    sightings: fc.uniqueArray(anySighting, { minLength: 1, maxLength: 5, selector: (one) => one.asOf }),
    renamed: fc.boolean(),
    email: fc.constantFrom('jo@acme.com', 'jo@elsewhere.example', null),
  })
  .map(({ sightings, renamed, email }) =>
    account({ sightings, maybeRenamedTo: renamed ? ['u9'] : [], latest: { email } }),
  );

const anyIdentity: fc.Arbitrary<Identity> = fc
  .record({
    directory: fc.constantFrom('okta', 'entra', 'hr'),
    entitlement: fc.constantFrom(...ENTITLEMENTS),
    days: age,
    assignedDays: age,
    revokedMinutes: fc.option(fc.integer({ min: 0, max: 20_000 })),
    personKind: fc.constantFrom('person', 'guest', 'not_person', 'unknown'),
  })
  .map(({ directory, entitlement, days, assignedDays, revokedMinutes, personKind }) => {
    const revoked = entitlement === 'suspended' || entitlement === 'deactivated' || entitlement === 'deleted';
    return identity({
      directory,
      identityId: `${directory}-${days}-${entitlement}`,
      entitlement,
      asOf: daysAgo(days),
      ...(entitlement === 'assigned' || entitlement === 'unassigned' ? { assignmentAsOf: daysAgo(assignedDays) } : {}),
      revokedAt: revoked && revokedMinutes !== null ? addMs(NOW, -revokedMinutes * MINUTE_MS) : null,
      latest: { personKind },
    });
  });

const anyRead: fc.Arbitrary<Snapshot> = fc
  .record({
    kind: fc.constantFrom('clari-users', 'directory', 'directory', 'directory-assignments'),
    directory: fc.constantFrom('okta', 'entra'),
    days: age,
    completeness: fc.constantFrom('complete', 'complete', 'partial', 'unknown'),
    state: fc.constantFrom('published', 'published', 'published', 'held', 'superseded'),
    filter: fc.constantFrom(null, null, 'all', 'active'),
    rowsRefused: fc.constantFrom(0, 0, 0, 1),
    rowsAccepted: fc.constantFrom(100, 100, 100, 0),
  })
  .map(({ kind, directory, days, ...over }) =>
    snapshot({
      ...over,
      kind,
      asOf: daysAgo(days),
      ...(kind === 'clari-users' ? {} : { directory }),
      snapshotId: `${kind}-${directory}-${days}-${over.state}`,
    }),
  );

const GOOD_READS = SCOPE.map((directory) =>
  snapshot({ kind: 'directory', directory, asOf: NOW, snapshotId: `good-${directory}` }),
).concat(snapshot({ asOf: NOW, snapshotId: 'good-users' }));

const anySituation: fc.Arbitrary<
  Required<Pick<Situation, 'account' | 'correlation' | 'reads' | 'records'>> & Situation
> = fc
  .record({
    account: anyAccount,
    identities: fc.uniqueArray(anyIdentity, { maxLength: 3, selector: (one) => one.directory }),
    situation: fc.constantFrom('linked', 'linked', 'disputed', 'duplicate'),
    reads: fc.array(anyRead, { maxLength: 6 }),
    alsoGoodReads: fc.boolean(),
    declared: fc.boolean(),
    claimDays: fc.option(fc.integer({ min: 0, max: 20 }), { freq: 2 }),
    exempt: fc.constantFrom(false, false, false, true),
  })
  .map(({ account: of, identities, situation, reads, alsoGoodReads, declared, claimDays, exempt }) => ({
    account: of,
    correlation:
      situation === 'disputed' && identities.length > 0
        ? disputed(identities)
        : correlation(
            identities,
            situation === 'duplicate' && identities.length > 0 ? { situation, duplicateOf: ['u2'] } : {},
          ),
    reads: alsoGoodReads ? [...reads, ...GOOD_READS] : reads,
    records: claimDays === null ? [] : [record({ performedAt: daysAgo(claimDays) })],
    ...(exempt ? { exemption: exemption() } : {}),
    settings: { directories: declared ? SCOPE : null },
  }));

/** Every directory in scope has a published, complete, fresh read of everybody, no earlier than the account, none newer held. */
function everyDirectoryProvesAbsence(situation: Situation, firstSeen: string): boolean {
  const reads = situation.reads ?? [];
  const counted = reads.filter((one) => one.state === 'published' || one.state === 'held');
  const named = counted.flatMap((one) => (one.directory === null ? [] : [one.directory]));
  const scope = situation.settings?.directories ?? [...new Set(named)];
  return (
    scope.length > 0 &&
    scope.every((name) => {
      const own = counted.filter((one) => one.directory === name && one.kind === 'directory');
      return own.some(
        (one) =>
          one.state === 'published' &&
          one.completeness === 'complete' &&
          one.filter !== 'active' &&
          one.rowsRefused === 0 &&
          one.rowsAccepted > 0 &&
          isFresh(one.asOf) &&
          one.asOf >= firstSeen &&
          !own.some((other) => other.state === 'held' && other.asOf >= one.asOf),
      );
    })
  );
}

function inScope(situation: Situation, identities: readonly Identity[]): readonly Identity[] {
  // A superseded read counts for nothing: the one that took its place has what it said.
  const counted = (situation.reads ?? []).filter((one) => one.state === 'published' || one.state === 'held');
  const named = counted.flatMap((one) => (one.directory === null ? [] : [one.directory]));
  const scope = situation.settings?.directories ?? named;
  return identities.filter((one) => scope.includes(one.directory));
}

const hasFresh = (one: Identity) => isFresh(one.asOf) && (one.assignmentAsOf === null || isFresh(one.assignmentAsOf));
const isRevoked = (one: Identity) => ['deactivated', 'deleted', 'suspended'].includes(one.entitlement);

describe('whatever the inputs, no conclusion without its premises', () => {
  test('the account itself: fresh, and of the status that the finding says', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { finding } = judged(situation).verdict;
        const { status, statusAsOf } = situation.account;
        if (['leaver_active', 'unassigned_active', 'orphaned', 'duplicate_account', 'ok'].includes(finding)) {
          expect(status).toBe('active');
          expect(isFresh(statusAsOf)).toBe(true);
        }
        if (finding === 'inactive') {
          expect(['inactive', 'absent']).toContain(status);
          expect(isFresh(statusAsOf)).toBe(true);
          expect(status === 'absent' && situation.account.maybeRenamedTo.length > 0).toBe(false);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('a leaver: linked, every governing identity that speaks is revoked by a fresh read, none minutes ago', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        if (judged(situation).verdict.finding !== 'leaver_active') return;
        const linked = situation.correlation.linked.map((one) => one.identity);
        const governing = inScope(situation, linked);
        const speaking = governing.filter(
          (one) =>
            one.latest.personKind !== 'guest' ||
            !governing.some((other) => other.directory !== one.directory && other.latest.personKind !== 'guest'),
        );
        expect(speaking.length).toBeGreaterThan(0);
        for (const one of speaking) {
          expect(isRevoked(one)).toBe(true);
          expect(isFresh(one.asOf)).toBe(true);
          expect(one.revokedAt === null || one.revokedAt <= addMs(NOW, -5 * MINUTE_MS)).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('unassigned and ok: the word that decides is fresh, and nobody else speaks against it', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { finding } = judged(situation).verdict;
        const governing = inScope(
          situation,
          situation.correlation.linked.map((one) => one.identity),
        );
        if (finding === 'unassigned_active') {
          expect(governing.some((one) => one.entitlement === 'unassigned' && hasFresh(one))).toBe(true);
          const others = governing.filter((one) => one.latest.personKind !== 'guest');
          expect(others.some((one) => one.entitlement === 'assigned' || one.entitlement === 'unknown')).toBe(false);
        }
        if (finding === 'ok')
          expect(governing.some((one) => one.entitlement === 'assigned' && hasFresh(one))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('orphaned: no candidate, and each directory in scope proves the absence', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        if (judged(situation).verdict.finding !== 'orphaned') return;
        expect(situation.correlation.situation).toBe('unmatched');
        expect(everyDirectoryProvesAbsence(situation, situation.account.firstSeen)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  test('contradicted and reappeared rest on stated reads after the claim, and an exemption hides neither', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { verdict } = judged(situation);
        const performedAt = situation.records[0]?.performedAt;
        const stated = situation.account.sightings.filter(
          (one) => one.settles && performedAt !== undefined && one.asOf > performedAt && one.status === 'active',
        );
        if (verdict.finding === 'contradicted' || verdict.finding === 'reappeared')
          expect(stated.length).toBeGreaterThan(0);
        if (verdict.finding === 'exempt') {
          expect(verdict.also).not.toContain('contradicted');
          // A reappearance that lacks a premise is beneath the exemption as inconclusive, and still named.
          if (verdict.also.includes('reappeared')) expect(verdict.also).toContain('inconclusive');
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('inconclusive concludes nothing, and every verdict keeps its promises', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { verdict, underlying } = judged(situation);
        expect(verdict.confidence === 0).toBe(verdict.finding === 'inconclusive');
        expect(verdict.validUntil === null || verdict.validUntil > NOW).toBe(true);
        expect(verdict.evidence.length).toBeGreaterThan(0);
        expect(verdict.nextStep.length).toBeGreaterThan(5);
        if (verdict.finding !== 'exempt' && verdict.finding !== 'awaiting_verification')
          expect(underlying).toBe(verdict.finding);
      }),
      { numRuns: RUNS },
    );
  });

  test('until `validUntil`, the clock changes nothing', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 1, max: 30 * 24 * 60 }), (situation, minutes) => {
        const before = judged(situation).verdict;
        const now = addMs(NOW, minutes * MINUTE_MS);
        if (before.validUntil !== null && now >= before.validUntil) return;
        const after = judged({ ...situation, now }).verdict;
        expect([after.finding, after.reason, after.also, after.notes]).toEqual([
          before.finding,
          before.reason,
          before.also,
          before.notes,
        ]);
      }),
      { numRuns: RUNS },
    );
  });

  test('every accusation and every peace does occur: the property is not empty', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(anySituation, (situation) => {
        met.add(judged(situation).verdict.finding);
      }),
      { numRuns: 4 * RUNS, seed: 7 },
    );
    expect([...met].sort()).toEqual(
      [
        'awaiting_verification',
        'contradicted',
        'duplicate_account',
        'exempt',
        'inactive',
        'inconclusive',
        'leaver_active',
        'needs_review',
        'ok',
        'orphaned',
        'reappeared',
        'unassigned_active',
      ].sort(),
    );
  });

  test('the fixture agrees with the default settings', () => {
    expect(settings().staleAfterMs).toBe(STALE_DAYS * DAY_MS);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityRef } from '../../../src/model/identity.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  IdentityObservation,
  MentionObservation,
} from '../../../src/model/observation.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { accountHistory } from '../../../src/reconcile/state/accounts.ts';
import { identityHistory } from '../../../src/reconcile/state/identities.ts';
import { directory, event, list, mentions, users } from './feed.ts';

const days = fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03');
const maybe = (...values: readonly string[]) => fc.constantFrom(null, ...values);
const addresses = maybe('jo@acme.com', 'sam@acme.com', 'kim@acme.com');
const names = maybe('Jo Doe', 'Doe, Jo', 'Sam Roe');

const accountRows: fc.Arbitrary<Partial<AccountObservation>[]> = fc.array(
  fc.record({
    app: fc.constantFrom('clari', 'clari', 'clari', 'copilot'),
    exportId: maybe('u1', 'u2', '0055g000001AbCd'),
    crmId: maybe('0055g000001AbCd', '0055g000001AbCdAAK', 'c2'),
    email: addresses,
    name: names,
    employeeId: maybe('E1', 'E2'),
    status: fc.constantFrom('active', 'inactive', 'unknown'),
    statusRaw: maybe('odd'),
  }),
  { maxLength: 5 },
);

const mentionRows: fc.Arbitrary<Partial<MentionObservation>[]> = fc.array(
  fc
    .record({
      exportId: maybe('u1', 'u3', '0055g000001AbCd'),
      crmId: maybe('0055g000001AbCd', '0055g000001AbCdAAK', 'c2'),
      email: addresses,
      name: names,
      role: fc.constantFrom('forecast_user', 'audit_actor', 'activity_owner', 'activity_participant', 'quota_user'),
      hour: fc.constantFrom(null, '2026-10-31T08', '2026-11-01T08', '2026-11-02T00', '2026-11-03T08'),
    })
    .map(({ hour, ...row }) => ({ ...row, ...(hour === null ? {} : event(`${hour}:00:00.000Z`)) })),
  { maxLength: 5 },
);

const ends = fc.constantFrom(
  null,
  { at: '2026-10-01T00:01:00.000Z', by: 'it@acme.com', id: 'ev-1', type: 'user.lifecycle.deactivate' },
  { at: '2026-11-02T08:00:00.000Z', by: null, id: 'ev-2', type: 'user.lifecycle.suspend' },
);

const identityRows: fc.Arbitrary<Partial<IdentityObservation>[]> = fc.array(
  fc.record({
    identityId: fc.constantFrom('1', '2', 'jo@acme.com', 'sam@acme.com'),
    login: addresses,
    email: addresses,
    name: names,
    employeeId: maybe('E1', 'E2'),
    status: fc.constantFrom('active', 'deactivated', 'suspended', 'staged', 'unknown'),
    assignment: fc.constantFrom(null, 'assigned', 'unassigned'),
    statusChangedAt: fc.constantFrom(null, { at: '2026-10-01T00:00:00.000Z', dateOnly: true }),
    revoked: ends,
    ssoName: addresses,
    lastSsoAt: maybe('2026-10-30T08:00:00.000Z', '2026-11-02T08:00:00.000Z'),
  }),
  { maxLength: 5 },
);

const listRows: fc.Arbitrary<Partial<AssignmentObservation>[]> = fc.array(
  fc.record({
    identityId: maybe('1', '2', '3'),
    login: addresses,
    email: addresses,
    status: fc.constantFrom('assigned', 'unassigned', 'suspended', 'unknown'),
    ssoName: addresses,
    revoked: ends,
  }),
  { maxLength: 4 },
);

const statements = fc.record({
  completeness: fc.constantFrom('complete', 'partial', 'unknown'),
  filter: fc.constantFrom(null, 'all', 'active'),
  state: fc.constantFrom('published', 'published', 'published', 'held'),
  facts: fc.constantFrom(
    null,
    { appEnabled: true, assignmentRequired: false, implicitAssignment: null },
    { appEnabled: false, assignmentRequired: true, implicitAssignment: true },
  ),
});

/** Several reads, their rows, and the same shuffled: every row on its own. */
function reads<Row>(
  rows: fc.Arbitrary<Partial<Row>[]>,
  make: (day: string, rows: Partial<Row>[], over: Partial<Snapshot>) => { of: Snapshot; rows: readonly Row[] },
) {
  return fc
    .array(fc.tuple(days, rows, statements), { minLength: 1, maxLength: 4 })
    .map((all) =>
      all.map(([day, some, over], index) => make(day, some, { ...over, snapshotId: `${make.name}${index}` })),
    )
    .chain((made) => {
      const fed = made.flatMap(({ of, rows: some }) => some.map((row) => ({ of, row })));
      const snapshots = made.map(({ of }) => of);
      return fc.record({
        fed: fc.constant(fed),
        shuffled: fc.shuffledSubarray(fed, { minLength: fed.length }),
        snapshots: fc.constant(snapshots),
        mixed: fc.shuffledSubarray(snapshots, { minLength: snapshots.length }),
      });
    });
}

describe('order never matters', () => {
  test('accounts', () => {
    fc.assert(
      fc.property(reads(accountRows, users), reads(mentionRows, mentions), (exports, files) => {
        const one = accountHistory();
        for (const { of, row } of exports.fed) one.add(of, row);
        for (const { of, row } of files.fed) one.addMention(of, row);
        const other = accountHistory();
        for (const { of, row } of files.shuffled) other.addMention(of, row);
        for (const { of, row } of exports.shuffled) other.add(of, row);
        const built = one.build([...exports.snapshots, ...files.snapshots]);
        expect(other.build([...files.mixed, ...exports.mixed])).toEqual(built);
        expect(other.aliases()).toEqual(one.aliases());
        expect(one.build([...exports.snapshots, ...files.snapshots])).toEqual(built);
      }),
      { numRuns: 400 },
    );
  });

  test('files that only mention change nothing but that a closed account may be open again', () => {
    fc.assert(
      fc.property(reads(accountRows, users), reads(mentionRows, mentions), (exports, files) => {
        const without = accountHistory();
        for (const { of, row } of exports.fed) without.add(of, row);
        const together = accountHistory();
        for (const { of, row } of exports.fed) together.add(of, row);
        for (const { of, row } of files.fed) together.addMention(of, row);
        const before = without.build(exports.snapshots).filter((account) => account.app === 'clari');
        const built = together.build([...exports.snapshots, ...files.snapshots]);
        const after = new Map(built.map((account) => [account.accountId, account]));
        for (const account of before) {
          const { status, latest, sightings, lastActiveAt, firstInactiveAt } = account;
          const now = after.get(account.accountId);
          expect(now).toMatchObject({ latest, lastActiveAt, firstInactiveAt });
          expect(now?.sightings.slice(0, sightings.length)).toEqual(sightings);
          if (now?.status === status) expect(now.sightings).toEqual(sightings);
          else {
            expect(['inactive', 'absent']).toContain(status);
            expect(now).toMatchObject({ status: 'unknown', conflicting: true });
          }
        }
        const known = new Set(before.map((account) => account.accountId));
        for (const account of built)
          if (account.app === 'clari' && !known.has(account.accountId))
            expect(['unknown', 'absent']).toContain(account.status);
      }),
      { numRuns: 400 },
    );
  });

  test('identities', () => {
    fc.assert(
      fc.property(reads(identityRows, directory), reads(listRows, list), (people, lists) => {
        const one = identityHistory();
        for (const { of, row } of people.fed) one.addIdentity(of, row);
        for (const { of, row } of lists.fed) one.addAssignment(of, row);
        const other = identityHistory();
        for (const { of, row } of lists.shuffled) other.addAssignment(of, row);
        for (const { of, row } of people.shuffled) other.addIdentity(of, row);
        const built = one.build([...people.snapshots, ...lists.snapshots]);
        expect(other.build([...lists.mixed, ...people.mixed])).toEqual(built);
        expect(new Set(built.map(identityRef)).size).toBe(built.length);
        expect(one.build([...people.snapshots, ...lists.snapshots])).toEqual(built);
      }),
      { numRuns: 400 },
    );
  });

  test('no two accounts bear one id', () => {
    fc.assert(
      fc.property(reads(accountRows, users), reads(mentionRows, mentions), (exports, files) => {
        const history = accountHistory();
        for (const { of, row } of exports.fed) history.add(of, row);
        for (const { of, row } of files.fed) history.addMention(of, row);
        const ids = history.build([...exports.snapshots, ...files.snapshots]).map((account) => account.accountId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

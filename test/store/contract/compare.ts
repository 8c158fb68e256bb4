import { describe, expect, test } from 'vitest';
import type { AccountObservation, Observation } from '../../../src/model/observation.ts';
import type { SnapshotDifference } from '../../../src/store/readers/snapshot-reader.ts';
import type { TestedDatabase } from '../databases.ts';
import { importRows, temporaryStore } from '../open-temporary.ts';
import { accountRow, assignmentRow, identityRow, T0 } from '../samples.ts';

const NONE: SnapshotDifference = {
  added: 0,
  removed: 0,
  changed: 0,
  turnedInactive: 0,
  activeRemoved: 0,
  activeBefore: 0,
  rowsBefore: 0,
};

interface Case {
  readonly name: string;
  readonly before: readonly Partial<AccountObservation>[];
  readonly now: readonly Partial<AccountObservation>[];
  readonly difference: Partial<SnapshotDifference>;
  readonly gone?: readonly string[];
}

const [a, b, c] = [{ key: 'id:a' }, { key: 'id:b' }, { key: 'id:c' }];
const inactive = { status: 'inactive', statusRaw: 'Inactive' } as const;

const CASES: readonly Case[] = [
  { name: 'nothing in either', before: [], now: [], difference: {} },
  { name: 'a first read', before: [], now: [a, b], difference: { added: 2 } },
  {
    name: 'everything gone',
    before: [a, { ...b, ...inactive }],
    now: [],
    difference: { removed: 2, activeRemoved: 1, activeBefore: 1, rowsBefore: 2 },
    gone: ['id:a'],
  },
  { name: 'the same in another order', before: [a, b], now: [b, a], difference: { activeBefore: 2, rowsBefore: 2 } },
  {
    name: 'one added, one removed, one changed, one turned inactive',
    before: [a, b, c],
    now: [{ ...a, role: 'Manager' }, { ...b, ...inactive }, { key: 'id:d' }],
    difference: {
      added: 1,
      removed: 1,
      changed: 2,
      turnedInactive: 1,
      activeRemoved: 1,
      activeBefore: 3,
      rowsBefore: 3,
    },
    gone: ['id:b', 'id:c'],
  },
  {
    name: 'rows of one key, which count once',
    before: [a, a, a],
    now: [a, a],
    difference: { activeBefore: 1, rowsBefore: 1 },
  },
  {
    name: 'rows of one key that disagree now: no longer surely active',
    before: [a],
    now: [a, { ...a, ...inactive }],
    difference: { changed: 1, turnedInactive: 1, activeBefore: 1, rowsBefore: 1 },
    gone: ['id:a'],
  },
  {
    name: 'rows of one key that disagreed before: never surely active',
    before: [a, { ...a, ...inactive }],
    now: [{ ...a, ...inactive }],
    difference: { changed: 1, rowsBefore: 1 },
  },
  {
    name: 'a status that became unknown',
    before: [a],
    now: [{ ...a, status: 'unknown' }],
    difference: { changed: 1, turnedInactive: 1, activeBefore: 1, rowsBefore: 1 },
    gone: ['id:a'],
  },
  {
    name: 'a later login, which is no change of the account',
    before: [a],
    now: [{ ...a, lastLogin: { at: T0, dateOnly: false } }],
    difference: { activeBefore: 1, rowsBefore: 1 },
  },
];

export function compareContract(database: TestedDatabase): void {
  describe('compare', () => {
    test.each(CASES)('$name', async ({ before, now, difference, gone }) => {
      const store = await temporaryStore(database);
      const earlier = await importRows(store, observations(before));
      const later = await importRows(store, observations(now), { sha256: 'b' }, 'staging');
      // A third read must not leak into the two.
      await importRows(store, observations([{ key: 'id:x' }, a, { ...b, ...inactive }]), { sha256: 'c' });
      await store.read(async (reader) => {
        expect(await reader.compare(later, earlier)).toEqual({ ...NONE, ...difference });
        expect(await reader.noLongerActive(later, earlier, 10)).toEqual(gone ?? []);
        expect(await reader.noLongerActive(later, earlier, 1)).toEqual((gone ?? []).slice(0, 1));
      });
    });

    test('directories count active identities, assignment lists assigned ones', async () => {
      const store = await temporaryStore(database);
      const directory = { kind: 'directory', directory: 'okta', app: null } as const;
      const one = await importRows(
        store,
        [2, 3, 4].map((line) => ({ of: 'identity', row: identityRow(line) })),
        directory,
      );
      const two = await importRows(
        store,
        [
          { of: 'identity', row: identityRow(2, { otherEmails: ['new@acme.com'] }) },
          { of: 'identity', row: identityRow(3, { status: 'suspended' }) },
        ],
        directory,
      );
      const list = { kind: 'directory-assignments', directory: 'okta', app: null } as const;
      const assigned = await importRows(store, [{ of: 'assignment', row: assignmentRow(2) }], list);
      const suspended = await importRows(
        store,
        [{ of: 'assignment', row: assignmentRow(2, { status: 'suspended' }) }],
        list,
      );
      await store.read(async (reader) => {
        expect(await reader.compare(two, one)).toEqual({
          ...NONE,
          removed: 1,
          changed: 2,
          turnedInactive: 1,
          activeRemoved: 1,
          activeBefore: 3,
          rowsBefore: 3,
        });
        expect(await reader.noLongerActive(two, one, 10)).toEqual(['00u3', '00u4']);
        expect(await reader.compare(suspended, assigned)).toMatchObject({ turnedInactive: 1, activeBefore: 1 });
      });
    });
  });
}

function observations(rows: readonly Partial<AccountObservation>[]): readonly Observation[] {
  const base = { exportId: null, email: null, name: null };
  return rows.map((row, index) => ({ of: 'account', row: accountRow(index + 2, { ...base, ...row }) }));
}

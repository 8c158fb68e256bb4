import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountObservation, IdentityObservation, Observation } from '../../../src/model/observation.ts';
import type { SnapshotDifference } from '../../../src/store/readers/snapshot-reader.ts';
import type { TestedDatabase } from '../databases.ts';
import { importRows, openAt, temporaryStore } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';
import { accountRow, head, identityRow } from '../samples.ts';

type Row = Partial<AccountObservation>;

const MANY: readonly Row[] = Array.from({ length: 3_000 }, (_, n) => ({ key: `id:${n}`, exportId: String(n) }));

const LINES = MANY.map((_, n) => n + 2);

/** Reads that are alike share what they are alike in. */
export function sharingContract(database: TestedDatabase): void {
  describe('sharing', () => {
    test('the same rows again, under other bytes and further down, are not written again', async () => {
      const store = await temporaryStore(database);
      const one = await importRows(store, rowsOf(MANY));
      const raw = await rawDatabase(store.place, database);
      const count = () => raw.all('select count(*) as n from blocks');
      const before = await count();
      const two = await importRows(store, rowsOf(MANY, 7), { sha256: 'b' });
      expect(await count()).toEqual(before);
      await store.read(async (reader) => {
        const [rows, again] = [await reader.accountRows(one, 0, 9_999), await reader.accountRows(two, 0, 9_999)];
        expect(rows).toEqual(rowsOf(MANY).map(({ row }) => row));
        expect(again).toEqual(rowsOf(MANY, 7).map(({ row }) => row));
      });
    });

    test('a row more writes little, and every row has its line, in pages and by itself', async () => {
      const store = await temporaryStore(database);
      await importRows(store, rowsOf(MANY));
      const raw = await rawDatabase(store.place, database);
      const written = async () => (await raw.all('select block_id from blocks')).length;
      const before = await written();
      const changed = rowsOf(MANY.toSpliced(1_700, 0, { key: 'id:new' }), 3);
      const two = await importRows(store, changed, { sha256: 'b' });
      expect((await written()) - before).toBeLessThan(6);
      const wanted = changed.map(({ row }) => row);
      await store.read(async (reader) => {
        for (const size of [1, 97, 2_000]) {
          const paged: AccountObservation[] = [];
          for (let after = size === 1 ? 2_970 : 0; ; ) {
            const page = await reader.accountRows(two, after, size);
            paged.push(...page);
            const last = page.at(-1);
            if (last === undefined) break;
            after = last.line;
          }
          expect(paged).toEqual(size === 1 ? wanted.filter((row) => row.line > 2_970) : wanted);
        }
        const lines = [5, 6, 1_704, 1_705, 1_706, 3_005, 3_006, 99_999, 0, 4];
        for (const some of [lines, lines.slice(2, 3), wanted.map((row) => row.line)]) {
          const found = [...(await reader.accountRowsAt(two, some))].sort((a, b) => a.line - b.line);
          expect(found).toEqual(wanted.filter((row) => some.includes(row.line)));
        }
      });
    });

    test('what a read shares stays when another that shares it is discarded, or swept after a kill', async () => {
      const store = await temporaryStore(database);
      const kept = await importRows(store, rowsOf(MANY), {}, 'held');
      const changed = rowsOf(MANY.toSpliced(10, 1));
      const discarded = await store.stage(head({ sha256: 'b' }));
      await discarded.append(changed);
      await discarded.discard();
      await importRows(store, changed, { sha256: 'c' }, 'staging');
      const raw = await rawDatabase(store.place, database);
      await raw.run(`update snapshots set owner_token = ? where state = 'staging'`, ['another']);
      await openAt(store.place, database);
      const rows = await store.read((reader) => reader.accountRows(kept, 0, 9_999));
      expect(rows).toEqual(rowsOf(MANY).map(({ row }) => row));
      const [left] = await raw.all(
        'select count(*) as n from blocks where read_id not in (select read_id from snapshots)',
      );
      expect(left).toEqual({ n: 0 });
    });

    test('a block that a damaged store lost is said so: its people are not taken for gone', async () => {
      const store = await temporaryStore(database);
      const one = await importRows(store, rowsOf(MANY));
      const two = await importRows(store, [], { sha256: 'b' });
      const raw = await rawDatabase(store.place, database);
      await raw.exec('delete from blocks where block_id = 2');
      const corrupt = { code: 'ERR_STORE_CORRUPT' };
      await store.read(async (reader) => {
        await expect(reader.accountRows(one, 0, 9_999)).rejects.toMatchObject(corrupt);
        await expect(reader.accountRowsAt(one, LINES)).rejects.toMatchObject(corrupt);
        await expect(reader.compare(two, one)).rejects.toMatchObject(corrupt);
      });
    });

    test('nothing is shared with a read that is still on its way and may vanish', async () => {
      const store = await temporaryStore(database);
      const staged = await store.stage(head());
      await staged.append(rowsOf(MANY));
      const other = await importRows(store, rowsOf(MANY), { sha256: 'b' });
      await staged.discard();
      const rows = await store.read((reader) => reader.accountRows(other, 0, 9_999));
      expect(rows).toHaveLength(MANY.length);
    });

    test('rows of a directory that another read does not have word for word are named, wherever they are', async () => {
      const store = await temporaryStore(database);
      const directory = { kind: 'directory', app: null, directory: 'okta' } as const;
      const people = Array.from({ length: 600 }, (_, n) => ({ identityId: `p\\"${n}`, name: `], "", [${n}` }));
      const rows = (all: readonly Partial<IdentityObservation>[], from = 2): readonly Observation[] =>
        all.map((row, n) => ({ of: 'identity', row: identityRow(from + n, { login: null, email: null, ...row }) }));
      const one = await importRows(store, rows(people), directory);
      const changed = people.map((row, n) => (n === 17 ? { ...row, status: 'deactivated' as const } : row));
      const later = [...changed.slice(1, 400).toReversed(), ...changed.slice(400), { identityId: 'new', name: null }];
      const two = await importRows(store, rows(later, 5), { ...directory, sha256: 'b' });
      const twice = await importRows(store, rows([{ identityId: 'x' }, { identityId: 'x' }]), {
        ...directory,
        sha256: 'c',
      });
      await store.read(async (reader) => {
        const apart = await reader.identityRowsApart(two, one);
        expect(apart?.before).toEqual([
          { key: 'p\\"0', line: 2 },
          { key: 'p\\"17', line: 19 },
        ]);
        expect(apart?.now).toEqual([
          { key: 'p\\"17', line: 387 },
          { key: 'new', line: 604 },
        ]);
        const wanted = new Set(['p\\"17', 'p\\"0']);
        expect(await reader.identityLinesOf(two, wanted)).toEqual([{ key: 'p\\"17', line: 387 }]);
        const every = new Set(later.map(({ identityId }) => identityId));
        expect(await reader.identityLinesOf(two, every)).toHaveLength(later.length);
        expect(await reader.identityRowsApart(two, twice)).toBeNull();
      });
    });

    test('what differs between two reads is what a plain comparison in memory finds, whatever they share', async () => {
      const store = await temporaryStore(database);
      const edit = fc.record({
        at: fc.nat(MANY.length - 1),
        // A key that is there already makes a key with several rows, some of them in blocks that both reads have.
        what: fc.constantFrom<Row | null>(
          null,
          { status: 'inactive' },
          { role: 'Manager' },
          { key: 'id:5' },
          { key: 'id:new' },
          { lastLogin: { at: '2026-03-01T09:00:00.000Z', dateOnly: false } },
        ),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { maxLength: 6 }), fc.array(edit, { maxLength: 6 }), async (first, second) => {
          run += 1;
          const [before, now] = [edited(MANY, first), edited(edited(MANY, first), second)];
          const earlier = await importRows(store, rowsOf(before), { sha256: `a${run}` });
          const later = await importRows(store, rowsOf(now), { sha256: `b${run}` });
          const { difference, gone } = plain(before, now);
          await store.read(async (reader) => {
            expect(await reader.compare(later, earlier)).toEqual(difference);
            expect(await reader.noLongerActive(later, earlier, 10_000)).toEqual(gone);
          });
        }),
        { numRuns: database === 'postgres' ? 12 : 40 },
      );
    });
  });
}

function rowsOf(rows: readonly Row[], from = 2) {
  const base = { exportId: null, email: null, name: null };
  return rows.map(
    (row, n) => ({ of: 'account', row: accountRow(from + n, { ...base, ...row }) }) as const,
  ) satisfies readonly Observation[];
}

function edited(
  rows: readonly Row[],
  edits: readonly { readonly at: number; readonly what: Row | null }[],
): readonly Row[] {
  return edits.reduce(
    (all, { at, what }) =>
      what === null ? all.toSpliced(at, 1) : all.with(at % all.length, { ...all[at % all.length], ...what }),
    rows,
  );
}

/** Key by key, over everything. */
function plain(
  before: readonly Row[],
  now: readonly Row[],
): { readonly difference: SnapshotDifference; readonly gone: string[] } {
  const byKey = (rows: readonly Row[]) => {
    const keys = new Map<string, { active: boolean; told: Set<string> }>();
    for (const { key = '', status = 'active', role = '', exportId } of rows) {
      const one = keys.get(key) ?? { active: true, told: new Set() };
      one.active &&= status === 'active';
      one.told.add(JSON.stringify([status, role, exportId ?? null]));
      keys.set(key, one);
    }
    return keys;
  };
  const [was, is] = [byKey(before), byKey(now)];
  const both = [...was].flatMap(([key, old]) => {
    const fresh = is.get(key);
    return fresh === undefined ? [] : [{ old, fresh }];
  });
  const active = [...was].filter(([, one]) => one.active).map(([key]) => key);
  return {
    difference: {
      added: [...is.keys()].filter((key) => !was.has(key)).length,
      removed: [...was.keys()].filter((key) => !is.has(key)).length,
      changed: both.filter(({ old, fresh }) => !same(old.told, fresh.told)).length,
      turnedInactive: both.filter(({ old, fresh }) => old.active && !fresh.active).length,
      activeRemoved: active.filter((key) => !is.has(key)).length,
      activeBefore: active.length,
      rowsBefore: was.size,
    },
    gone: active.filter((key) => is.get(key)?.active !== true).sort(),
  };
}

function same(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((value) => other.has(value));
}

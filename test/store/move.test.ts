import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrateStore } from '../../src/app/doctor/migrate-store.ts';
import { judgedPage } from '../../src/evaluation/index.ts';
import { moveStore } from '../../src/store/move.ts';
import { openStore } from '../../src/store/open.ts';
import { TABLES } from '../../src/store/schema/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { acme } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { openReview } from './contract/reviews.ts';
import { usableBindings } from './databases.ts';
import { openAt, temporaryFolder, temporaryPlace } from './open-temporary.ts';
import { rawDatabase } from './raw-database.ts';
import { accountRow, entry, head, record } from './samples.ts';

const [SQLITE] = await usableBindings();
if (SQLITE === undefined) throw new Error('no SQLite');
const QUIET = () => undefined;

async function emptyPlace(database: 'sqlite' | 'postgres'): Promise<string> {
  const place = await temporaryPlace(database === 'postgres' ? 'postgres' : (SQLITE ?? 'better-sqlite3'));
  return database === 'postgres' ? place : `sqlite:${place}`;
}

/** A store with something of everything that the tools leave in it. */
async function filled(database: 'sqlite' | 'postgres') {
  const url = await emptyPlace(database);
  const world = await acme(url);
  const { call } = await connect(world, agree);
  const done = [
    await call('list_clari_users'),
    await call('draft_offboarding_plan', { account: 'leo@acme.com' }),
    await call('record_manual_deactivation', {
      account: 'leo@acme.com',
      performed_by: 'Mara',
      performed_at: '2026-11-20T10:00:00Z',
    }),
    await call('set_exemption', { account: 'ghost@acme.com', reason: 'shared', until: '2027-01-01', owner: 'Mara' }),
    await call('list_clari_users'),
  ];
  expect(done.map((answer) => answer.isError)).toEqual(done.map(() => false));
  await openReview(world.store);
  return { url, world, call };
}

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
  ['sqlite', 'sqlite'],
] as const)('from %s to %s', (source, target) => {
  test('everything arrives, provably, and the new store answers and goes on as the old one', async () => {
    const { url, world, call } = await filled(source);
    const to = await emptyPlace(target);
    const seen: number[] = [];
    const result = await migrateStore(url, to, (rows, total) => seen.push(rows / total));
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(result.tables.map((one) => one.table)).toEqual(TABLES.map((table) => table.name));
    expect(Object.fromEntries(result.tables.map((one) => [one.table, one.rows]))).toMatchObject({
      meta: 1,
      snapshots: 3,
      blocks: 3,
      records: 1,
      judgements: 7,
      review_items: 6,
      review_queue: 6,
      reviews: 1,
    });
    const store = await openStore({ url: to });
    onTestFinished(() => store.close());
    const everything = (one: typeof store) =>
      one.read(async (reader) => ({
        revision: await reader.revision(),
        snapshots: await reader.snapshots(),
        ledger: await reader.ledger(0, 1_000),
        records: await reader.records(),
        plans: await reader.plans(),
        reviews: await reader.reviews(),
        items: await reader.reviewItems('rev_1', {}, 0, 100),
        evaluation: await reader.evaluation(),
        page: await judgedPage(reader, world.settings, {}, 'severity', null, 100),
      }));
    const after = await everything(store);
    expect(after).toStrictEqual(await everything(world.store));
    expect(result.ledger).toEqual({ entries: after.ledger.length, headHash: after.ledger.at(-1)?.hash });

    const moved = await connect({ ...world, store }, agree);
    for (const tool of ['list_clari_users', 'find_orphaned_accounts', 'get_coverage'])
      expect((await moved.call(tool)).structured).toEqual((await call(tool)).structured);
    // Numbers that the database gives go on where they were.
    const claim = { account: 'una@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:30:00Z' };
    expect((await moved.call('record_manual_deactivation', claim)).isError).toBe(false);
    const exemption = { account: 'sue@acme.com', reason: 'leave', until: '2027-01-01' };
    expect((await moved.call('set_exemption', exemption)).isError).toBe(false);
    const staged = await store.stage(head());
    await staged.append([{ of: 'account', row: accountRow(2) }]);
    await staged.discard();
  });
});

describe.each(['sqlite', 'postgres'] as const)('into %s', (target) => {
  test('a store that is not empty is refused, and neither changes', async () => {
    const { url } = await filled('sqlite');
    const to = await emptyPlace(target);
    const other = await openStore({ url: to });
    onTestFinished(() => other.close());
    await other.write((writer) => writer.insertRecord(record('theirs')));
    await expect(migrateStore(url, to, QUIET)).rejects.toMatchObject({
      code: 'ERR_GUARD',
      message: expect.stringContaining('records has rows'),
    });
    expect(await other.read((reader) => reader.records())).toHaveLength(1);
    expect(await other.read((reader) => reader.ledger(0, 9))).toEqual([]);
  });

  test('a ledger that somebody rewrote is not moved as if it were whole', async () => {
    const from = await emptyPlace('sqlite');
    const store = await openAt(from.replace('sqlite:', ''), SQLITE);
    // Chained by number and hash, as the store demands, but the hashes are not those of the contents.
    await store.write((writer) => writer.insertLedgerEntry(entry(1)));
    const to = await emptyPlace(target);
    await expect(migrateStore(from, to, QUIET)).rejects.toMatchObject({ code: 'ERR_LEDGER_BROKEN' });
    const empty = await openStore({ url: to });
    onTestFinished(() => empty.close());
    expect(await empty.read((reader) => reader.ledger(0, 9))).toEqual([]);
  });

  test('an import under way is waited for by the person, not cut in half', async () => {
    const { url, world } = await filled('sqlite');
    const staged = await world.store.stage(head());
    const to = await emptyPlace(target);
    await expect(migrateStore(url, to, QUIET)).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' });
    await staged.discard();
    expect((await migrateStore(url, to, QUIET)).rows).toBeGreaterThan(0);
  });

  test('a failure in the middle leaves the target empty, and the next try works', async () => {
    const { url } = await filled('sqlite');
    const to = await emptyPlace(target);
    await expect(
      migrateStore(url, to, (rows) => {
        if (rows > 20) throw new Error('cut');
      }),
    ).rejects.toThrow('cut');
    expect((await migrateStore(url, to, QUIET)).rows).toBeGreaterThan(20);
  });
});

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
  ['sqlite', 'sqlite'],
] as const)('from %s to %s, a store that is written to meanwhile', (source, target) => {
  test('refuses writers from the first look to the last, and who waits for longer comes after the move', async () => {
    const from = await emptyPlace(source);
    const database = source === 'postgres' ? source : SQLITE;
    const place = from.replace('sqlite:', '');
    const patient = await openAt(place, database, { busyTimeoutMs: 60_000 });
    await patient.write((writer) => writer.insertRecord(record('before')));
    const impatient = await openAt(place, database, { busyTimeoutMs: 1 });
    const attempts: Promise<unknown>[] = [];
    const attempt = () => {
      const name = `meanwhile-${attempts.length}`;
      attempts.push(impatient.write((writer) => writer.insertRecord(record(name))).catch((error: unknown) => error));
    };
    const waiting: Promise<void>[] = [];
    const to = await emptyPlace(target);
    await moveStore(from, to, {
      progress: attempt,
      // The move stands still until this is done: however slow the machine is, every attempt falls inside it.
      checkLedger: async () => {
        attempt();
        await Promise.all(attempts);
        if (waiting.length === 0) waiting.push(patient.write((writer) => writer.insertRecord(record('after'))));
      },
    });
    await Promise.all(waiting);
    // At both readings of the ledger, and as rows are sent and read back.
    expect(attempts.length).toBeGreaterThan(4);
    for (const refused of await Promise.all(attempts)) expect(refused).toMatchObject({ code: 'ERR_STORE_BUSY' });
    const moved = await openStore({ url: to });
    onTestFinished(() => moved.close());
    const ids = async (store: Store) => (await store.read((reader) => reader.records())).map((one) => one.recordId);
    expect(await ids(moved)).toEqual(['before']);
    expect((await ids(patient)).toSorted()).toEqual(['after', 'before']);
  });
});

test('rows of every kind come over in more than one page, to the last value', async () => {
  const from = await emptyPlace('sqlite');
  const store = await openAt(from.replace('sqlite:', ''), SQLITE);
  const staged = await store.stage(head());
  const odd = ['a\tb', 'c\\N', '\\.', "d'e", 'ü😀', '\r\n', ' '];
  await staged.append(
    Array.from({ length: 5_001 }, (_, n) => ({
      of: 'account',
      row: accountRow(n + 2, { name: odd[n % odd.length] ?? null }),
    })),
  );
  await staged.finish(
    { rowsRead: 5_001, rowsAccepted: 5_001, rowsRefused: 0, headerFingerprint: '', encoding: 'utf-8' },
    head(),
  );
  await store.write((writer) => writer.settleSnapshot(staged.snapshotId, 'published', []));
  const there = await emptyPlace('postgres');
  const out = await migrateStore(from, there, QUIET);
  const back = await migrateStore(there, await emptyPlace('sqlite'), QUIET);
  expect(back.tables).toEqual(out.tables);
  expect(out.tables.find((one) => one.table === 'blocks')?.rows).toBeGreaterThan(5_001 / 256);
});

describe('addresses', () => {
  test('a source that is not there is not made', async () => {
    const path = join(await temporaryFolder(), 'none.sqlite');
    const to = await emptyPlace('sqlite');
    for (const from of [`sqlite:${path}`, await emptyPlace('postgres')])
      await expect(migrateStore(from, to, QUIET)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect([existsSync(path), existsSync(to.replace('sqlite:', ''))]).toEqual([false, false]);
  });

  test('one store is not moved into itself', async () => {
    const { url } = await filled('sqlite');
    await expect(migrateStore(url, url, QUIET)).rejects.toMatchObject({ code: 'ERR_USAGE' });
  });

  test('a damaged source is said so', async () => {
    const path = join(await temporaryFolder(), 'store.sqlite');
    await writeFile(path, 'not a database at all, but long enough to be taken for a header of one');
    await expect(migrateStore(`sqlite:${path}`, await emptyPlace('postgres'), QUIET)).rejects.toMatchObject({
      code: 'ERR_STORE_CORRUPT',
    });
  });
});

test('what was moved is guarded by the same rules', async () => {
  const { url } = await filled('sqlite');
  const to = await emptyPlace('postgres');
  await migrateStore(url, to, QUIET);
  const raw = await rawDatabase(to, 'postgres');
  await expect(raw.exec('delete from ledger')).rejects.toThrow(/append-only/);
});

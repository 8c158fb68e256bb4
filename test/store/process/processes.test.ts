import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { type TestedDatabase, usableBindings } from '../databases.ts';
import { temporaryPlace } from '../open-temporary.ts';
import { rawDatabase } from '../raw-database.ts';

// Inside the project, so that the driver, which is not bundled, is found.
const WORKER = resolve(`.cache/test-store-${process.pid}/worker.mjs`);

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    outfile: WORKER,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['better-sqlite3', 'pg', 'pg-copy-streams'],
    logLevel: 'error',
  });
});

afterAll(() => rm(join(WORKER, '..'), { recursive: true, force: true }));

const [binding] = await usableBindings();
const databases: readonly TestedDatabase[] = [...(binding === undefined ? [] : [binding]), 'postgres'];

describe.each(databases)('%s', (database) => {
  async function somewhere(): Promise<{ readonly place: string; readonly url: string }> {
    const place = await temporaryPlace(database);
    return { place, url: database === 'postgres' ? place : `sqlite:${place}` };
  }

  test('two processes append to one ledger at once: none is lost, the sequence has no gap', async () => {
    const { url } = await somewhere();
    const [one, two] = [worker('append', url, 'one'), worker('append', url, 'two')];
    const said = [one.stdout, one.stderr, two.stderr].map(whole);
    expect(await Promise.all([ended(one), ended(two)])).toEqual([0, 0]);
    // Node's own SQLite says on loading that it is experimental: nothing that a client's log needs.
    expect(await Promise.all(said)).toEqual(['done\n', '', '']);
    const store = await open(url);
    const ledger = await store.read((reader) => reader.ledger(0, 1_000));
    expect(ledger.map((each) => each.sequence)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    for (const name of ['one', 'two']) {
      const own = ledger.filter((each) => each.payload['name'] === name);
      expect(own.map((each) => each.payload['n'])).toEqual(Array.from({ length: 150 }, (_, n) => n));
    }
    const records = await store.read((reader) => reader.records());
    expect(records.map((each) => each.ledgerSequence)).toEqual(ledger.map((each) => each.sequence));
  });

  test('a process killed while it stages leaves the store as it was; the next opening sweeps what it left', async () => {
    const { place, url } = await somewhere();
    const child = worker('stage', url);
    await lines(child, 10);
    child.kill('SIGKILL');
    await ended(child);
    const raw = await rawDatabase(place, database);
    const count = (table: string) => raw.all(`select count(*) as n from ${table}`);
    expect(await count('blocks')).not.toEqual([{ n: 0 }]);
    const store = await open(url);
    expect(await store.read(async (reader) => [await reader.snapshots(), await reader.revision()])).toEqual([[], 0]);
    expect([await count('blocks'), await count('snapshots')]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
  });

  test('what a living process stages is not swept by another that opens', async () => {
    const { url } = await somewhere();
    const child = worker('stage', url);
    await lines(child, 2);
    await open(url);
    // It would have ended with an error: every further row of a swept read is refused.
    await lines(child, 3);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await ended(child);
  });

  test('a process killed inside a write leaves nothing of it, and no lock', async () => {
    const { url } = await somewhere();
    const child = worker('write', url);
    await lines(child, 1);
    child.kill('SIGKILL');
    await ended(child);
    const store = await open(url);
    expect(await store.read((reader) => reader.ledger(0, 9))).toEqual([]);
    expect(await store.read((reader) => reader.records())).toEqual([]);
    await store.write(async (writer) => expect(await writer.lastLedgerEntry()).toBeNull());
  });

  test('four processes that start at once on a new store make one store', async () => {
    const { url } = await somewhere();
    const workers = ['a', 'b', 'c', 'd'].map((name) => worker('append', url, name));
    expect(await Promise.all(workers.map(ended))).toEqual([0, 0, 0, 0]);
    const store = await open(url);
    expect((await store.read((reader) => reader.ledger(0, 1_000))).map((each) => each.sequence)).toEqual(
      Array.from({ length: 600 }, (_, n) => n + 1),
    );
  });
});

function worker(...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [WORKER, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk) => process.stderr.write(chunk));
  return child;
}

function whole(stream: Readable): Promise<string> {
  let said = '';
  stream.on('data', (chunk) => {
    said += String(chunk);
  });
  return once(stream, 'end').then(() => said);
}

function lines({ stdout }: ReturnType<typeof worker>, wanted: number): Promise<void> {
  return new Promise((done, fail) => {
    let seen = 0;
    const count = (chunk: Buffer) => {
      seen += String(chunk).split('\n').length - 1;
      if (seen < wanted) return;
      stdout.off('data', count);
      done();
    };
    stdout.on('data', count);
    stdout.once('end', () => fail(new Error('it ended before')));
  });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

async function open(url: string): Promise<Store> {
  const store = await openStore({ url });
  onTestFinished(() => store.close());
  return store;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/store/open.ts';
import type { Store } from '../../../src/store/store.ts';
import { usableBindings } from '../databases.ts';
import { temporaryFolder } from '../open-temporary.ts';
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
    external: ['better-sqlite3'],
    logLevel: 'error',
  });
});

afterAll(() => rm(join(WORKER, '..'), { recursive: true, force: true }));

test('two processes append to one ledger at once: none is lost, the sequence has no gap', async () => {
  const path = join(await temporaryFolder(), 'store.sqlite');
  const [one, two] = [worker('append', path, 'one'), worker('append', path, 'two')];
  expect(await Promise.all([ended(one), ended(two)])).toEqual([0, 0]);
  const store = await open(path);
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
  const path = join(await temporaryFolder(), 'store.sqlite');
  const child = worker('stage', path);
  await lines(child, 5);
  child.kill('SIGKILL');
  await ended(child);
  const [binding] = await usableBindings();
  if (binding === undefined) throw new Error('no SQLite');
  const raw = await rawDatabase(path, binding);
  const count = (table: string) => raw.all(`select count(*) as n from ${table}`);
  expect(await count('account_rows')).not.toEqual([{ n: 0 }]);
  const store = await open(path);
  expect(await store.read(async (reader) => [await reader.snapshots(), await reader.revision()])).toEqual([[], 0]);
  expect([await count('account_rows'), await count('snapshots')]).toEqual([[{ n: 0 }], [{ n: 0 }]]);
});

test('what a living process stages is not swept by another that opens', async () => {
  const path = join(await temporaryFolder(), 'store.sqlite');
  const child = worker('stage', path);
  await lines(child, 2);
  await open(path);
  // It would have ended with an error: every further row of a swept read is refused.
  await lines(child, 3);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await ended(child);
});

test('a process killed inside a write leaves nothing of it, and no lock', async () => {
  const path = join(await temporaryFolder(), 'store.sqlite');
  const child = worker('write', path);
  await lines(child, 1);
  child.kill('SIGKILL');
  await ended(child);
  const store = await open(path);
  expect(await store.read((reader) => reader.ledger(0, 9))).toEqual([]);
  expect(await store.read((reader) => reader.records())).toEqual([]);
  await store.write(async (writer) => expect(await writer.lastLedgerEntry()).toBeNull());
});

function worker(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [WORKER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

async function lines(child: ChildProcess, wanted: number): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error('no output');
  for (let seen = 0; seen < wanted; ) {
    const [chunk] = await once(stdout, 'data');
    seen += String(chunk).split('\n').length - 1;
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

async function open(path: string): Promise<Store> {
  const store = await openStore({ url: `sqlite:${path}` });
  onTestFinished(() => store.close());
  return store;
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { verifyChain } from '../../src/ledger/verify.ts';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import { unpack } from '../../src/store/blocks/packing.ts';
import type { SqlSession } from '../../src/store/driver.ts';
import { openStore } from '../../src/store/open.ts';
import { openDriver } from '../../src/store/open-driver.ts';
import { TABLES } from '../../src/store/schema/tables.ts';

/** Which rows the entries of a kind describe, each by the number of its entry. */
const DESCRIBED = [
  ['records', ['deactivation.recorded']],
  ['step_records', ['step.recorded']],
  ['decisions', ['exemption.set', 'exemption.withdrawn', 'link.decided', 'link.withdrawn', 'record.withdrawn']],
  ['plan_events', ['plan.drafted', 'plan.approved', 'plan.cancelled']],
  ['reviews', ['review.opened']],
  ['review_events', ['review.owner_changed', 'review.reminded', 'review.closed']],
] as const;

/** What a process reported as done: all of it has to be there after the process was killed. */
export interface Acknowledged {
  readonly ledger?: { readonly sequence: number; readonly hash: string };
  readonly snapshotIds?: readonly string[];
  readonly pack?: string;
}

/** A store, and the folder in whose `data` its packs lie. */
export interface Checked {
  readonly home: string;
  readonly url: string;
}

export interface Found {
  readonly entries: readonly LedgerEntry[];
  readonly packs: number;
}

/** Everything that has to hold after a process was killed at any point. Throws at the first thing that does not. */
export async function checkStore(ground: Checked, acknowledged: readonly Acknowledged[]): Promise<Found> {
  // Opening sweeps what the killed process left.
  const store = await openStore({ url: ground.url });
  const entries = await store.read((reader) => reader.ledger(0, 100_000)).finally(() => store.close());
  expect(await verifyChain(entries)).toMatchObject({ ok: true, entries: entries.length });
  const driver = await openDriver({ url: ground.url });
  try {
    await driver.read(async (session) => {
      await checkSnapshots(session, entries);
      await checkDescribed(session, entries);
    });
  } finally {
    await driver.close();
  }
  const packs = await checkPacks(ground);
  const published = new Set(idsOf(entries, 'snapshot.published'));
  const bySequence = new Map(entries.map((entry) => [entry.sequence, entry.hash]));
  for (const { ledger, snapshotIds = [], pack } of acknowledged) {
    if (ledger !== undefined) expect(bySequence.get(ledger.sequence), 'an acknowledged entry').toBe(ledger.hash);
    for (const id of snapshotIds) expect(published, 'an acknowledged read').toContain(id);
    if (pack !== undefined) expect(packs, 'an acknowledged pack').toContain(pack);
  }
  return { entries, packs: packs.length };
}

/** A store that was being filled is as the source (true) or empty (false). */
export async function checkMoved(url: string, head: LedgerEntry | undefined, acknowledged: boolean): Promise<boolean> {
  const store = await openStore({ url });
  const last = await store.read((reader) => reader.lastLedgerEntry()).finally(() => store.close());
  if (last !== null || acknowledged) {
    expect(last).toEqual(head);
    return true;
  }
  const driver = await openDriver({ url });
  try {
    for (const { name, rows = [] } of TABLES) {
      const [counted] = await driver.read((session) => session.all(`select count(*) as n from ${name}`));
      expect([name, counted?.['n']]).toEqual([name, rows.length]);
    }
    return false;
  } finally {
    await driver.close();
  }
}

const PEOPLE = new Set(['clari-users', 'clari-copilot-users', 'directory', 'directory-assignments']);

async function checkSnapshots(session: SqlSession, entries: readonly LedgerEntry[]): Promise<void> {
  const all = await session.all('select * from snapshots order by read_id');
  // A server that lives may still have to remove what an import of it had brought before it failed.
  const arriving = all.filter((one) => one['state'] === 'staging');
  const snapshots = all.filter((one) => one['state'] !== 'staging');
  expect(arriving.filter((one) => !isAlive(Number(one['owner_pid'])))).toEqual([]);
  const entered = [...idsOf(entries, 'snapshot.published'), ...idsOf(entries, 'snapshot.held')];
  expect(entered.toSorted()).toEqual(snapshots.map((one) => String(one['snapshot_id'])).toSorted());
  const counted = await session.all(
    `select read_blocks.read_id, sum(blocks.row_count) as n from read_blocks
     join blocks on blocks.block_id = read_blocks.block_id group by read_blocks.read_id order by read_blocks.read_id`,
  );
  const wanted = snapshots
    .filter((one) => PEOPLE.has(String(one['kind'])) && one['rows_accepted'] !== 0)
    .map((one) => ({ read_id: one['read_id'], n: one['rows_accepted'] }));
  const staged = new Set(arriving.map((one) => one['read_id']));
  expect(counted.filter((one) => !staged.has(one['read_id'] ?? null))).toEqual(wanted);
  const nobodys = 'select block_id from blocks where block_id not in (select block_id from read_blocks)';
  expect(await session.all(nobodys)).toEqual([]);
  for (const block of await session.all('select content, row_count from blocks'))
    expect(unpack(String(block['content']), 0)).toHaveLength(Number(block['row_count']));
}

async function checkDescribed(session: SqlSession, entries: readonly LedgerEntry[]): Promise<void> {
  for (const [table, kinds] of DESCRIBED) {
    const rows = await session.all(`select ledger_sequence from ${table} order by ledger_sequence`);
    const described = entries.filter((entry) => kinds.some((kind) => kind === entry.kind)).map((one) => one.sequence);
    expect([table, rows.map((row) => row['ledger_sequence'])]).toEqual([table, described]);
  }
  const checkpoints = await session.all('select sequence from checkpoints order by sequence');
  // Two packs that were written at once have one head, and its signature is kept once.
  const heads = entries.flatMap(({ kind, payload }) =>
    kind === 'evidence.exported' ? [payload['head_sequence']] : [],
  );
  expect(checkpoints.map((row) => row['sequence'])).toEqual([...new Set(heads)].sort((a, b) => Number(a) - Number(b)));
}

/** A folder with the name of a pack is a whole one, even where the ledger does not know of it yet. */
async function checkPacks(ground: Checked): Promise<readonly string[]> {
  const folder = join(ground.home, 'data', 'evidence');
  const names = await readdir(folder).catch(() => []);
  const packs = names.filter((name) => !name.includes('.partial-')).map((name) => join(folder, name));
  const last = packs.toSorted().at(-1);
  if (last !== undefined) await verifyPack({ folder: last, head: null, publicKeyFile: null });
  return packs;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function idsOf(entries: readonly LedgerEntry[], kind: LedgerEntry['kind']): readonly string[] {
  return entries.filter((entry) => entry.kind === kind).map((entry) => String(entry.payload['snapshot_id']));
}

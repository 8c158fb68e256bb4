import { expect, test } from 'vitest';
import { syncSource } from '../../../src/app/sync/sync-source.ts';
import type { LiveRead, LiveReadEnd, LiveSource } from '../../../src/sources/live/live-source.ts';
import { connect } from '../../helpers/connect.ts';
import { testWorld, type World } from '../../helpers/deps.ts';
import { NOW } from '../../helpers/files.ts';
import { identityRow } from '../../helpers/model-builders.ts';

const END: LiveReadEnd = {
  completeness: 'complete',
  gaps: [],
  facts: null,
  rejected: [],
  refused: 0,
  mode: 'full',
  fullReadAt: null,
  cursor: null,
  fingerprint: 'f'.repeat(16),
};

const OPTIONS = { acceptDrop: false, progress: () => undefined };

function people(count: number, over: Partial<LiveReadEnd> = {}, after: () => void = () => undefined): LiveRead {
  return {
    kind: 'directory',
    directory: 'okta',
    app: null,
    filter: 'all',
    label: 'Okta acme.okta.com',
    async *rows() {
      for (let at = 0; at < count; at += 100) {
        yield Array.from({ length: Math.min(100, count - at) }, (_, index) => ({
          of: 'identity' as const,
          row: identityRow({ line: 0, identityId: `00u${at + index}`, login: `p${at + index}@acme.com` }),
        }));
      }
      after();
      return { ...END, ...over };
    },
  };
}

function source(...reads: readonly LiveRead[]): LiveSource {
  return {
    name: 'okta',
    target: 'https://acme.okta.com',
    remarks: [],
    async *reads() {
      yield* reads;
    },
    check: async () => [],
    calls: () => 3,
  };
}

function snapshotsOf(world: World) {
  return world.store.read((reader) => reader.snapshots());
}

test('rows are numbered, counted and hashed as they go by', async () => {
  const world = await testWorld(NOW);
  const { reads } = await syncSource(world, source(people(250)), OPTIONS);
  expect(reads).toMatchObject([{ tally: { rowsAccepted: 250 }, changes: { added: 250 } }]);
  const [snapshot] = await snapshotsOf(world);
  expect(snapshot).toMatchObject({
    state: 'published',
    completeness: 'complete',
    completenessBasis: 'content',
    asOf: NOW,
    asOfBasis: 'stated',
    rowsAccepted: 250,
    live: { mode: 'full', fullReadAt: NOW },
  });
  expect(snapshot?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const rows = await world.store.read((reader) => reader.identityRows(snapshot?.snapshotId ?? '', 0, 1_000));
  expect(rows.map((row) => row.line)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
});

test('a read without rows is never complete, whatever its source says', async () => {
  const world = await testWorld(NOW);
  await syncSource(world, source(people(0)), OPTIONS);
  expect(await snapshotsOf(world)).toMatchObject([{ completeness: 'partial', rowsAccepted: 0 }]);
});

test('a fault in a later read leaves nothing of the earlier ones', async () => {
  const world = await testWorld(NOW);
  const broken = people(10, {}, () => {
    throw new Error('the second read breaks');
  });
  await expect(syncSource(world, source(people(10), broken), OPTIONS)).rejects.toThrow('breaks');
  expect(await snapshotsOf(world)).toEqual([]);
});

test('a guard against one read holds all of the sync, until the drop is accepted', async () => {
  const world = await testWorld(NOW);
  await syncSource(world, source(people(100)), OPTIONS);
  world.at('2026-11-25T12:00:00.000Z');
  const other = { ...people(5), directory: 'entra' };
  await expect(syncSource(world, source(other, people(50)), OPTIONS)).rejects.toMatchObject({
    code: 'ERR_GUARD',
    remedy: expect.stringContaining('--accept-drop'),
  });
  const held = (await snapshotsOf(world)).filter((one) => one.state === 'held');
  expect(held.map((one) => one.directory).sort()).toEqual(['entra', 'okta']);
  await syncSource(world, source(other, people(50)), { ...OPTIONS, acceptDrop: true });
  const last = (await snapshotsOf(world)).filter((one) => one.state === 'published');
  expect(last.map((one) => one.rowsAccepted)).toEqual([100, 5, 50]);
});

test('cancelling between pages leaves nothing', async () => {
  const world = await testWorld(NOW);
  const stop = new AbortController();
  const cancelling = people(300, {}, () => stop.abort());
  await expect(syncSource(world, source(cancelling), { ...OPTIONS, signal: stop.signal })).rejects.toMatchObject({
    code: 'ERR_CANCELLED',
  });
  expect(await snapshotsOf(world)).toEqual([]);
});

test('the tool says what to set where nothing is configured', async () => {
  const { call } = await connect(await testWorld(NOW));
  const all = await call('sync_directory');
  expect(all).toMatchObject({ isError: true, text: expect.stringContaining('No live source is configured') });
  const one = await call('sync_directory', { directory: 'okta' });
  expect(one).toMatchObject({ isError: true, text: expect.stringContaining('OKTA_ORG_URL') });
});

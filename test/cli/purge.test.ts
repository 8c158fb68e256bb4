import { expect, test } from 'vitest';
import { z } from 'zod';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { preparePurge, purgeReads } from '../../src/app/imports/purge-reads.ts';
import { verifyChain } from '../../src/ledger/verify.ts';
import { askingAs } from '../helpers/asking.ts';
import { atTerminal, noTerminal } from '../helpers/at-terminal.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';
import { program } from '../helpers/program.ts';
import { temporaryPlace } from '../store/open-temporary.ts';

/** Two months of reads. Only the first shows Gone, and only the second shows Ana as a manager. */
async function twoMonths(databaseUrl?: string): Promise<World> {
  const world = await testWorld(NOW, {}, databaseUrl);
  const users = (asOf: string, content: string) =>
    world.load('users.csv', content, { asOf, completeness: 'complete', kind: 'clari-users' });
  await users('2026-09-20T09:00:00.000Z', `${USERS}\n9009,gone@acme.com,Gone Away,Rep,East,Active,`);
  await users('2026-10-01T09:00:00.000Z', USERS);
  await users('2026-10-15T09:00:00.000Z', USERS.replace('East', 'West'));
  await users(USERS_AT, USERS);
  const okta = { kind: 'directory', directory: 'okta', completeness: 'complete', filter: 'all' } as const;
  await world.load('okta.csv', OKTA, { ...okta, asOf: '2026-10-01T09:30:00.000Z' });
  await world.load('okta.csv', OKTA, { ...okta, asOf: OKTA_AT });
  await world.load('assigned.csv', ASSIGNED, {
    kind: 'directory-assignments',
    directory: 'okta',
    completeness: 'complete',
    asOf: OKTA_AT,
  });
  return world;
}

const listed = z.object({ users: z.array(z.looseObject({ account_id: z.string(), finding: z.string() })) });

async function verdicts(world: World) {
  const { call } = await connect(world);
  const { structured } = await call('list_clari_users', { limit: 200 });
  return listed.parse(structured).users;
}

test.each(['sqlite', 'postgres'] as const)(
  'rows of old reads that nothing rests on go, and every verdict stays: %s',
  async (database) => {
    const world = await twoMonths(database === 'sqlite' ? undefined : await temporaryPlace('postgres'));
    const before = await verdicts(world);
    expect(before.map((one) => one.account_id)).toContain('9009');
    const prepared = await preparePurge(world, '2026-11-01T00:00:00.000Z');
    const asOf = (reads: typeof prepared.reads) => reads.map((one) => `${one.kind} ${one.asOf.slice(0, 10)}`).sort();
    // The first export alone knows that Gone was there.
    expect(asOf(prepared.kept)).toEqual(['clari-users 2026-09-20']);
    expect(asOf(prepared.reads)).toEqual(['clari-users 2026-10-01', 'clari-users 2026-10-15', 'directory 2026-10-01']);
    await purgeReads(world, prepared, askingAs('terminal_phrase'));
    expect(await verdicts(world)).toEqual(before);
    const { reads, entry, chain } = await world.store.read(async (reader) => ({
      reads: await reader.snapshots(),
      entry: (await reader.ledgerOfKind('reads.purged', 1))[0],
      chain: await verifyChain(await reader.ledger(0, 1_000)),
    }));
    expect(chain.ok).toBe(true);
    const purged = reads.filter((one) => one.purgedAt !== undefined);
    expect(asOf(purged)).toEqual(asOf(prepared.reads));
    for (const one of prepared.reads) {
      const now = purged.find(({ snapshotId }) => snapshotId === one.snapshotId);
      expect(now).toMatchObject({ sha256: one.sha256, rowsAccepted: one.rowsAccepted, fileName: one.fileName });
    }
    expect(entry?.payload['reads']).toEqual(
      prepared.reads.map((one) => ({ snapshot_id: one.snapshotId, sha256: one.sha256, rows: one.rowsAccepted })),
    );
    // Asked again there is nothing left, and the reads that share blocks with a purged one still have all their rows.
    expect((await preparePurge(world, '2026-11-01T00:00:00.000Z')).reads).toEqual([]);
    const { call } = await connect(world);
    expect((await call('get_identity', { account: 'ana@acme.com' })).isError).toBe(false);
    const pack = await exportPack(world, {
      folder: `${world.home}/pack`,
      since: null,
      until: null,
      framework: null,
      version: '1.0.0',
    });
    expect((await verifyPack({ folder: pack.folder, head: null, publicKeyFile: null })).manifest.pack_id).toBe(
      pack.manifest.pack_id,
    );
    // The same file can be imported again: it is a read of its own.
    const again = await world.load('users.csv', USERS, {
      asOf: '2026-10-01T09:00:00.000Z',
      completeness: 'complete',
      kind: 'clari-users',
    });
    expect(again.status).not.toBe('already_imported');
  },
);

async function storeWithOldReads() {
  const one = await program();
  const path = await one.file('users.csv', USERS);
  for (const asOf of ['2026-01-01T09:00:00Z', '2026-02-01T09:00:00Z'])
    expect(await one.run('import', path, '--as-of', asOf, '--complete', '--kind', 'clari-users')).toMatchObject({
      code: 0,
    });
  return one;
}

test('without a person at a terminal nothing is purged, and the exit code says so', async () => {
  const { run } = await storeWithOldReads();
  const refused = await run('purge', '--before', '2026-01-15');
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('type "purge 1 reads" at a terminal')]);
  const dry = await run('purge', '--before', '2026-01-15', '--dry-run', '--json');
  expect(JSON.parse(dry.stdout)).toMatchObject({ status: 'dry_run', rows: 7, reads: [{ source: 'clari-users' }] });
  expect((await run('purge', '--before', '2999-01-01')).code).toBe(1);
  expect((await run('doctor', '--all')).stdout).not.toContain('were purged');
});

test.skipIf(noTerminal !== null)('at a terminal the phrase purges, anything else does not', async () => {
  const { environment, run } = await storeWithOldReads();
  const args = ['purge', '--before', '2026-01-15'];
  expect((await atTerminal(environment, args, /to remove them:/, 'yes')).code).toBe(3);
  const { code, seen } = await atTerminal(environment, args, /to remove them:/, 'purge 1 reads');
  expect([code, seen]).toEqual([0, expect.stringContaining('Removed: 7 rows of 1 read(s)')]);
  expect((await run('doctor', '--all')).stdout).toContain('the rows of 1 were purged');
});

import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NO_LIVE } from '../../../src/app/deps.ts';
import { type DoctorOptions, doctor } from '../../../src/app/doctor/doctor.ts';
import { exportPack } from '../../../src/app/evidence/export-pack.ts';
import { openStore } from '../../../src/store/open.ts';
import { openDriver } from '../../../src/store/open-driver.ts';
import { acme } from '../../helpers/acme.ts';
import type { World } from '../../helpers/deps.ts';
import { NOW, OKTA_AT, USERS, USERS_AT } from '../../helpers/files.ts';
import { hoursAgo, program } from '../../helpers/program.ts';

function packOf(world: World, name: string) {
  const folder = join(world.home, 'evidence', name);
  return exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
}

async function store(world: World, open: DoctorOptions['open'] = async () => world) {
  const checks = await doctor({ ...world, live: NO_LIVE, witness: null, judgements: false, open });
  return checks.find((one) => one.area === 'store');
}

const pathOf = (world: World) => join(world.home, 'store.sqlite');

/** As after a disk fault: the file that is opened next is no database any more. */
async function damaged(world: World) {
  await world.store.close();
  await writeFile(pathOf(world), 'x'.repeat(8_192));
  return async () => ({ store: await openStore({ url: `sqlite:${pathOf(world)}` }) });
}

test('a store that works is said to have an intact ledger', async () => {
  const world = await acme();
  expect(await store(world)).toMatchObject({
    state: 'works',
    buys: expect.stringMatching(/3 reads, and a ledger of 3 entries that is intact/),
  });
});

describe('a damaged store file', () => {
  test('is said so, with the newest evidence pack that still verifies', async () => {
    const world = await acme();
    world.at(USERS_AT);
    const good = await packOf(world, '2026-11-20T09-00-00-000Z');
    world.at(NOW);
    await packOf(world, '2026-11-20T12-00-00-000Z');
    await appendFile(join(world.home, 'evidence', '2026-11-20T12-00-00-000Z', 'ledger.jsonl'), '{}\n');
    const check = await store(world, await damaged(world));
    expect(check?.state).toBe('failed');
    expect(check?.remedy).toContain('is damaged, or is not a SQLite database');
    expect(check?.remedy).toContain(`The last good evidence is the pack "${good.folder}"`);
    expect(check?.remedy).toContain(`entry ${good.manifest.head.sequence} (head ${good.manifest.head.hash})`);
  });

  test('without any pack: that too is said', async () => {
    const world = await acme();
    expect((await store(world, await damaged(world)))?.remedy).toContain('No intact evidence pack lies');
  });
});

test('a ledger that somebody changed past the rules is found, named, and held against the last evidence', async () => {
  const world = await acme();
  world.at(OKTA_AT);
  const pack = await packOf(world, '2026-11-20T09-30-00-000Z');
  const driver = await openDriver({ url: `sqlite:${pathOf(world)}` });
  await driver.write(async (session) => {
    await session.run('drop trigger ledger_keeps_update');
    await session.run("update ledger set at = '2020-01-01T00:00:00.000Z' where sequence = 2");
  });
  await driver.close();
  const check = await store(world);
  expect(check).toMatchObject({ state: 'failed', remedy: expect.stringContaining('Entry 2 was changed') });
  expect(check?.remedy).toContain(pack.folder);
});

test('at a terminal: status and doctor fail with what to do, and the file is left alone', async () => {
  const { run, file, home } = await program();
  const users = await file('users.csv', USERS);
  const imported = await run('import', users, '--as-of', hoursAgo(1));
  expect(imported.code, imported.stderr).toBe(0);
  await writeFile(join(home, 'data', 'store.sqlite'), 'x'.repeat(8_192));
  const status = await run('status');
  expect(status).toMatchObject({ code: 1, stdout: '' });
  expect(status.stderr).toContain('ERR_STORE_CORRUPT');
  expect(status.stderr).toContain('clari-identity-mcp doctor');
  const diagnosis = await run('doctor');
  expect(diagnosis.code).toBe(1);
  expect(diagnosis.stdout).toContain('No intact evidence pack lies in the data folder');
});

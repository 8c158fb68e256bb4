import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, USERS, USERS_AT } from '../helpers/files.ts';

test('a store whose ledger was tampered with gives no signed pack, and names the entry', async () => {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  const last = await world.store.read((reader) => reader.lastLedgerEntry());
  await world.store.write(async (writer) => {
    const forged = { ...(last ?? expect.fail('no entry')), sequence: 2, previousHash: last?.hash ?? '' };
    await writer.insertLedgerEntry({ ...forged, hash: 'f'.repeat(64) });
  });
  const folder = join(world.home, 'pack');
  const exporting = exportPack(world, { folder, since: null, until: null, framework: null, version: '0' });
  await expect(exporting).rejects.toMatchObject({
    code: 'ERR_LEDGER_BROKEN',
    message: expect.stringContaining('Entry 2 was changed'),
  });
  expect((await readdir(world.home)).filter((name) => name.startsWith('pack'))).toEqual([]);
});

test('a cancelled export leaves nothing behind', async () => {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  const folder = join(world.home, 'pack');
  const signal = AbortSignal.abort();
  const exporting = exportPack(world, { folder, since: null, until: null, framework: null, version: '0', signal });
  await expect(exporting).rejects.toMatchObject({ code: 'ERR_CANCELLED' });
  expect((await readdir(world.home)).filter((name) => name.startsWith('pack'))).toEqual([]);
});

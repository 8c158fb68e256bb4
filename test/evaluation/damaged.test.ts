import { expect, test } from 'vitest';
import { evaluate, judgedAccount } from '../../src/evaluation/index.ts';
import { SETTINGS, testWorld } from '../helpers/deps.ts';
import { NOW } from '../helpers/files.ts';
import { rawDatabase } from '../store/raw-database.ts';

test.each([
  ['what is its own', `update judgements set own = '{"account":{}}'`],
  ['what it has in common with others', `update premises set shape = '{"account":{}}'`],
  ['a row that it points at', `delete from blocks`],
])('a judgement whose %s is damaged is refused as damage, not shown', async (_what, sql) => {
  const world = await testWorld(NOW);
  await world.load('users.csv', 'Clari User Id,Email,Status\nc1,a@example.com,Active\n', {
    asOf: '2026-11-20T09:00:00.000Z',
  });
  await evaluate(world);
  expect(await world.store.read((reader) => judgedAccount(reader, SETTINGS, 'c1'))).not.toBeNull();
  const raw = await rawDatabase(`${world.home}/store.sqlite`, 'better-sqlite3');
  await raw.exec(sql);
  await expect(world.store.read((reader) => judgedAccount(reader, SETTINGS, 'c1'))).rejects.toMatchObject({
    code: 'ERR_STORE_CORRUPT',
  });
});

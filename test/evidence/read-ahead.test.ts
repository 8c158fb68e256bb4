import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportPack } from '../../src/app/evidence/export-pack.ts';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, OKTA, USERS, USERS_AT } from '../helpers/files.ts';

test('a users export that lies ahead of the clock counts for no account, and the pack holds', async () => {
  const world = await testWorld(NOW);
  await world.load('okta.csv', OKTA, { asOf: USERS_AT, completeness: 'complete', directory: 'okta' });
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  world.at('2026-11-20T16:00:00.000Z');
  await world.load('later.csv', USERS, { asOf: '2026-11-20T15:00:00.000Z', completeness: 'complete' });
  // The clock was wrong, and was set right.
  world.at(NOW);
  const folder = join(world.home, 'pack');
  const { manifest } = await exportPack(world, { folder, since: null, until: null, framework: null, version: '0.0.0' });
  const [clari] = manifest.population;
  expect(clari).toMatchObject({ app: 'clari', export: { file_name: 'users.csv' }, in_latest_export: clari?.accounts });
  await expect(verifyPack({ folder, head: null, publicKeyFile: null })).resolves.toBeDefined();
});

import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { verifyPack } from '../../src/app/evidence/verify-pack.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const answerShape = z.looseObject({
  folder: z.string(),
  head: z.object({ sequence: z.number(), hash: z.string() }),
  population: z.array(z.looseObject({ app: z.string(), accounts: z.number(), complete: z.boolean() })),
});

async function loaded() {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
  return { world, ...(await connect(world)) };
}

test('the pack lies in the data folder, is its owner’s alone, and holds against the head in the answer', async () => {
  const { call } = await loaded();
  const answer = await call('export_evidence');
  expect(answer.isError).toBe(false);
  const { folder, head, population } = answerShape.parse(answer.structured);
  expect(population).toMatchObject([{ app: 'clari', accounts: 7, complete: true }]);
  expect(answer.text).toContain(`${head.sequence}:${head.hash}`);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await stat(join(dirname(folder), '..', 'ledger-signing.key'))).mode & 0o777).toBe(0o600);
  const verified = await verifyPack({ folder, head: head.hash, publicKeyFile: null });
  expect(verified).toMatchObject({ anchoredBy: ['head'], anchoredUpTo: head.sequence });
});

test('the ledger says that a pack was exported, after the pack is whole', async () => {
  const { call, world } = await loaded();
  const { head } = answerShape.parse((await call('export_evidence')).structured);
  const last = await world.store.read((reader) => reader.lastLedgerEntry());
  expect(last).toMatchObject({ kind: 'evidence.exported', sequence: head.sequence + 1, previousHash: head.hash });
});

test('with nothing imported the pack says that nothing is known, and still holds', async () => {
  const world = await testWorld(NOW);
  const { call } = await connect(world);
  const { folder, population, head } = answerShape.parse((await call('export_evidence')).structured);
  expect(population).toEqual([]);
  expect(head.sequence).toBe(0);
  expect((await verifyPack({ folder, head: null, publicKeyFile: null })).entries).toBe(0);
});

test('the private key never reaches the pack or the answer', async () => {
  const { call, world } = await loaded();
  const answer = await call('export_evidence');
  const { folder } = answerShape.parse(answer.structured);
  const { readFile } = await import('node:fs/promises');
  const key = (await readFile(join(world.home, 'ledger-signing.key'), 'utf8')).split('\n')[1] ?? '';
  expect(key.length).toBeGreaterThan(40);
  for (const name of await readdir(folder)) expect(await readFile(join(folder, name), 'utf8')).not.toContain(key);
  expect(JSON.stringify(answer)).not.toContain(key);
});

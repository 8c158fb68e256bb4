import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { expectGolden } from './generated.ts';

const GOLDEN = 'test/golden/tools';
const CHARACTERS_PER_TOKEN = 4;

test('every tool definition is as its golden file says', async () => {
  // As a host that shows views, which is offered what views call as well.
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'), undefined, undefined, { views: true });
  const { tools } = await client.listTools();
  for (const tool of tools) await expectGolden(`${GOLDEN}/${tool.name}.json`, `${JSON.stringify(tool, null, 2)}\n`);
  const files = (await readdir(GOLDEN)).map((name) => name.replace('.json', ''));
  expect(files.sort()).toEqual(tools.map((tool) => tool.name).sort());
});

test('what a model sees of all tools costs at most 6,000 tokens', async () => {
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'));
  const { tools } = await client.listTools();
  const seen = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  expect(JSON.stringify(seen).length / CHARACTERS_PER_TOKEN).toBeLessThanOrEqual(6_000);
});

test('the tool list costs fewer than 14,000 tokens', async () => {
  const { client } = await connect(await testWorld('2026-11-20T12:00:00.000Z'));
  const { tools } = await client.listTools();
  expect(JSON.stringify(tools).length / CHARACTERS_PER_TOKEN).toBeLessThan(14_000);
});

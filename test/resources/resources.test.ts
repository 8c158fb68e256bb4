import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { resources } from '../../src/resources/index.ts';
import { createMcpServer } from '../../src/serve/era-2025/server.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { failureOf, textOf } from './reading.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const sources = z.object({ sources: z.array(z.record(z.string(), z.unknown())), warnings: z.array(z.string()) });

test('the resources are listed, and each can be read', async () => {
  const connection = await connect(await testWorld(NOW));
  const { resources: listed } = await connection.client.listResources();
  const ofData = listed.map((one) => one.uri).filter((uri) => uri.startsWith('clari:'));
  expect(ofData).toEqual(['clari://capabilities', 'clari://coverage']);
  for (const uri of ofData) expect(JSON.parse(await textOf(connection, uri))).toBeTypeOf('object');
});

test('listing opens no store', async () => {
  let opened = 0;
  const server = createMcpServer({
    version: '0.0.0',
    tools: [],
    resources,
    templates: [],
    prompts: [],
    caller: { actor: { name: 'tester', authenticated: false, via: 'stdio' }, roles: ['viewer'] },
    open: async () => {
      opened += 1;
      return testWorld(NOW);
    },
    log: () => undefined,
  });
  const client = new Client({ name: 'test', version: '1' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  onTestFinished(() => client.close());
  expect((await client.listResources()).resources).toHaveLength(resources.length);
  expect(opened).toBe(0);
});

test('clari://coverage says what get_coverage says', async () => {
  const world = await testWorld(NOW);
  const connection = await connect(world);
  const users = 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n';
  await world.load('users.csv', users, { asOf: '2026-11-19T12:00:00.000Z', completeness: 'complete' });
  const resource = sources.parse(JSON.parse(await textOf(connection, 'clari://coverage')));
  const answer = await connection.call('get_coverage', { response_format: 'detailed' });
  expect(resource).toMatchObject(sources.parse(answer.structured));
  expect(resource.sources[0]).toMatchObject({ source: 'clari-users', state: 'fresh', rows: 1 });
});

test('an unknown resource is refused by name', async () => {
  const connection = await connect(await testWorld(NOW));
  expect(await failureOf(connection, 'clari://nothing')).toContain('clari://nothing not found');
});

test('a fault that is ours is reported in our words; its own go to the log', async () => {
  const world = await testWorld(NOW);
  const connection = await connect({
    ...world,
    clock: () => {
      throw new Error('a driver speaks');
    },
  });
  const failure = await failureOf(connection, 'clari://capabilities');
  expect(failure).toContain('ERR_INTERNAL: clari://capabilities met an unexpected fault');
  expect(failure).not.toContain('a driver speaks');
  expect(connection.logged.join()).toContain('a driver speaks');
});

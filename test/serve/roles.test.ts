import { expect, test } from 'vitest';
import { type Role, withReading } from '../../src/model/actor.ts';
import { tools } from '../../tools/index.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';

const NOW = '2026-11-20T12:00:00.000Z';
const ACTOR = { name: 'ana@acme.com', authenticated: true, via: 'http' } as const;

const GRANTED: readonly [string, readonly Role[], readonly Role[]][] = [
  ['nobody', [], []],
  ['a viewer', ['viewer'], ['viewer']],
  ['an operator', ['operator'], ['viewer', 'operator']],
  ['an approver', ['approver'], ['viewer', 'approver']],
  ['an operator who approves', ['approver', 'operator'], ['viewer', 'operator', 'approver']],
];

test.each(GRANTED)('%s may read, and otherwise only what was granted', (_who, granted, held) => {
  expect(withReading(granted)).toEqual(held);
});

test.each(GRANTED)('%s is offered exactly the tools of these roles', async (_who, granted) => {
  const roles = withReading(granted);
  const { client } = await connect({ ...(await testWorld(NOW)), actor: ACTOR, roles });
  const offered = (await client.listTools()).tools.map((tool) => tool.name);
  expect(offered).toEqual(tools.filter((tool) => roles.includes(tool.role)).map((tool) => tool.name));
});

test('a reading tool needs a viewer, an approving one an approver, every other an operator', () => {
  for (const { name, annotations, role } of tools) {
    if (annotations.readOnlyHint) expect([name, role]).toEqual([name, 'viewer']);
    else if (name.startsWith('approve_')) expect([name, role]).toEqual([name, 'approver']);
    else expect(role).not.toBe('viewer');
  }
});

test.each(tools.filter((tool) => tool.role !== 'viewer').map((tool) => [tool.name, tool] as const))(
  '%s refuses a viewer whatever the way in',
  async (_name, tool) => {
    const world = await testWorld(NOW);
    const context = {
      deps: { ...world, actor: ACTOR, roles: withReading(['viewer']) },
      attestation: { level: 'client_form', client: null } as const,
      session: null,
      confirm: async () => 'accepted' as const,
      canAsk: true,
      progress: () => undefined,
      signal: new AbortController().signal,
    };
    await expect(tool.run({}, context)).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' });
    expect(await world.store.read((reader) => reader.ledger(0, 10))).toEqual([]);
  },
);

test('a tool that is not offered cannot be called by its name', async () => {
  const { call } = await connect({ ...(await testWorld(NOW)), actor: ACTOR, roles: ['viewer'] });
  const answer = await call('import_clari_export', { content: 'id,email\n1,a@acme.com\n', as_of: NOW });
  expect(answer.isError).toBe(true);
});

test('the ledger names who was authenticated', async () => {
  const world = await testWorld(NOW);
  const { call } = await connect({ ...world, actor: ACTOR, roles: withReading(['operator']) });
  await call('import_clari_export', { content: 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n', as_of: NOW });
  const [entry] = await world.store.read((reader) => reader.ledger(0, 10));
  expect(entry?.actor).toEqual(ACTOR);
});

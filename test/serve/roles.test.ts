import { expect, test } from 'vitest';
import { type Role, suffice, withReading } from '../../src/model/actor.ts';
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
  ['a reviewer alone', ['reviewer'], ['reviewer']],
  ['a reviewer who approves', ['reviewer', 'approver'], ['viewer', 'approver', 'reviewer']],
];

test.each(GRANTED)('%s may do only what was granted, and read unless they only review', (_who, granted, held) => {
  expect(withReading(granted)).toEqual(held);
});

test.each(GRANTED)('%s is offered exactly the tools of these roles', async (_who, granted) => {
  const roles = withReading(granted);
  const { client } = await connect({ ...(await testWorld(NOW)), actor: ACTOR, roles });
  const offered = (await client.listTools()).tools.map((tool) => tool.name);
  expect(offered).toEqual(tools.filter((tool) => suffice(roles, tool.roles)).map((tool) => tool.name));
});

test('a reading tool needs a viewer, an approving one an approver, every other an operator', () => {
  for (const { name, annotations, roles } of tools) {
    const role = annotations.readOnlyHint ? 'viewer' : name.startsWith('approve_') ? 'approver' : 'operator';
    expect([name, roles.filter((one) => one !== 'reviewer')]).toEqual([name, [role]]);
  }
});

const WITHOUT = (['viewer', 'reviewer'] as const).flatMap((role) =>
  tools.filter((tool) => !tool.roles.includes(role)).map((tool) => [tool.name, role, tool] as const),
);

test.each(WITHOUT)('%s refuses a %s whatever the way in', async (_name, role, tool) => {
  const world = await testWorld(NOW);
  const context = {
    deps: { ...world, actor: ACTOR, roles: withReading([role]) },
    attestation: { level: 'client_form', client: null } as const,
    session: null,
    confirm: async () => 'accepted' as const,
    canAsk: true,
    progress: () => undefined,
    signal: new AbortController().signal,
  };
  await expect(tool.run({}, context)).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' });
  expect(await world.store.read((reader) => reader.ledger(0, 10))).toEqual([]);
});

test('a tool that is not offered cannot be called by its name', async () => {
  const { call } = await connect({ ...(await testWorld(NOW)), actor: ACTOR, roles: ['viewer'] });
  const answer = await call('import_clari_export', { content: 'id,email\n1,a@acme.com\n', as_of: NOW });
  expect(answer.isError).toBe(true);
  expect(answer.text).toMatch(/^ERR_FORBIDDEN: import_clari_export needs the role operator/);
});

const NEEDS: readonly [string, readonly Role[], readonly Role[], boolean][] = [
  ['the one that is needed', ['viewer'], ['viewer'], true],
  ['either of two', ['reviewer'], ['operator', 'reviewer'], true],
  ['the other of two', ['viewer', 'operator'], ['operator', 'reviewer'], true],
  ['another', ['viewer', 'approver'], ['operator', 'reviewer'], false],
  ['none', [], ['viewer'], false],
];

test.each(NEEDS)('whoever has %s may use it, or not', (_what, held, needed, may) => {
  expect(suffice(held, needed)).toBe(may);
});

test('the ledger names who was authenticated', async () => {
  const world = await testWorld(NOW);
  const { call } = await connect({ ...world, actor: ACTOR, roles: withReading(['operator']) });
  await call('import_clari_export', { content: 'clari_id,email,role,status\n1,a@acme.com,Rep,Active\n', as_of: NOW });
  const [entry] = await world.store.read((reader) => reader.ledger(0, 10));
  expect(entry?.actor).toEqual(ACTOR);
});

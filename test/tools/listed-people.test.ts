import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { LOADS } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const whole = { asOf: USERS_AT, completeness: 'complete' } as const;

/** Zoe has accounts in three applications, and only the lists of assigned people know her. */
async function company(okta: 'complete' | 'partial' | null): Promise<World> {
  const world = await testWorld(NOW, { profiles: SHIPPED_PROFILES });
  await world.load('users.csv', `${USERS}\n1010,Zoe Listed,zoe@acme.com,Sales Rep,West,Active,`, whole);
  if (okta !== null) await world.load('okta.csv', OKTA, { asOf: OKTA_AT, completeness: okta, directory: 'okta' });
  await world.load('6sense.csv', 'Id,Name,Email,Role,Status\n81,Zoe Listed,zoe@acme.com,Sales User,Active', {
    ...whole,
    app: '6sense',
  });
  await world.load('salesloft.csv', 'Id,Name,Email,Role,Active\n91,Zoe Listed,zoe@acme.com,User,true', {
    ...whole,
    app: 'salesloft',
  });
  return world;
}

const assigned = (world: World, app: string, rows: string) =>
  world.load(`${app}-assigned.csv`, `id,login,status,scope\n${rows}`, {
    kind: 'directory-assignments',
    app,
    directory: 'okta',
    asOf: OKTA_AT,
    completeness: 'complete',
  });

async function findingsOf(world: World): Promise<Record<string, string>> {
  const client = await connect(world);
  const answer = await client.call('list_clari_users', { query: 'zoe', limit: 50 });
  const { users } = z
    .object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) })
    .parse(answer.structured);
  return Object.fromEntries(users.map((one) => [one.account_id, one.finding]));
}

describe('somebody whom only the list of another application knows', () => {
  test('is known: entitled there, and not said to be anything elsewhere', async () => {
    const world = await company('partial');
    await assigned(world, '6sense', 'u9,zoe@acme.com,ACTIVE,USER');
    expect(await findingsOf(world)).toEqual({
      '1010': 'inconclusive',
      '6sense:81': 'ok',
      'salesloft:91': 'inconclusive',
    });
  });

  test('is no orphan where a complete directory lacks them: two reads of it disagree', async () => {
    const world = await company('complete');
    await assigned(world, '6sense', 'u9,zoe@acme.com,ACTIVE,USER');
    expect(await findingsOf(world)).toEqual({
      '1010': 'inconclusive',
      '6sense:81': 'inconclusive',
      'salesloft:91': 'inconclusive',
    });
  });

  test('who is on no list, and not in the directory, owns nothing', async () => {
    expect(Object.values(await findingsOf(await company('complete')))).toEqual(['orphaned', 'orphaned', 'orphaned']);
  });

  test('is one person on the lists of two applications, with one plan and one graph', async () => {
    const world = await company(null);
    await assigned(world, 'clari', 'u9,zoe@acme.com,ACTIVE,USER');
    await assigned(world, '6sense', 'u9,zoe@acme.com,SUSPENDED,USER\nu8,other@acme.com,ACTIVE,USER');
    const client = await connect(world);
    const { text, structured } = await client.call('get_identity', { account: '1010' });
    const { nodes } = z
      .object({ nodes: z.array(z.object({ id: z.string(), facts: z.record(z.string(), z.unknown()) })) })
      .parse(structured);
    expect(
      nodes.filter(({ id }) => id.startsWith('identity:')),
      text,
    ).toMatchObject([{ id: 'identity:okta/u9', facts: { entitlement: 'assigned', entitlement_6sense: 'suspended' } }]);
    const plan = await client.call('draft_offboarding_plan', { account: 'id=6sense:81', app: 'all' });
    expect(plan.structured, plan.text).toMatchObject({
      accounts: [{ account_id: '1010' }, { account_id: 'salesloft:91' }, { account_id: '6sense:81' }],
    });
  });

  test('the list of 6sense changes nothing of who is assigned to Clari', async () => {
    const world = await company('complete');
    await LOADS.assigned(world);
    const client = await connect(world);
    const clari = async () =>
      (await client.call('list_clari_users', { app: 'clari', limit: 50 })).text
        .split('\n')
        .filter((line) => /^\d{4} (?!zoe)/.test(line));
    const before = await clari();
    expect(before).toHaveLength(7);
    await assigned(world, '6sense', 'u1,ana@acme.com,ACTIVE,USER');
    expect(await clari()).toEqual(before);
  });
});

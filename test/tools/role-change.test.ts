import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { planState } from '../../src/app/plans/plan-state.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import { acme } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { NOW, USERS, USERS_AT } from '../helpers/files.ts';

const drafted = z.object({
  plan_id: z.string(),
  plan_hash: z.string(),
  status: z.string(),
  risks: z.array(z.string()),
  steps: z.array(
    z.object({ step_id: z.string(), title: z.string(), state: z.string(), warnings: z.array(z.string()) }),
  ),
  steps_total: z.number(),
  steps_done: z.number(),
  set_aside: z.array(z.object({ account: z.string(), reason: z.string(), why: z.string() })),
  set_aside_total: z.number(),
});

type Change = { readonly account: string; readonly role?: string; readonly team?: string };

async function draft(world: World, changes: readonly Change[]) {
  const { call } = await connect(world);
  const answer = await call('draft_role_change_plan', { changes });
  if (answer.isError) throw new Error(answer.text);
  return drafted.parse(answer.structured);
}

async function stateOf(world: World, planId: string) {
  await evaluate(world);
  return world.store.read(async (reader) => {
    const plan = await reader.plan(planId);
    if (plan === null) throw new Error('The plan is gone.');
    const { standing, steps } = await planState(reader, world, plan);
    return { status: standing.status, progress: standing.progress, steps: steps.map((step) => step.state) };
  });
}

describe('what is asked for and is no change', () => {
  const cases: readonly (readonly [string, readonly Change[], string])[] = [
    ['a role that is so already', [{ account: 'ana@acme.com', role: 'Sales Rep' }], 'already_so'],
    ['the same role, spelled otherwise', [{ account: '1001', role: ' sales-REP ', team: 'EAST' }], 'already_so'],
    ['an account that nobody knows', [{ account: 'who@acme.com', role: 'Exec' }], 'unknown_account'],
    ['an account that is closed', [{ account: 'ina@acme.com', role: 'Exec' }], 'not_active'],
    ['neither role nor team', [{ account: 'ana@acme.com' }], 'nothing_asked'],
    ['a blank role', [{ account: 'ana@acme.com', role: '  ' }], 'nothing_asked'],
    ['a formula', [{ account: 'ana@acme.com', role: '=HYPERLINK("http://x","Exec")' }], 'not_a_role'],
    ['a formula in the team', [{ account: 'ana@acme.com', role: 'Exec', team: '@SUM(A1)' }], 'not_a_role'],
  ];
  test.each(cases)('%s is set aside with the reason', async (_, changes, reason) => {
    const plan = await draft(await acme(), changes);
    expect(plan.steps).toEqual([]);
    expect(plan.set_aside).toEqual([{ account: changes[0]?.account, reason, why: expect.any(String) }]);
  });

  test('one account asked for twice: the same words count once, other words count for nothing', async () => {
    const world = await acme();
    const same = await draft(world, [
      { account: 'ana@acme.com', role: 'Exec' },
      { account: '1001', role: 'exec' },
    ]);
    expect(same.steps).toHaveLength(1);
    expect(same.risks.join()).toContain('1 changes were asked for more than once');
    const other = await draft(world, [
      { account: 'ana@acme.com', role: 'Exec' },
      { account: '1001', role: 'Manager' },
      { account: 'leo@acme.com', role: 'Exec' },
    ]);
    expect(other.steps.map((step) => step.title)).toEqual(['"leo@acme.com": role "Exec"']);
    expect(other.set_aside.map((one) => one.reason)).toEqual(['asked_twice_differently', 'asked_twice_differently']);
  });

  test('an address that several accounts bear', async () => {
    const world = await testWorld(NOW);
    await world.load('users.csv', `${USERS}\n1009,Ana Other,ana@acme.com,Exec,West,Active,`, {
      asOf: USERS_AT,
      completeness: 'complete',
    });
    const plan = await draft(world, [{ account: 'ana@acme.com', role: 'Exec' }]);
    expect(plan.set_aside).toMatchObject([{ reason: 'ambiguous_account', why: expect.stringContaining('1009') }]);
  });
});

describe('a worklist', () => {
  test('has one manual change for each account, and asks for nothing that is so already', async () => {
    const plan = await draft(await acme(), [
      { account: 'ana@acme.com', role: 'Manager', team: 'east' },
      { account: 'leo@acme.com', team: 'West' },
    ]);
    expect(plan.steps.map((step) => step.title)).toEqual([
      '"ana@acme.com": role "Manager"',
      '"leo@acme.com": team "West"',
    ]);
    expect(plan.steps[1]?.warnings.join()).toContain('leaver_active');
    expect(plan.risks.join()).toContain('no API and no CSV');
  });

  test('from the same wishes and facts is the same plan, kept once', async () => {
    const world = await acme();
    const first = await draft(world, [{ account: 'ana@acme.com', role: 'Exec' }]);
    expect(await draft(world, [{ account: 'ana@acme.com', role: 'Exec' }])).toEqual(first);
    expect(await world.store.read((reader) => reader.plans({ accountId: '1001' }))).toHaveLength(1);
  });

  test('without role columns in the export says that only such an export verifies it', async () => {
    const world = await testWorld(NOW);
    await world.load('users.csv', 'Clari User ID,Email,Status\n1,ana@acme.com,Active', {
      kind: 'clari-users',
      asOf: USERS_AT,
      completeness: 'complete',
    });
    const plan = await draft(world, [{ account: 'ana@acme.com', role: 'Exec' }]);
    expect(plan.steps).toMatchObject([{ state: 'ready' }]);
    expect(plan.risks.join()).toContain('1 of these accounts have no role or team');
  });

  test('of ten thousand accounts is drafted, kept and shown in part', async () => {
    const people = Array.from({ length: 10_000 }, (_, at) => `${at},Person ${at},p${at}@acme.com,Rep,East,Active,`);
    const world = await testWorld(NOW);
    await world.load('users.csv', [USERS.split('\n')[0], ...people].join('\n'), {
      asOf: USERS_AT,
      completeness: 'complete',
    });
    const changes = people.map((_, at) => ({ account: `p${at}@acme.com`, role: at % 2 === 0 ? 'Exec' : 'Rep' }));
    const plan = await draft(world, changes);
    expect(plan).toMatchObject({ steps_total: 5_000, steps_done: 0, set_aside_total: 5_000 });
    expect(plan.steps).toHaveLength(25);
    expect(plan.set_aside).toHaveLength(25);
    const entry = await world.store.read((reader) => reader.lastLedgerEntry());
    expect(JSON.stringify(entry).length).toBeLessThan(100_000);
  });
});

test('from draft to verified: approved, changed by hand, and the next exports show which are done, undone and open', async () => {
  const world = await acme();
  const { call } = await connect(world, agree);
  const plan = await draft(world, [
    { account: 'ana@acme.com', role: 'Manager' },
    { account: 'una@acme.com', role: 'Exec', team: 'East' },
  ]);
  const approved = await call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash });
  expect(approved.text).toContain('Approved: the role change plan');
  expect(await stateOf(world, plan.plan_id)).toEqual({
    status: 'approved',
    progress: { done: 0, total: 2 },
    steps: ['ready', 'ready'],
  });

  world.at('2026-11-21T12:00:00.000Z');
  const half = USERS.replace('ana@acme.com,Sales Rep', 'ana@acme.com,manager').replace(
    'una@acme.com,Sales Rep',
    'una@acme.com,Exec',
  );
  await world.load('users.csv', half, { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' });
  expect(await stateOf(world, plan.plan_id)).toMatchObject({
    status: 'approved',
    progress: { done: 1, total: 2 },
    steps: ['observed', 'ready'],
  });
  const again = await draft(world, [
    { account: 'ana@acme.com', role: 'Manager' },
    { account: 'una@acme.com', role: 'Exec', team: 'East' },
  ]);
  expect(again.steps.map((step) => step.title)).toEqual(['"una@acme.com": team "East"']);
  expect(again.set_aside.map((one) => one.reason)).toEqual(['already_so']);

  world.at('2026-11-22T12:00:00.000Z');
  await world.load('users.csv', half.replace('una@acme.com,Exec,West', 'una@acme.com,Exec,East'), {
    asOf: '2026-11-22T09:00:00.000Z',
    completeness: 'complete',
  });
  expect(await stateOf(world, plan.plan_id)).toMatchObject({
    status: 'completed',
    progress: { done: 2, total: 2 },
    steps: ['observed', 'observed'],
  });
});

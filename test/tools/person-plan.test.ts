import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compareStore } from '../../src/app/verification/verify-store.ts';
import { SHIPPED_PROFILES } from '../../src/apps/index.ts';
import { LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect, type TestClient } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const SIXSENSE = [
  'Id,Name,Email,Role,Status',
  '1002,Leo Left,leo@acme.com,Administrator,Active',
  '72,Ana Active,ana@acme.com,Sales User,Active',
  '1001,Una Unassigned,una@acme.com,Sales User,Active',
  '74,Sam Stranger,sam@acme.com,Sales User,Active',
  '75,Leo Left,leo.left@partner.example,Sales User,Active',
].join('\n');
const SALESLOFT = [
  'Id,Name,Email,Role,Active',
  '1002,Leo Left,leo@acme.com,User,true',
  '9002,Ana Active,ana@acme.com,User,false',
].join('\n');

const profiles = SHIPPED_PROFILES.filter(({ id }) => id !== 'amazinghiring');
const whole = { asOf: USERS_AT, completeness: 'complete' } as const;

async function company(loads: readonly ('6sense' | 'salesloft')[] = ['6sense', 'salesloft']): Promise<World> {
  const world = await testWorld(NOW, { profiles });
  for (const load of Object.values(LOADS)) await load(world);
  if (loads.includes('6sense')) await world.load('6sense.csv', SIXSENSE, { ...whole, app: '6sense' });
  if (loads.includes('salesloft')) await world.load('salesloft.csv', SALESLOFT, { ...whole, app: 'salesloft' });
  return world;
}

const planned = z.object({
  plan_id: z.string(),
  plan_hash: z.string(),
  status: z.string(),
  steps: z.array(
    z.object({ step_id: z.string(), app: z.string(), state: z.string(), depends_on: z.array(z.string()) }),
  ),
  accounts: z.array(z.object({ account_id: z.string(), app: z.string(), finding: z.string() })),
  not_covered: z.array(z.string()),
});

async function planOf(client: TestClient, account: string, more: Record<string, unknown> = {}) {
  const answer = await client.call('draft_offboarding_plan', { account, app: 'all', ...more });
  expect(answer.isError, answer.text).toBe(false);
  return { ...planned.parse(answer.structured), text: answer.text };
}

/** Where the plan and each of its steps stand. */
async function workOf(client: TestClient, planId: string): Promise<Record<string, string>> {
  const { structured } = await client.call('list_work', { id: planId });
  const { items } = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) }).parse(structured);
  return Object.fromEntries(items.map(({ id, state }) => [id.split('/')[1] ?? 'plan', state]));
}

describe('one plan for all accounts of a person', () => {
  test('the steps of three applications in one order', async () => {
    const plan = await planOf(await connect(await company()), 'leo@acme.com');
    expect(plan.accounts).toEqual([
      { account_id: '1002', app: 'clari', finding: 'leaver_active' },
      { account_id: 'salesloft:1002', app: 'salesloft', finding: 'leaver_active' },
      { account_id: '6sense:1002', app: '6sense', finding: 'leaver_active' },
    ]);
    expect(plan.steps.map((step) => [step.step_id, step.app, step.depends_on.join(' ')])).toEqual([
      ['clari:list_tokens_and_integrations', 'clari', ''],
      ['clari:snapshot_forecast', 'clari', ''],
      ['clari:hand_over_work', 'clari', ''],
      [
        'clari:deactivate_account',
        'clari',
        'clari:list_tokens_and_integrations clari:snapshot_forecast clari:hand_over_work',
      ],
      ['copilot:deactivate_copilot', 'copilot', ''],
      ['salesloft:ask_scim', 'salesloft', ''],
      ['salesloft:list_keys_and_apps', 'salesloft', ''],
      // What it shows of the CRM follows the CRM.
      ['salesloft:hand_over_cadences_and_records', 'salesloft', 'clari:hand_over_work'],
      [
        'salesloft:deactivate_account',
        'salesloft',
        'salesloft:ask_scim salesloft:list_keys_and_apps salesloft:hand_over_cadences_and_records',
      ],
      ['6sense:ask_scim', '6sense', ''],
      ['6sense:settle_succession', '6sense', ''],
      ['6sense:deactivate_account', '6sense', '6sense:ask_scim 6sense:settle_succession'],
      ['clari:verify_by_export', 'clari', 'clari:deactivate_account'],
      ['salesloft:verify_by_export', 'salesloft', 'salesloft:deactivate_account'],
      ['6sense:verify_by_export', '6sense', '6sense:deactivate_account'],
    ]);
    expect(plan.text).toContain('3 accounts of one person: 1002 in clari (leaver_active)');
    expect(plan.text).not.toMatch(/plans? of (its|their) own|alone: /);
  });

  test.each(['1002', 'id=6sense:1002', 'id=salesloft:1002', 'email=leo@acme.com'])(
    'it is the same, whichever account it is asked for: %s',
    async (account) => {
      const client = await connect(await company());
      const { plan_hash } = await planOf(client, 'leo@acme.com');
      expect((await planOf(client, account)).plan_hash).toBe(plan_hash);
    },
  );

  test('directory access comes first, waits for nothing, and is that of each application', async () => {
    const world = await company();
    await world.load('assigned-6sense.csv', ASSIGNED.split('\n').slice(0, 2).join('\n'), {
      kind: 'directory-assignments',
      app: '6sense',
      directory: 'okta',
      asOf: OKTA_AT,
      completeness: 'complete',
    });
    const client = await connect(world);
    const plan = await planOf(client, 'ana@acme.com');
    expect(plan.steps.slice(0, 3)).toMatchObject([
      { step_id: 'clari:remove_idp_access', state: 'ready', depends_on: [] },
      { step_id: 'salesloft:remove_idp_access', state: 'ready', depends_on: [] },
      { step_id: '6sense:remove_idp_access', state: 'ready', depends_on: [] },
    ]);
    expect(plan.text).toContain('The evidence does not call this person a leaver');
    // A read of one application's list says nothing of the others.
    world.at('2026-11-20T13:00:00.000Z');
    const later = { kind: 'directory-assignments', directory: 'okta', completeness: 'complete' } as const;
    const others = 'id,login,status,scope\nu4,una@acme.com,ACTIVE,USER';
    await world.load('assigned-2.csv', others, { ...later, app: '6sense', asOf: '2026-11-20T12:30:00.000Z' });
    expect(await workOf(client, plan.plan_id)).toMatchObject({
      '6sense:remove_idp_access': 'done',
      'clari:remove_idp_access': 'waiting',
    });
  });

  test('what is not covered is listed with why', async () => {
    const world = await company();
    const client = await connect(world);
    const leo = await planOf(client, 'leo@acme.com');
    expect(leo.not_covered).toEqual([
      expect.stringMatching(/^6sense 6sense:75: It may be theirs, and is not linked/),
      expect.stringMatching(/^alkami: No complete users list of Alkami/),
    ]);
    const ana = await planOf(client, 'ana@acme.com');
    expect(ana.accounts.map((one) => one.account_id)).toEqual(['1001', '6sense:72']);
    expect(ana.not_covered).toEqual([
      expect.stringMatching(/^clari 1007: .*not linked/),
      expect.stringMatching(/^alkami: /),
      expect.stringMatching(/^salesloft salesloft:9002: The Salesloft account is not active/),
    ]);
    expect(ana.text).toContain('Not covered: salesloft salesloft:9002: The Salesloft account is not active');
    const narrow = await connect({
      ...world,
      settings: { ...world.settings, profiles: profiles.filter(({ id }) => id !== 'salesloft') },
    });
    expect((await planOf(narrow, 'leo@acme.com')).not_covered).toContainEqual(
      expect.stringMatching(/^salesloft salesloft:1002: .*not in use here/),
    );
  });

  test.each([
    ['id=6sense:74', 'Nobody is linked to'],
    ['id=6sense:75', 'there are only candidates'],
    ['1001', 'names accounts of several people'],
    ['nobody@acme.com', 'No account of any application in use'],
  ])('whose person is not certain is refused: %s', async (account, why) => {
    const client = await connect(await company());
    const answer = await client.call('draft_offboarding_plan', { account, app: 'all' });
    expect([answer.isError, answer.text]).toEqual([true, expect.stringContaining(why)]);
  });

  test('several accounts of one application are all closed, and none of them stays', async () => {
    const world = await testWorld(NOW, { profiles });
    for (const load of [LOADS.okta, LOADS.assigned]) await load(world);
    await world.load('users.csv', `${USERS}\n1008,Ana Active,ANA@acme.com,Sales Rep,East,Active,`, whole);
    const plan = await planOf(await connect(world), 'id=1001');
    expect(plan.accounts.map((one) => one.account_id)).toEqual(['1001', '1008']);
    expect(plan.steps.map((step) => step.step_id)).toEqual([
      'clari:remove_idp_access',
      'clari:list_tokens_and_integrations_1',
      'clari:snapshot_forecast',
      'clari:hand_over_work_1',
      'clari:list_tokens_and_integrations_2',
      'clari:hand_over_work_2',
      'clari:deactivate_account_1',
      'clari:deactivate_account_2',
      'copilot:deactivate_copilot',
      'clari:verify_by_export_1',
      'clari:verify_by_export_2',
    ]);
    expect(plan.text).not.toContain('which account stays');
    expect(plan.text).toContain('this plan closes all of them');
  });

  test('a Copilot account that a list shows is closed by itself', async () => {
    const world = await company([]);
    await world.load('copilot.csv', SALESLOFT, { ...whole, app: 'copilot' });
    const plan = await planOf(await connect(world), 'leo@acme.com');
    expect(plan.steps.filter(({ app }) => app === 'copilot').map(({ step_id }) => step_id)).toEqual([
      'copilot:deactivate_copilot',
      'copilot:verify_by_export',
    ]);
  });

  test('somebody without Clari hands over in the CRM what another application shows of it', async () => {
    const world = await testWorld(NOW, { profiles });
    await LOADS.okta(world);
    await world.load('salesloft.csv', SALESLOFT, { ...whole, app: 'salesloft' });
    const plan = await planOf(await connect(world), 'id=salesloft:1002');
    expect(plan.steps.map((step) => [step.step_id, step.depends_on.join(' ')])).toContainEqual([
      'salesloft:hand_over_cadences_and_records',
      'hand_over_work',
    ]);
    expect(plan.text).not.toMatch(/In Clari/);
  });
});

describe('the work of such a plan', () => {
  const at = '2026-11-20T12:30:00Z';

  test('each account keeps its own record and its own proof', async () => {
    const world = await company();
    const client = await connect(world, agree);
    const plan = await planOf(client, 'leo@acme.com');
    const approved = await client.call('approve_offboarding_plan', {
      plan_id: plan.plan_id,
      plan_hash: plan.plan_hash,
    });
    expect(approved.isError, approved.text).toBe(false);
    world.at('2026-11-20T13:00:00.000Z');
    const close = (account: string, app: string) =>
      client.call('record_manual_deactivation', {
        account,
        app,
        plan_id: plan.plan_id,
        performed_by: 'Tess',
        performed_at: at,
      });
    const early = await close('1002', '6sense');
    expect([early.isError, early.text]).toEqual([true, expect.stringContaining('6sense:ask_scim')]);
    for (const step_id of ['6sense:ask_scim', '6sense:settle_succession']) {
      const done = await client.call('record_step', {
        plan_id: plan.plan_id,
        step_id,
        performed_by: 'Tess',
        performed_at: at,
      });
      expect(done.isError, done.text).toBe(false);
    }
    const wrong = await client.call('record_step', {
      plan_id: plan.plan_id,
      step_id: '6sense:deactivate_account',
      performed_by: 'Tess',
      performed_at: at,
    });
    expect(wrong.text).toContain('for 6sense:1002 and app 6sense');
    const closed = await close('1002', '6sense');
    expect(closed.isError, closed.text).toBe(false);
    expect(await workOf(client, plan.plan_id)).toMatchObject({
      '6sense:deactivate_account': 'verifying',
      'salesloft:deactivate_account': 'waiting',
      'clari:deactivate_account': 'waiting',
    });
    world.at('2026-11-20T14:00:00.000Z');
    await world.load('6sense-2.csv', SIXSENSE.replace('Administrator,Active', 'Administrator,Inactive'), {
      app: '6sense',
      asOf: '2026-11-20T13:30:00.000Z',
      completeness: 'complete',
    });
    const work = await client.call('list_work', { account: '1002' });
    expect(work.text).toContain(plan.plan_id);
    expect(await workOf(client, plan.plan_id)).toMatchObject({
      plan: 'approved',
      '6sense:ask_scim': 'done',
      '6sense:deactivate_account': 'done',
      '6sense:verify_by_export': 'done',
      'salesloft:deactivate_account': 'waiting',
      'salesloft:list_keys_and_apps': 'ready',
      'clari:deactivate_account': 'waiting',
      'clari:verify_by_export': 'waiting',
    });
    const next = await planOf(client, 'leo@acme.com');
    expect(next.accounts.map((one) => one.app)).toEqual(['clari', 'salesloft']);
    expect(next.plan_id).not.toBe(plan.plan_id);
    expect((await world.store.read(compareStore)).faults).toEqual([]);
  });

  test('an account of the plan has its work there, and is not listed as unplanned', async () => {
    const world = await company();
    const client = await connect(world);
    const { plan_id } = await planOf(client, 'leo@acme.com');
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), kind: z.string() })) })
      .parse((await client.call('list_work', { limit: 100 })).structured);
    const ids = items.filter(({ kind }) => kind !== 'step').map(({ id }) => id);
    expect(ids).toContain(plan_id);
    expect(ids).not.toContain('6sense:1002');
  });

  test('who takes over is checked where the work is', async () => {
    const client = await connect(await company());
    const self = await client.call('draft_offboarding_plan', {
      account: 'leo@acme.com',
      app: 'all',
      successor: 'leo@acme.com',
    });
    expect([self.isError, self.text]).toEqual([true, expect.stringContaining("can't take over")]);
    const plan = await planOf(client, 'leo@acme.com', { successor: 'ana@acme.com' });
    expect(plan.text).toContain('Successor: ana@acme.com');
  });

  test('a link that is decided anew makes another plan', async () => {
    const world = await company();
    const client = await connect(world, agree);
    const before = await planOf(client, 'leo@acme.com');
    const link = await client.call('resolve_link', {
      account: '75',
      app: '6sense',
      identity: 'okta/u2',
      reason: 'The same Leo, hired from the partner',
    });
    expect(link.isError, link.text).toBe(false);
    const stale = await client.call('approve_offboarding_plan', {
      plan_id: before.plan_id,
      plan_hash: before.plan_hash,
    });
    expect([stale.isError, stale.text]).toEqual([true, expect.stringContaining('not_covered')]);
    expect((await planOf(client, 'leo@acme.com')).accounts.map((one) => one.account_id)).toContain('6sense:75');
  });
});

describe('the graph of a person', () => {
  test.each([
    { email: 'leo@acme.com' },
    { account: '1002' },
    { account: '1002', app: '6sense' },
    { identity: 'okta/u2' },
  ])('has their accounts of all applications, with the right to enter each: %j', async (asked) => {
    const client = await connect(await company());
    const graph = await client.call('get_identity', asked);
    const { nodes } = z
      .object({ nodes: z.array(z.object({ id: z.string(), facts: z.record(z.string(), z.unknown()) })) })
      .parse(graph.structured);
    const ids = nodes.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['account:1002', 'account:6sense:1002', 'account:salesloft:1002']));
    expect(nodes.find(({ id }) => id === 'identity:okta/u2')?.facts).toMatchObject({
      entitlement: 'deactivated',
      entitlement_6sense: 'deactivated',
      entitlement_salesloft: 'deactivated',
    });
  });

  test('the right to enter one application is not that of another', async () => {
    const client = await connect(await company());
    const graph = await client.call('get_identity', { account: 'ana@acme.com' });
    expect(graph.text).toMatch(/entitlement assigned, .*entitlement_6sense unknown/);
  });
});

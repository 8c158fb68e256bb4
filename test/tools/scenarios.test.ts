import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const plan = z.object({ plan_id: z.string(), plan_hash: z.string(), status: z.string() });
const work = z.object({ items: z.array(z.object({ id: z.string(), kind: z.string(), state: z.string() })) });

/** An hour of the day on which everything happens. */
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** The assistant's side of a story: everything goes through the client, and a person answers its forms. */
async function story(world: World) {
  const { call } = await connect(world, agree);
  const ok = async (name: string, args: Record<string, unknown>) => {
    const answer = await call(name, args);
    if (answer.isError) throw new Error(answer.text);
    return answer;
  };
  return {
    call,
    ok,
    draft: async (name: string, args: Record<string, unknown>) => plan.parse((await ok(name, args)).structured),
    approve: (drafted: z.output<typeof plan>) =>
      ok('approve_offboarding_plan', { plan_id: drafted.plan_id, plan_hash: drafted.plan_hash }),
    did: (drafted: z.output<typeof plan>, stepId: string, hour: number, more: Record<string, unknown> = {}) =>
      ok('record_step', {
        plan_id: drafted.plan_id,
        step_id: stepId,
        performed_by: 'Mara Lindqvist',
        performed_at: at(hour),
        ...more,
      }),
    /** State of the plan and of each of its steps, as anybody sees them in the list of work. */
    states: async (drafted: z.output<typeof plan>) => {
      const { items } = work.parse((await ok('list_work', { id: drafted.plan_id, limit: 100 })).structured);
      return Object.fromEntries(
        items.map(({ id, state }) => [id === drafted.plan_id ? 'plan' : id.replace(`${drafted.plan_id}/`, ''), state]),
      );
    },
    ledger: async () => (await world.store.read((reader) => reader.ledger(0, 1_000))).map((entry) => entry.kind),
  };
}

const OPPORTUNITIES = [
  'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Currency,Close Date,Owner Email',
  '0065f00000AbCdeAAA,Renewal,Data Pulse,Proposal,1000,USD,2026-12-31,una2@acme.com',
  '0065f00000AbCdfAAA,Expansion,Data Pulse,Proposal,2000,USD,2026-12-31,leo@acme.com',
].join('\n');
const HANDED_OVER = OPPORTUNITIES.replace('leo@acme.com', 'ana@acme.com');
const COPILOT = JSON.stringify({
  users: [{ id: 'c7', email: 'leo@acme.com', name: 'Leo Left', role: 'REP', is_recording: true }],
});
const COPILOT_WITHOUT = JSON.stringify({
  users: [{ id: 'c8', email: 'ana@acme.com', name: 'Ana Active', role: 'REP', is_recording: true }],
});

/** The small company with Leo's work, his Copilot account, and access in Okta that nobody took away yet. */
async function company(): Promise<World> {
  const world = await testWorld(NOW);
  await LOADS.users(world);
  await world.load('okta.csv', OKTA.replace('u2,DEPROVISIONED', 'u2,ACTIVE'), {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
  });
  await world.load('assigned.csv', `${ASSIGNED}\nu2,leo@acme.com,ACTIVE,USER`, {
    asOf: OKTA_AT,
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  await world.load('opps.csv', OPPORTUNITIES, { asOf: OKTA_AT, completeness: 'complete', kind: 'opportunities' });
  await world.load('copilot.json', COPILOT, { asOf: OKTA_AT, completeness: 'complete' });
  return world;
}

test('offboarding, from draft to confirmed: each step is recorded by a person and settled by the read that came after', async () => {
  const world = await company();
  const { draft, approve, did, ok, call, states, ledger } = await story(world);
  const drafted = await draft('draft_offboarding_plan', {
    account: 'leo@acme.com',
    successor: 'ana@acme.com',
    ticket: 'IT-42',
  });
  expect(await states(drafted)).toEqual({
    plan: 'drafted',
    remove_idp_access: 'waiting',
    list_tokens_and_integrations: 'waiting',
    snapshot_forecast: 'waiting',
    hand_over_work: 'waiting',
    deactivate_account: 'waiting',
    deactivate_copilot: 'waiting',
    verify_by_export: 'waiting',
  });
  await approve(drafted);
  expect(await states(drafted)).toMatchObject({
    plan: 'approved',
    remove_idp_access: 'ready',
    hand_over_work: 'ready',
    deactivate_account: 'waiting',
  });

  // The account cannot be closed before what it would break is taken care of.
  const early = await call('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'Mara Lindqvist',
    performed_at: at(12),
    plan_id: drafted.plan_id,
  });
  expect(early).toMatchObject({ isError: true, text: expect.stringContaining('The approved plan has another order') });

  world.at(at(18));
  await did(drafted, 'remove_idp_access', 13);
  await did(drafted, 'list_tokens_and_integrations', 13, { note: 'none found; asked RevOps' });
  await did(drafted, 'snapshot_forecast', 14, { evidence: [{ name: 'history.json', sha256: 'a'.repeat(64) }] });
  await did(drafted, 'hand_over_work', 15);
  expect(await states(drafted)).toMatchObject({
    remove_idp_access: 'verifying',
    list_tokens_and_integrations: 'done',
    hand_over_work: 'verifying',
    deactivate_account: 'ready',
  });
  await ok('record_manual_deactivation', {
    account: 'leo@acme.com',
    performed_by: 'Mara Lindqvist',
    performed_at: at(16),
    plan_id: drafted.plan_id,
  });
  await ok('record_manual_deactivation', {
    account: 'leo@acme.com',
    app: 'copilot',
    performed_by: 'Mara Lindqvist',
    performed_at: at(16),
    plan_id: drafted.plan_id,
  });
  expect(await states(drafted)).toMatchObject({ deactivate_account: 'verifying', deactivate_copilot: 'verifying' });

  world.at(at(23));
  await world.load('okta.csv', OKTA, { asOf: at(19), completeness: 'complete', directory: 'okta' });
  await world.load('opps.csv', HANDED_OVER, { asOf: at(19), completeness: 'complete', kind: 'opportunities' });
  expect(await states(drafted)).toMatchObject({ remove_idp_access: 'done', hand_over_work: 'done', plan: 'approved' });
  await world.load('copilot.json', COPILOT_WITHOUT, { asOf: at(20), completeness: 'complete' });
  await world.load(
    'users.csv',
    USERS.replace('leo@acme.com,Manager,East,Active', 'leo@acme.com,Manager,East,Inactive'),
    {
      asOf: at(20),
      completeness: 'complete',
    },
  );
  expect(await states(drafted)).toEqual({
    plan: 'completed',
    remove_idp_access: 'done',
    list_tokens_and_integrations: 'done',
    snapshot_forecast: 'done',
    hand_over_work: 'done',
    deactivate_account: 'done',
    deactivate_copilot: 'done',
    verify_by_export: 'done',
  });
  const kinds = await ledger();
  expect(kinds.filter((kind) => kind === 'claim.settled')).toHaveLength(4);
  expect(kinds.indexOf('plan.drafted')).toBeLessThan(kinds.indexOf('plan.approved'));
  expect(kinds.indexOf('plan.approved')).toBeLessThan(kinds.indexOf('step.recorded'));
});

test('offboarding that the reads contradict: access that is still open, work that was not handed over', async () => {
  const world = await company();
  const { draft, approve, did, states } = await story(world);
  const drafted = await draft('draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' });
  await approve(drafted);
  world.at(at(18));
  await did(drafted, 'remove_idp_access', 13);
  await did(drafted, 'hand_over_work', 15);
  world.at(at(23));
  await world.load('okta.csv', OKTA.replace('u2,DEPROVISIONED', 'u2,ACTIVE'), {
    asOf: at(19),
    completeness: 'complete',
    directory: 'okta',
  });
  await world.load('assigned.csv', `${ASSIGNED}\nu2,leo@acme.com,ACTIVE,USER`, {
    asOf: at(19),
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  await world.load('opps.csv', OPPORTUNITIES, { asOf: at(19), completeness: 'complete', kind: 'opportunities' });
  expect(await states(drafted)).toMatchObject({ remove_idp_access: 'contradicted', hand_over_work: 'contradicted' });
});

describe('the order of an approved plan', () => {
  const claim = { performed_by: 'Mara Lindqvist', performed_at: at(12), override: 'security asked for it at once' };

  test('is set aside by a person with a reason, and the ledger keeps it', async () => {
    const world = await company();
    const { draft, approve, ok, states } = await story(world);
    const drafted = await draft('draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' });
    await approve(drafted);
    await ok('record_manual_deactivation', { account: 'leo@acme.com', plan_id: drafted.plan_id, ...claim });
    expect(await states(drafted)).toMatchObject({ deactivate_account: 'verifying', hand_over_work: 'ready' });
    const entry = await world.store.read((reader) => reader.lastLedgerEntry());
    expect(entry?.payload).toMatchObject({ order_override: 'security asked for it at once' });
  });

  test('is set aside by no code and no script', async () => {
    const world = await company();
    const { draft, approve } = await story(world);
    const drafted = await draft('draft_offboarding_plan', { account: 'leo@acme.com', successor: 'ana@acme.com' });
    await approve(drafted);
    const access = await draft('draft_provisioning_plan', { email: 'una@acme.com' });
    await approve(access);
    const { call } = await connect(world);
    const answers = [
      await call('record_manual_deactivation', { account: 'leo@acme.com', plan_id: drafted.plan_id, ...claim }),
      await call('record_step', { plan_id: access.plan_id, step_id: 'set_role_and_team', ...claim }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('set aside only by a person') });
    expect(await world.store.read((reader) => reader.records())).toEqual([]);
  });
});

test('provisioning, from draft to confirmed, with what people recorded', async () => {
  const world = await testWorld(NOW);
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  const okta = `${OKTA}\nu9,ACTIVE,2026-11-19T08:00:00Z,noa@acme.com,noa@acme.com,Noa,New,E9`;
  await world.load('okta.csv', okta, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
  await LOADS.assigned(world);
  const { draft, approve, did, ok, states } = await story(world);
  const drafted = await draft('draft_provisioning_plan', { email: 'noa@acme.com', role: 'Sales Rep', team: 'East' });
  await approve(drafted);
  world.at(at(18));
  await did(drafted, 'map_attributes', 13, { note: 'email, firstName, lastName, role' });
  await did(drafted, 'assign_app', 14);
  await did(drafted, 'first_login', 15, { performed_by: 'Noa New' });
  expect(await states(drafted)).toMatchObject({
    set_up_sso_app: 'done',
    map_attributes: 'done',
    assign_app: 'verifying',
    first_login: 'verifying',
    verify_account: 'ready',
    set_role_and_team: 'waiting',
  });
  world.at(at(20));
  await world.load('assigned.csv', `${ASSIGNED}\nu9,noa@acme.com,ACTIVE,USER`, {
    asOf: at(18),
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  await world.load('okta.csv', okta, { asOf: at(18), completeness: 'complete', directory: 'okta' });
  await world.load('users.csv', `${USERS}\n1009,Noa New,noa@acme.com,Rep,,Active,`, {
    asOf: at(18),
    completeness: 'complete',
  });
  expect(await states(drafted)).toMatchObject({
    assign_app: 'done',
    first_login: 'done',
    verify_account: 'done',
    set_role_and_team: 'ready',
  });
  await did(drafted, 'set_role_and_team', 19);
  world.at(at(23));
  await world.load('users.csv', `${USERS}\n1009,Noa New,noa@acme.com,sales rep,East,Active,`, {
    asOf: at(21),
    completeness: 'complete',
  });
  expect(await states(drafted)).toEqual({
    plan: 'completed',
    set_up_sso_app: 'done',
    map_attributes: 'done',
    assign_app: 'done',
    first_login: 'done',
    verify_account: 'done',
    set_role_and_team: 'done',
  });

  // What was set up once for the organisation is not asked for again.
  const next = await draft('draft_provisioning_plan', { email: 'una@acme.com' });
  expect(await states(next)).toMatchObject({ map_attributes: 'done', assign_app: 'waiting' });
  expect((await ok('draft_provisioning_plan', { email: 'una@acme.com' })).text).toContain(
    `"Mara Lindqvist" recorded it for ${at(13)}`,
  );
});

test('role changes, from draft to confirmed: one is proven, one is contradicted until it is really done', async () => {
  const world = await testWorld(NOW);
  for (const load of Object.values(LOADS)) await load(world);
  const { draft, approve, did, states } = await story(world);
  const drafted = await draft('draft_role_change_plan', {
    changes: [
      { account: 'ana@acme.com', role: 'Manager' },
      { account: 'una@acme.com', role: 'Exec' },
    ],
  });
  await approve(drafted);
  world.at(at(15));
  await did(drafted, 'change_role_1', 13);
  await did(drafted, 'change_role_2', 13);
  expect(await states(drafted)).toEqual({ plan: 'approved', change_role_1: 'verifying', change_role_2: 'verifying' });
  const half = USERS.replace('ana@acme.com,Sales Rep', 'ana@acme.com,Manager');
  await world.load('users.csv', half, { asOf: at(14), completeness: 'complete' });
  expect(await states(drafted)).toEqual({ plan: 'approved', change_role_1: 'done', change_role_2: 'contradicted' });
  world.at(at(20));
  await did(drafted, 'change_role_2', 16);
  await world.load('users.csv', half.replace('una@acme.com,Sales Rep', 'una@acme.com,Exec'), {
    asOf: at(18),
    completeness: 'complete',
  });
  expect(await states(drafted)).toEqual({ plan: 'completed', change_role_1: 'done', change_role_2: 'done' });
});

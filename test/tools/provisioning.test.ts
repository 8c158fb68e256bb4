import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme, LOADS } from '../helpers/acme.ts';
import { agree } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld, type World } from '../helpers/deps.ts';
import { ASSIGNED, NOW, OKTA, OKTA_AT, USERS, USERS_AT } from '../helpers/files.ts';

const drafted = z.object({
  plan_id: z.string(),
  plan_hash: z.string(),
  status: z.string(),
  directory: z.string(),
  account_id: z.string().nullable(),
  risks: z.array(z.string()),
  steps: z.array(
    z.object({
      step_id: z.string(),
      state: z.string(),
      blocked_by: z.string().nullable(),
      depends_on: z.array(z.string()),
    }),
  ),
});

const NEW = 'u9,ACTIVE,2026-11-19T08:00:00Z,noa@acme.com,noa@acme.com,Noa,New,E9';
const WITH_NOA = `${OKTA}\n${NEW}`;

/** The small company, where Noa has just started. */
async function company(okta = WITH_NOA, users = USERS): Promise<World> {
  const world = await testWorld(NOW);
  await world.load('users.csv', users, { asOf: USERS_AT, completeness: 'complete' });
  await world.load('okta.csv', okta, { asOf: OKTA_AT, completeness: 'complete', directory: 'okta' });
  await LOADS.assigned(world);
  return world;
}

async function draft(world: World, args: Record<string, unknown> = {}) {
  const { call } = await connect(world);
  const answer = await call('draft_provisioning_plan', { email: 'noa@acme.com', ...args });
  if (answer.isError) throw new Error(answer.text);
  return drafted.parse(answer.structured);
}

async function refusal(world: World, args: Record<string, unknown> = {}): Promise<string> {
  const { call } = await connect(world);
  const answer = await call('draft_provisioning_plan', { email: 'noa@acme.com', ...args });
  expect(answer.isError).toBe(true);
  expect(await world.store.read((reader) => reader.plans())).toEqual([]);
  return answer.text;
}

const states = (plan: z.output<typeof drafted>) =>
  Object.fromEntries(plan.steps.map(({ step_id, state }) => [step_id, state]));

describe('no access is planned', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ['for a leaver', { email: 'leo@acme.com' }, /is deactivated as of .*they left/],
    ['for somebody who may be on leave', { email: 'sue@acme.com' }, /is suspended as of .*may be leave.*Ask HR/s],
    ['for what is no address', { email: 'Noa New' }, /is no e-mail address/],
    ['through a directory that does not govern Clari', { directory: 'entra' }, /"entra" is no directory that governs/],
  ];
  test.each(cases)('%s', async (_, args, why) => {
    expect(await refusal(await company(), args)).toMatch(why);
  });

  test('for a mailbox that is no person', async () => {
    const rooms = [
      'id,userPrincipalName,displayName,accountEnabled,recipientTypeDetails',
      'e9,noa@acme.com,Noa Room,true,RoomMailbox',
    ].join('\n');
    const world = await testWorld(NOW, { directories: ['entra'] });
    await world.load('entra.csv', rooms, { asOf: OKTA_AT, completeness: 'complete', directory: 'entra' });
    expect(await refusal(world)).toMatch(/is no person/);
  });

  test('when two accounts have the address already', async () => {
    const twice = `${USERS}\n1011,Noa New,noa@acme.com,Sales Rep,East,Active,\n1012,Noa New,noa@acme.com,Sales Rep,East,Active,`;
    expect(await refusal(await company(WITH_NOA, twice))).toMatch(/2 Clari accounts have this address already/);
  });

  test('when two identities of one directory have the address', async () => {
    const two = `${WITH_NOA}\nu10,ACTIVE,2026-11-19T08:00:00Z,noa2@acme.com,noa@acme.com,Noa,Newer,E10`;
    expect(await refusal(await company(two))).toMatch(/2 identities have the address/);
  });

  test('when a deactivation of their account waits for its proof', async () => {
    const world = await acme();
    const { call } = await connect(world, agree);
    await call('record_manual_deactivation', {
      account: 'ana@acme.com',
      performed_by: 'Mara',
      performed_at: '2026-11-20T10:00:00Z',
    });
    expect(await refusal(world, { email: 'ana@acme.com' })).toMatch(/is itself being closed \(awaiting_verification\)/);
  });

  test('through one of several directories that nobody named', async () => {
    const world = await testWorld(NOW, { directories: ['okta', 'entra'] });
    expect(await refusal(world)).toMatch(/may enter through several directories \(okta, entra\)/);
  });
});

describe('access waits', () => {
  const cases: readonly (readonly [string, () => Promise<World>, Record<string, unknown>, RegExp])[] = [
    ['where no identity is known', () => company(OKTA), {}, /No identity "noa@acme.com" is known in Okta/],
    ['where the names disagree', () => company(), { name: 'Peter Parker' }, /The names disagree: "Peter Parker"/],
    [
      'where the person has an account under another address',
      () =>
        // One employee id and one name: it is Ana, who got a second identity.
        company(WITH_NOA.replace('Noa,New,E9', 'Ana,Active,E1')),
      {},
      /account under another address/,
    ],
  ];
  test.each(cases)('%s', async (_, world, args, why) => {
    const plan = await draft(await world(), args);
    const step = plan.steps.find((one) => one.step_id === 'assign_app');
    expect(step?.blocked_by).toMatch(why);
    expect(step?.state).toBe('waiting');
  });

  test('another spelling of the name holds nobody up', async () => {
    const plan = await draft(await company(), { name: 'NEW, Noà' });
    expect(plan.steps.find((one) => one.step_id === 'assign_app')?.blocked_by).toBeNull();
  });
});

describe('a plan', () => {
  test('begins with the application and assigns before the first login', async () => {
    const plan = await draft(await company(), { role: 'Sales Rep', team: 'East' });
    expect(plan.directory).toBe('okta');
    expect(Object.fromEntries(plan.steps.map((step) => [step.step_id, step.depends_on]))).toEqual({
      set_up_sso_app: [],
      map_attributes: ['set_up_sso_app'],
      assign_app: ['set_up_sso_app', 'map_attributes'],
      first_login: ['assign_app'],
      verify_account: ['first_login'],
      set_role_and_team: ['verify_account'],
    });
    expect(states(plan)).toEqual({
      set_up_sso_app: 'observed',
      map_attributes: 'ready',
      assign_app: 'waiting',
      first_login: 'waiting',
      verify_account: 'waiting',
      set_role_and_team: 'waiting',
    });
  });

  test('says the four attributes and that Clari Support has a part, in Okta and in Entra', async () => {
    const world = await company();
    const { call } = await connect({ ...world, settings: { ...world.settings, directories: ['okta', 'entra'] } });
    for (const directory of ['okta', 'entra']) {
      const { text } = await call('draft_provisioning_plan', { email: 'noa@acme.com', directory });
      expect(text).toContain('email, firstName, lastName, role');
      expect(text).toContain('Clari Support');
      expect(text).toContain(directory === 'okta' ? 'Okta admin console' : 'Entra admin center');
    }
  });

  test('of somebody who is assigned says so, and waits for the login', async () => {
    const world = await company();
    await world.load('assigned.csv', `${ASSIGNED}\nu9,noa@acme.com,ACTIVE,USER`, {
      asOf: '2026-11-20T11:00:00.000Z',
      completeness: 'complete',
      directory: 'okta',
      kind: 'directory-assignments',
    });
    expect(states(await draft(world))).toMatchObject({ assign_app: 'observed', first_login: 'ready' });
  });

  test('of somebody who has an account says so, and leaves role and team', async () => {
    const plan = await draft(await acme(), { email: 'ana@acme.com', role: 'sales  rep', team: 'West' });
    expect(plan.account_id).toBe('1001');
    expect(plan.risks.join()).toContain('An active account with this address exists already');
    expect(states(plan)).toMatchObject({
      assign_app: 'observed',
      first_login: 'observed',
      verify_account: 'observed',
      set_role_and_team: 'ready',
    });
  });

  test('of somebody whose account is closed warns that a login may not reopen it', async () => {
    const back = OKTA.replace('u6,DEPROVISIONED', 'u6,ACTIVE');
    const plan = await draft(await company(back), { email: 'ina@acme.com' });
    expect(plan.risks.join()).toMatch(/was there before and is inactive .* is not documented/);
    expect(states(plan)).toMatchObject({ first_login: 'waiting', verify_account: 'waiting' });
  });

  test('from the same facts is the same plan, kept once, whatever case the address has', async () => {
    const world = await company();
    const first = await draft(world, { role: 'Sales Rep' });
    world.at('2026-11-20T13:00:00.000Z');
    expect(await draft(world, { email: ' NOA@acme.com ', role: 'Sales Rep' })).toEqual(first);
    expect(await world.store.read((reader) => reader.plans())).toHaveLength(1);
    expect((await draft(world, { role: 'Manager' })).plan_id).not.toBe(first.plan_id);
  });
});

test('from draft to verified: approved, assigned, signed in, role and team set, each shown by the reads that came', async () => {
  const world = await company();
  const { call } = await connect(world, agree);
  const plan = await draft(world, { role: 'Sales Rep', team: 'East' });
  const approved = await call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash });
  expect(approved.text).toContain('Approved: the provisioning plan');
  const at = (hour: number) => `2026-11-20T${hour}:00:00.000Z`;
  const now = async () => {
    const { planState } = await import('../../src/app/plans/plan-state.ts');
    const { evaluate } = await import('../../src/evaluation/evaluate.ts');
    await evaluate(world);
    const state = await world.store.read(async (reader) => {
      const kept = await reader.plan(plan.plan_id);
      if (kept === null) throw new Error('The plan is gone.');
      return planState(reader, world, kept);
    });
    return { status: state.standing.status, ...Object.fromEntries(state.steps.map((one) => [one.stepId, one.state])) };
  };
  expect(await now()).toMatchObject({ status: 'approved', assign_app: 'waiting' });

  world.at(at(14));
  await world.load('assigned.csv', `${ASSIGNED}\nu9,noa@acme.com,ACTIVE,USER`, {
    asOf: at(13),
    completeness: 'complete',
    directory: 'okta',
    kind: 'directory-assignments',
  });
  expect(await now()).toMatchObject({ assign_app: 'observed', first_login: 'ready' });

  world.at(at(16));
  await world.load('users.csv', `${USERS}\n1009,Noa New,noa@acme.com,Rep,,Active,2026-11-20T14:30:00Z`, {
    asOf: at(15),
    completeness: 'complete',
  });
  expect(await now()).toMatchObject({
    first_login: 'observed',
    verify_account: 'observed',
    set_role_and_team: 'ready',
  });

  world.at(at(18));
  await world.load('users.csv', `${USERS}\n1009,Noa New,noa@acme.com,Sales Rep,East,Active,2026-11-20T14:30:00Z`, {
    asOf: at(17),
    completeness: 'complete',
  });
  expect(await now()).toMatchObject({ status: 'approved', set_role_and_team: 'observed', map_attributes: 'ready' });
});

test.each(['google', 'onelogin'])('plans through %s say that it is not confirmed for Clari', async (directory) => {
  const world = await testWorld(NOW, { directories: [directory] });
  const people = WITH_NOA.replace('u2,DEPROVISIONED', 'u2,ACTIVE');
  await world.load('users.csv', USERS, { asOf: USERS_AT, completeness: 'complete' });
  await world.load('people.csv', people, { asOf: OKTA_AT, completeness: 'complete', directory });
  const { call } = await connect(world);
  const opening = await call('draft_provisioning_plan', { email: 'noa@acme.com', directory });
  expect(opening.text).toContain('Google Workspace and OneLogin are not confirmed');
  const closing = await call('draft_offboarding_plan', { account: 'leo@acme.com' });
  expect(closing.text).toContain('Google Workspace and OneLogin are not confirmed');
});

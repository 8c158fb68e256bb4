import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';

const recorded = z.object({
  status: z.string(),
  record_id: z.string().optional(),
  confirmation: z.string().optional(),
  verification: z.object({ state: z.string(), how: z.string() }),
});

/** Ana leaves; her plan is drafted at noon, and the clock stands at one. */
async function planned(person: NonNullable<Parameters<typeof connect>[1]> | 'nobody' = agreeing()) {
  const account = 'ana@acme.com';
  const world = await acme();
  const client = await (person === 'nobody' ? connect(world) : connect(world, person));
  const plan = await client.call('draft_offboarding_plan', { account });
  const { plan_id, plan_hash } = z.object({ plan_id: z.string(), plan_hash: z.string() }).parse(plan.structured);
  world.at('2026-11-20T13:00:00.000Z');
  const step = (step_id: string, change: Record<string, unknown> = {}) =>
    client.call('record_step', {
      plan_id,
      step_id,
      performed_by: 'Mara',
      performed_at: '2026-11-20T12:30:00Z',
      ...change,
    });
  return { world, ...client, plan_id, plan_hash, step };
}

async function stateOf(world: Awaited<ReturnType<typeof acme>>, planId: string, stepId: string) {
  const { evaluate } = await import('../../src/evaluation/evaluate.ts');
  const { planById, planState } = await import('../../src/app/plans/plan-state.ts');
  await evaluate(world);
  return world.store.read(async (reader) => {
    const { steps } = await planState(reader, world, await planById(reader, planId));
    return steps.find((one) => one.stepId === stepId)?.state;
  });
}

describe('must not be recorded', () => {
  test.each([
    ['a step in the future', 'remove_idp_access', { performed_at: '2026-11-20T14:00:00Z' }, 'in the future'],
    ['before the account was first seen', 'remove_idp_access', { performed_at: '2026-11-01T14:00:00Z' }, 'first seen'],
    ['a time without an offset', 'remove_idp_access', { performed_at: '2026-11-20T12:30:00' }, 'no offset'],
    ['a malformed hash', 'remove_idp_access', { evidence: [{ name: 'a.png', sha256: 'xyz' }] }, 'SHA-256'],
    ['a step that the plan does not have', 'reset_password', {}, 'Its steps: remove_idp_access'],
    ['a plan that does not exist', 'remove_idp_access', { plan_id: 'plan_0' }, 'ERR_PLAN_UNKNOWN'],
    ['nobody who did it', 'remove_idp_access', { performed_by: undefined }, 'needs performed_by'],
    ['a name that cannot be seen', 'remove_idp_access', { performed_by: '\u200b' }, 'is empty'],
    ['the deactivation itself', 'deactivate_account', {}, 'record_manual_deactivation'],
    ['a verification by word of mouth', 'verify_by_export', {}, 'Import a users export'],
    ['a handover that is blocked', 'hand_over_work', {}, 'No successor is named'],
  ])('%s', async (_what, stepId, change, said) => {
    const { world, step } = await planned();
    const before = await ledgerKinds(world);
    const answer = await step(stepId, change);
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await ledgerKinds(world)).toEqual(before);
  });

  test.each([
    ['declines', { action: 'decline' as const }],
    ['cancels', { action: 'cancel' as const }],
    ['accepts with another word', { action: 'accept' as const, content: { word: 'yes' } }],
  ])('a step when the person %s', async (_what, answer) => {
    const { world, step } = await planned(() => answer);
    expect((await step('remove_idp_access')).text).toContain('Nothing was recorded');
    expect(await ledgerKinds(world)).not.toContain('step.recorded');
  });
});

describe('a blocked or early step is recorded with the reason that a person gives', () => {
  test('and the ledger keeps it', async () => {
    const { world, step } = await planned();
    const answer = await step('hand_over_work', { override: 'The manager moved it by phone' });
    expect(recorded.parse(answer.structured).status).toBe('recorded');
    expect((await ledgerOf(world)).at(-1)).toMatchObject({
      kind: 'step.recorded',
      payload: { step_id: 'hand_over_work', order_override: 'The manager moved it by phone' },
    });
  });
});

test('the same statement twice returns the first record', async () => {
  const { world, step } = await planned();
  const first = recorded.parse((await step('list_tokens_and_integrations')).structured);
  const again = recorded.parse((await step('list_tokens_and_integrations', { note: 'again' })).structured);
  expect(again).toMatchObject({ status: 'already_recorded', record_id: first.record_id });
  expect((await ledgerKinds(world)).filter((kind) => kind === 'step.recorded')).toHaveLength(1);
});

test('evidence is kept by name and hash, as it was given', async () => {
  const { world, step } = await planned();
  await step('snapshot_forecast', {
    evidence: [{ name: 'forecast\u202e.csv', sha256: 'A'.repeat(64) }],
    ticket: 'IT-9',
  });
  const [record] = await world.store.read((reader) => reader.stepRecords());
  expect(record).toMatchObject({
    ticket: 'IT-9',
    evidence: [{ name: 'forecast.csv', sha256: 'a'.repeat(64) }],
    attestation: { level: 'client_form', client: { name: 'test', version: '1' } },
  });
});

describe('a client that cannot ask anybody', () => {
  test('confirms by a code for exactly this step, which no person attested', async () => {
    const { world, step } = await planned('nobody');
    const { status, confirmation } = recorded.parse((await step('remove_idp_access')).structured);
    expect(status).toBe('confirmation_required');
    expect((await step('list_tokens_and_integrations', { confirmation })).text).toContain('ERR_CONFIRMATION');
    expect((await step('remove_idp_access', { confirmation })).text).toContain('not attested');
    expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ attestation: { level: 'code' } });
  });

  test('a code is dead after ten minutes', async () => {
    const { world, step } = await planned('nobody');
    const { confirmation } = recorded.parse((await step('remove_idp_access')).structured);
    world.at('2026-11-20T13:10:01.000Z');
    expect((await step('remove_idp_access', { confirmation })).text).toContain('ten minutes');
    expect(await ledgerKinds(world)).not.toContain('step.recorded');
  });
});

describe('the next read of the directory settles the removal of access', () => {
  const later = '2026-11-20T14:00:00.000Z';
  const goneFromList = ASSIGNED.replace('u1,ana@acme.com,ACTIVE,USER\n', '');

  async function removed() {
    const made = await planned();
    expect(recorded.parse((await made.step('remove_idp_access')).structured).verification.state).toBe('claimed');
    made.world.at('2026-11-20T15:00:00.000Z');
    const settled = async () => (await ledgerOf(made.world)).filter((entry) => entry.kind === 'claim.settled');
    return { ...made, settled };
  }
  const list = (world: Awaited<ReturnType<typeof acme>>, content: string, asOf: string) =>
    world.load('assigned2.csv', content, {
      asOf,
      completeness: 'complete',
      directory: 'okta',
      kind: 'directory-assignments',
    });
  const users = (world: Awaited<ReturnType<typeof acme>>, content: string, asOf: string) =>
    world.load('okta2.csv', content, { asOf, completeness: 'complete', directory: 'okta' });

  test('confirmed when a later list no longer assigns her', async () => {
    const { world, plan_id, settled } = await removed();
    await users(world, OKTA, later);
    await list(world, goneFromList, later);
    expect(await stateOf(world, plan_id, 'remove_idp_access')).toBe('confirmed');
    expect((await settled()).map((entry) => entry.payload)).toEqual([
      expect.objectContaining({ step_id: 'remove_idp_access', state: 'confirmed', settled_as_of: later }),
    ]);
  });

  test('contradicted when a later read still assigns her; confirmed by the one after', async () => {
    const { world, plan_id, settled } = await removed();
    await users(world, OKTA, later);
    await list(world, ASSIGNED, later);
    expect(await stateOf(world, plan_id, 'remove_idp_access')).toBe('contradicted');
    world.at('2026-11-20T17:00:00.000Z');
    await users(world, OKTA, '2026-11-20T16:00:00.000Z');
    await list(world, goneFromList, '2026-11-20T16:00:00.000Z');
    expect(await stateOf(world, plan_id, 'remove_idp_access')).toBe('confirmed');
    expect((await settled()).map((entry) => entry.payload['state'])).toEqual(['contradicted', 'confirmed']);
  });

  test.each([
    ['a list from before the claimed time', goneFromList, '2026-11-20T12:15:00.000Z'],
    ['a users export', USERS, ''],
  ])('%s settles nothing', async (_what, content, asOf) => {
    const { world, plan_id, settled } = await removed();
    if (asOf === '') await world.load('users2.csv', `${content}\n`, { asOf: later, completeness: 'complete' });
    else await list(world, content, asOf);
    expect(await stateOf(world, plan_id, 'remove_idp_access')).not.toBe('contradicted');
    expect(await settled()).toEqual([]);
  });
});

describe('a record taken back', () => {
  async function withdrawn() {
    const made = await planned();
    const { record_id } = recorded.parse((await made.step('list_tokens_and_integrations')).structured);
    const takeBack = (change: Record<string, unknown> = {}) =>
      made.call('record_step', { withdraw: record_id, note: 'It was another person', ...change });
    return { ...made, record_id, takeBack };
  }

  test('counts no more, stays in the ledger, and may be made again', async () => {
    const { world, plan_id, step, record_id, takeBack } = await withdrawn();
    expect(await stateOf(world, plan_id, 'list_tokens_and_integrations')).toBe('claimed');
    expect(recorded.parse((await takeBack()).structured).status).toBe('withdrawn');
    expect(await stateOf(world, plan_id, 'list_tokens_and_integrations')).toBe('ready');
    const again = recorded.parse((await step('list_tokens_and_integrations')).structured);
    expect(again.status).toBe('recorded');
    expect(again.record_id).not.toBe(record_id);
    expect((await ledgerKinds(world)).slice(-3)).toEqual(['step.recorded', 'record.withdrawn', 'step.recorded']);
  });

  test('twice writes nothing the second time', async () => {
    const { world, takeBack } = await withdrawn();
    await takeBack();
    const again = await takeBack();
    expect(recorded.parse(again.structured).status).toBe('already_withdrawn');
    expect((await ledgerKinds(world)).filter((kind) => kind === 'record.withdrawn')).toHaveLength(1);
  });

  test.each([
    ['without a reason', { note: undefined }, 'reason is empty'],
    ['that does not exist', { withdraw: 'rec_0' }, 'No record is known'],
  ])('is refused %s', async (_what, change, said) => {
    const { world, takeBack } = await withdrawn();
    expect((await takeBack(change)).text).toContain(said);
    expect(await ledgerKinds(world)).not.toContain('record.withdrawn');
  });

  test('a deactivation taken back returns its account to the queue, whatever settled it before', async () => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    const claim = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z' };
    const { record_id } = recorded.parse((await call('record_manual_deactivation', claim)).structured);
    world.at('2026-11-20T15:00:00.000Z');
    await world.load('users2.csv', `${USERS}\n`, { asOf: '2026-11-20T14:00:00.000Z', completeness: 'complete' });
    const finding = async () =>
      z
        .object({ users: z.array(z.object({ finding: z.string() })) })
        .parse((await call('list_clari_users', { query: 'leo@' })).structured).users[0]?.finding;
    expect(await finding()).toBe('contradicted');
    await call('record_step', { withdraw: record_id, note: 'Wrong account' });
    expect(await finding()).toBe('leaver_active');
    const listed = await call('find_orphaned_accounts', { query: 'leo@', response_format: 'detailed' });
    expect(listed.text).toContain(
      '"tester" withdrew it at 2026-11-20 15:00 UTC, in a form of "test 1": "Wrong account"',
    );
  });
});

describe('the order of an approved plan binds the deactivation', () => {
  const CLAIM = { account: 'ana@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T12:30:00Z' };

  async function approved() {
    const made = await planned();
    const { plan_id, plan_hash } = made;
    expect((await made.call('approve_offboarding_plan', { plan_id, plan_hash })).isError).toBe(false);
    return made;
  }

  test('refused before its turn, whether or not the plan is named', async () => {
    const { world, call, plan_id } = await approved();
    for (const args of [CLAIM, { ...CLAIM, plan_id }]) {
      const answer = await call('record_manual_deactivation', args);
      expect(answer.text).toContain('it waits for list_tokens_and_integrations, snapshot_forecast, hand_over_work');
    }
    expect(await ledgerKinds(world)).not.toContain('deactivation.recorded');
  });

  test('recorded with the reason that a person gives, and the ledger says what was left out', async () => {
    const { world, call } = await approved();
    const answer = await call('record_manual_deactivation', { ...CLAIM, override: 'Security asked for it at once' });
    expect(answer.isError).toBe(false);
    expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({
      order_override: 'Security asked for it at once',
      before_its_turn: expect.stringContaining('it waits for list_tokens_and_integrations'),
    });
  });

  test('in its turn it needs no reason', async () => {
    const { world, call, step } = await approved();
    for (const stepId of ['list_tokens_and_integrations', 'snapshot_forecast'])
      await step(stepId, { performed_at: '2026-11-20T12:10:00Z' });
    await step('hand_over_work', {
      performed_at: '2026-11-20T12:20:00Z',
      override: 'Moved in Salesforce by the manager',
    });
    const answer = await call('record_manual_deactivation', CLAIM);
    expect(recorded.parse(answer.structured).status).toBe('recorded');
    expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ before_its_turn: null, order_override: null });
  });

  test('done earlier than a step that it waits for is before its turn too', async () => {
    const { call, step } = await approved();
    for (const stepId of ['list_tokens_and_integrations', 'snapshot_forecast'])
      await step(stepId, { performed_at: '2026-11-20T12:10:00Z' });
    await step('hand_over_work', {
      performed_at: '2026-11-20T12:50:00Z',
      override: 'Moved in Salesforce by the manager',
    });
    expect((await call('record_manual_deactivation', CLAIM)).text).toContain(
      'hand_over_work was done only at 2026-11-20T12:50:00.000Z',
    );
  });

  test('a plan that nobody approved is reported, not imposed', async () => {
    const { call } = await planned();
    const answer = await call('record_manual_deactivation', CLAIM);
    expect(recorded.parse(answer.structured).status).toBe('recorded');
    expect(answer.text).toContain('comes before its turn: it waits for');
  });
});

describe('duties kept apart', () => {
  async function separated(performedBy: string, recorder = 'tester') {
    const world = await acme();
    const separatedWorld = { ...world, settings: { ...world.settings, separationOfDuties: true } };
    const { call } = await connect(separatedWorld, agreeing());
    const { plan_id } = z
      .object({ plan_id: z.string() })
      .parse((await call('draft_offboarding_plan', { account: 'ana@acme.com' })).structured);
    world.at('2026-11-20T13:00:00.000Z');
    const second = await connect(
      { ...separatedWorld, actor: { name: recorder, authenticated: false, via: 'stdio' } },
      agreeing(),
    );
    return { world, ...second, plan_id, performedBy };
  }

  test('who drafted the plan did not do its steps', async () => {
    const { world, call, plan_id } = await separated('Tester');
    const answer = await call('record_step', {
      plan_id,
      step_id: 'remove_idp_access',
      performed_by: ' TESTER ',
      performed_at: '2026-11-20T12:30:00Z',
    });
    expect(answer.text).toContain('who drafts does not perform');
    expect(await ledgerKinds(world)).not.toContain('step.recorded');
  });

  test('nor the deactivation, whether or not the plan is named', async () => {
    const { world, call, plan_id } = await separated('Tester');
    const claim = { account: 'ana@acme.com', performed_by: 'tester', performed_at: '2026-11-20T12:30:00Z' };
    for (const args of [claim, { ...claim, plan_id }])
      expect((await call('record_manual_deactivation', args)).text).toContain('ERR_DUTIES');
    expect(await ledgerKinds(world)).not.toContain('deactivation.recorded');
  });

  test('somebody else may, and the drafter may write it down', async () => {
    const { call, plan_id } = await separated('Mara');
    const answer = await call('record_step', {
      plan_id,
      step_id: 'remove_idp_access',
      performed_by: 'Mara',
      performed_at: '2026-11-20T12:30:00Z',
    });
    expect(recorded.parse(answer.structured).status).toBe('recorded');
  });
});

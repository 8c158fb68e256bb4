import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, USERS } from '../helpers/files.ts';
import { agreeing } from '../helpers/people.ts';

const item = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.string(),
  account_id: z.string().optional(),
  waits_for: z.string(),
  due_at: z.string().optional(),
  deadline: z.string().optional(),
  deadline_basis: z.string().optional(),
  next_command: z.string().optional(),
});
const page = z.object({
  items: z.array(item),
  total: z.number(),
  next_cursor: z.string().nullable(),
  by_state: z.record(z.string(), z.number()),
});

async function company() {
  const world = await acme();
  const client = await connect(world, agreeing());
  const work = async (args: Record<string, unknown> = {}) => {
    const answer = await client.call('list_work', args);
    expect(answer.isError, answer.text).toBe(false);
    return page.parse(answer.structured);
  };
  const only = async (args: Record<string, unknown>) => (await work(args)).items.map(({ state }) => state);
  return { world, ...client, work, only };
}

const CLAIM = { account: 'leo@acme.com', performed_by: 'Mara', performed_at: '2026-11-20T10:00:00Z' };
const LATER = { asOf: '2026-11-21T09:00:00.000Z', completeness: 'complete' as const };
const record = z.object({ record_id: z.string() });

describe('a recorded deactivation', () => {
  async function claimed() {
    const made = await company();
    const { record_id } = record.parse((await made.call('record_manual_deactivation', CLAIM)).structured);
    return { ...made, record_id };
  }

  test('verifies: it waits for an export, late by the time of the revocation, which is no event', async () => {
    const { work, record_id } = await claimed();
    expect((await work({ id: record_id })).items).toEqual([
      expect.objectContaining({
        state: 'verifying',
        due_at: '2026-11-11T08:00:00.000Z',
        deadline: 'late',
        deadline_basis: 'status_changed',
        waits_for: expect.stringContaining('it expires at 2026-12-04 12:00 UTC'),
        next_command: expect.stringContaining('import_clari_export (path: FILE, kind: clari-users'),
      }),
    ]);
  });

  test('contradicted: it says for how many days the account stayed open', async () => {
    const { world, work, record_id } = await claimed();
    world.at('2026-11-23T12:00:00.000Z');
    await world.load('next.csv', `${USERS}\n`, { ...LATER, asOf: '2026-11-23T10:00:00.000Z' });
    const [one] = (await work()).items.filter(({ id }) => id === record_id);
    expect(one).toMatchObject({
      state: 'contradicted',
      next_command: expect.stringContaining('record_manual_deactivation (account: 1002'),
    });
    expect(one?.waits_for).toContain('stayed open for 3 day(s)');
  });

  test('expired: back in the queue, and asked for', async () => {
    const { world, work, call, record_id } = await claimed();
    world.at('2026-12-04T12:00:00.000Z');
    expect((await work({ id: record_id })).items[0]).toMatchObject({ state: 'expired' });
    const found = await call('list_clari_users', { query: 'leo@' });
    expect(found.text).not.toContain('awaiting_verification');
  });

  test('confirmed: nobody waits for it, and it is met or late by the stated time', async () => {
    const { world, work, record_id } = await claimed();
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('next.csv', USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'), LATER);
    expect((await work()).items.map(({ id }) => id)).not.toContain(record_id);
    expect((await work({ id: record_id })).items[0]).toMatchObject({ state: 'done', deadline: 'late' });
  });

  test('reappeared', async () => {
    const { world, work, record_id } = await claimed();
    world.at('2026-11-22T12:00:00.000Z');
    await world.load('closed.csv', USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'), LATER);
    await world.load('open.csv', `${USERS}\n`, { ...LATER, asOf: '2026-11-22T09:00:00.000Z' });
    expect((await work({ id: record_id })).items[0]).toMatchObject({ state: 'reappeared' });
  });

  test('taken back', async () => {
    const { call, work, record_id } = await claimed();
    await call('record_step', { withdraw: record_id, note: 'It was Una' });
    expect((await work({ id: record_id })).items[0]).toMatchObject({ state: 'withdrawn' });
    expect((await work()).items.map(({ id }) => id)).not.toContain(record_id);
  });

  test('taken up again by a later one: only that one waits', async () => {
    const { world, call, work, record_id } = await claimed();
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('next.csv', `${USERS}\n`, LATER);
    const again = { ...CLAIM, performed_at: '2026-11-21T11:00:00Z' };
    const second = record.parse((await call('record_manual_deactivation', again)).structured);
    expect((await work({ id: record_id })).items[0]?.state).toBe('done');
    expect((await work({ id: second.record_id })).items[0]?.state).toBe('verifying');
  });

  test('a suspension has no deadline, and what was never revoked has none either', async () => {
    const { call, work } = await company();
    for (const account of ['sue@acme.com', 'ghost@acme.com']) {
      const made = await call('record_manual_deactivation', { ...CLAIM, account });
      const { record_id } = record.parse(made.structured);
      expect((await work({ id: record_id })).items[0]).toMatchObject({ deadline: 'none' });
    }
  });
});

describe('a plan', () => {
  const draft = z.object({ plan_id: z.string(), plan_hash: z.string() });

  test('waits for approval, then for its steps; every step is shown under its id', async () => {
    const { world, call, work } = await company();
    const { plan_id, plan_hash } = draft.parse((await call('draft_offboarding_plan', { account: '1001' })).structured);
    expect((await work({ state: 'drafted' })).items).toEqual([
      expect.objectContaining({
        id: plan_id,
        next_command: `approve_offboarding_plan (plan_id: ${plan_id}, plan_hash: ITS_HASH)`,
      }),
    ]);
    expect((await work()).items.filter(({ kind }) => kind === 'step')).toEqual([]);
    await call('approve_offboarding_plan', { plan_id, plan_hash });
    const { items } = await work({ id: plan_id });
    expect(items.map(({ id, state }) => [id.replace(`${plan_id}`, ''), state])).toEqual(
      expect.arrayContaining([
        ['', 'approved'],
        ['/remove_idp_access', 'ready'],
        ['/deactivate_account', 'waiting'],
      ]),
    );
    const ready = items.find(({ id }) => id.endsWith('/remove_idp_access'));
    expect(ready?.next_command).toContain(`record_step (plan_id: ${plan_id}, step_id: remove_idp_access, `);
    world.at('2026-11-20T13:00:00.000Z');
    const step = { plan_id, step_id: 'remove_idp_access', performed_by: 'Mara', performed_at: '2026-11-20T12:30:00Z' };
    await call('record_step', step);
    const after = await work({ id: `${plan_id}/remove_idp_access` });
    expect(after.items[0]).toMatchObject({ state: 'verifying' });
  });

  test('whose facts changed names them and must be drafted again', async () => {
    const { world, call, work } = await company();
    const { plan_id } = draft.parse((await call('draft_offboarding_plan', { account: '1002' })).structured);
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('next.csv', USERS.replace('East,Active,2026-11-15', 'East,Inactive,2026-11-15'), LATER);
    const [one] = (await work({ id: plan_id })).items;
    expect(one).toMatchObject({ state: 'facts_changed', next_command: 'draft_offboarding_plan (account: 1002)' });
    expect(one?.waits_for).toContain('account_status');
  });

  test('whose successor left meanwhile must be drafted again, approved or not', async () => {
    const { world, call, work } = await company();
    const { plan_id, plan_hash } = draft.parse(
      (await call('draft_offboarding_plan', { account: '1002', successor: 'ana@acme.com' })).structured,
    );
    await call('approve_offboarding_plan', { plan_id, plan_hash });
    world.at('2026-11-21T12:00:00.000Z');
    const { OKTA } = await import('../helpers/files.ts');
    await world.load('okta2.csv', OKTA.replace('u1,ACTIVE,2024-01-01', 'u1,DEPROVISIONED,2026-11-21'), {
      ...LATER,
      directory: 'okta',
    });
    expect((await work({ id: plan_id })).items[0]).toMatchObject({ state: 'facts_changed' });
  });
});

test('exemptions: far off they wait for nobody, near their end they are shown, over they return to the queue', async () => {
  const { world, call, work } = await company();
  await call('set_exemption', { account: 'leo@acme.com', reason: 'Integration', until: '2026-12-31', owner: 'Mara' });
  expect((await work()).items.map(({ kind }) => kind)).not.toContain('exemption');
  expect((await work({ state: 'in_force' })).items).toHaveLength(1);
  await call('set_exemption', { account: 'leo@acme.com', reason: 'Integration', until: '2026-11-25', owner: 'Mara' });
  expect((await work({ state: 'ending' })).items[0]?.waits_for).toMatch(/"Mara", until 2026-11-25.*leaver_active/);
  world.at('2026-11-25T00:00:00.000Z');
  expect((await work({ state: 'ended' })).items[0]).toMatchObject({
    account_id: '1002',
    next_command: expect.stringContaining('set_exemption (account: 1002'),
  });
});

test('a held read waits for somebody who checks it, until a newer one counts', async () => {
  const world = await testWorld(NOW);
  const { call } = await connect(world);
  const rows = (n: number) =>
    ['clari_id,email,role,status', ...Array.from({ length: n }, (_, at) => `${at},p${at}@acme.com,Rep,Active`)].join(
      '\n',
    );
  await world.load('big.csv', rows(100), { asOf: '2026-11-18T09:00:00.000Z', completeness: 'complete' });
  await world
    .load('small.csv', rows(60), { asOf: '2026-11-19T09:00:00.000Z', completeness: 'complete' })
    .catch(() => null);
  const held = page.parse((await call('list_work')).structured).items;
  expect(held).toEqual([expect.objectContaining({ kind: 'held_read', state: 'held' })]);
  expect(held[0]?.waits_for).toContain('100');
  await world.load('newer.csv', rows(99), { asOf: '2026-11-20T09:00:00.000Z', completeness: 'complete' });
  expect(page.parse((await call('list_work')).structured).items).toEqual([]);
});

test('a disputed link waits for a person, whoever may own it, until one decides', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await world.load('users2.csv', `${USERS}\n1008,Leo Left,leo+old@acme.com,Rep,East,Active,`, {
    asOf: '2026-11-20T09:10:00.000Z',
    completeness: 'complete',
  });
  const disputed = async () => page.parse((await call('list_work', { state: 'disputed' })).structured).items;
  expect(await disputed()).toEqual([
    expect.objectContaining({ id: '1007', next_command: 'resolve_link (account: 1007, identity: IDENTITY)' }),
    expect.objectContaining({ id: '1008', next_command: 'resolve_link (account: 1008, identity: IDENTITY)' }),
  ]);
  await call('resolve_link', { account: '1008', none: true, reason: 'Asked everybody' });
  expect((await disputed()).map(({ id }) => id)).toEqual(['1007']);
});

describe('pages', () => {
  async function several() {
    const made = await company();
    for (const account of ['leo@acme.com', 'una@acme.com', 'ghost@acme.com'])
      await made.call('record_manual_deactivation', { ...CLAIM, account });
    return made;
  }

  test('go on where they ended, and everything is on one of them', async () => {
    const { work } = await several();
    const first = await work({ limit: 2 });
    const whole = { total: 5, by_state: { verifying: 3, unplanned: 1, disputed: 1 } };
    expect(first).toMatchObject(whole);
    const second = await work({ limit: 2, cursor: first.next_cursor });
    expect(second).toMatchObject(whole);
    const third = await work({ limit: 2, cursor: second.next_cursor });
    expect(third.next_cursor).toBeNull();
    const all = [...first.items, ...second.items, ...third.items];
    expect(all.map(({ state }) => state)).toEqual(['verifying', 'verifying', 'verifying', 'unplanned', 'disputed']);
    expect(new Set(all.map(({ id }) => id)).size).toBe(5);
  });

  test.each([1, 2, 3, 4, 5, 25])(
    'of %i have every account that needs somebody and has no plan, once',
    async (limit) => {
      const { work } = await company();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await work({ limit, ...(cursor === undefined ? {} : { cursor }) });
        expect(answer.total).toBe(5);
        seen.push(...answer.items.map(({ id }) => id));
        cursor = answer.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(['1002', '1003', '1004', '1005', '1007']);
    },
  );

  test('refuse a cursor of another question, and one from before something changed', async () => {
    const { call, work } = await several();
    const { next_cursor: cursor } = await work({ limit: 2 });
    expect((await call('list_work', { cursor, state: 'expired' })).text).toContain('ERR_CURSOR_INVALID');
    await call('set_exemption', { account: 'leo@acme.com', reason: 'x', until: '2026-12-31' });
    expect((await call('list_work', { cursor })).text).toContain('ERR_CURSOR_STALE');
  });

  test('of one account have nothing of another', async () => {
    const { work } = await several();
    const { items } = await work({ account: 'una@acme.com' });
    expect(items.map(({ account_id }) => account_id)).toEqual(['1004']);
  });
});

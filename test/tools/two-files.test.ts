import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme, LOADS } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { testWorld } from '../helpers/deps.ts';
import { NOW, TRUTH } from '../helpers/files.ts';

const users = z.object({ users: z.array(z.object({ account_id: z.string(), finding: z.string() })) });

async function findings(client: Awaited<ReturnType<typeof connect>>): Promise<Record<string, string>> {
  const answer = await client.call('list_clari_users', { limit: 200 });
  return Object.fromEntries(users.parse(answer.structured).users.map((user) => [user.account_id, user.finding]));
}

describe('every order of imports gives the same verdicts', () => {
  const orders = [
    ['users', 'okta', 'assigned'],
    ['users', 'assigned', 'okta'],
    ['okta', 'users', 'assigned'],
    ['okta', 'assigned', 'users'],
    ['assigned', 'users', 'okta'],
    ['assigned', 'okta', 'users'],
  ] as const;
  test.each(orders)('%s, %s, %s', async (...order) => {
    const world = await testWorld(NOW);
    for (const name of order) await LOADS[name](world);
    expect(await findings(await connect(world))).toEqual(TRUTH);
  });
});

describe('with less evidence nobody is accused', () => {
  test('a users export alone: every active account is inconclusive', async () => {
    const world = await testWorld(NOW);
    await LOADS.users(world);
    const found = await findings(await connect(world));
    expect(found).toEqual({
      ...Object.fromEntries(Object.keys(TRUTH).map((id) => [id, 'inconclusive'])),
      '1006': 'inactive',
    });
  });

  test('a directory of unknown completeness: nobody is orphaned', async () => {
    const world = await testWorld(NOW);
    await LOADS.users(world);
    await world.load('okta.csv', (await import('../helpers/files.ts')).OKTA, { asOf: NOW, directory: 'okta' });
    const found = await findings(await connect(world));
    expect(found['1005']).toBe('inconclusive');
    expect(found['1002']).toBe('leaver_active');
  });

  test('eight days later everything is stale and inconclusive', async () => {
    const world = await acme();
    world.at('2026-11-28T12:00:00.000Z');
    const found = await findings(await connect(world));
    expect(new Set(Object.values(found))).toEqual(new Set(['inconclusive']));
  });
});

describe('find_orphaned_accounts', () => {
  const shape = z.object({
    summary: z.object({
      evaluated: z.number(),
      by_finding: z.record(z.string(), z.number()),
      inconclusive_by_reason: z.record(z.string(), z.number()),
      seat_days_since_revocation: z.object({ days: z.number(), accounts: z.number(), unknown: z.number() }),
      estimated_cost: z.null(),
    }),
    accounts: z.array(z.looseObject({ account_id: z.string(), finding: z.string(), reason: z.string() })),
  });

  test('lists those that need somebody, most pressing first, and counts the rest', async () => {
    const { call } = await connect(await acme());
    const answer = shape.parse((await call('find_orphaned_accounts')).structured);
    expect(answer.accounts.map((one) => [one.account_id, one.finding, one.reason])).toEqual([
      ['1002', 'leaver_active', 'identity_deactivated'],
      ['1003', 'leaver_active', 'suspended_maybe_leave'],
      ['1004', 'unassigned_active', 'assignment_gone'],
      ['1005', 'orphaned', 'no_identity_in_any_directory'],
      ['1007', 'needs_review', 'candidates_not_certain'],
    ]);
    expect(answer.summary.evaluated).toBe(7);
    expect(answer.summary.by_finding).toMatchObject({ ok: 1, inactive: 1, needs_review: 1, leaver_active: 2 });
  });

  test('shows the evidence, the time since revocation and what to do in detail', async () => {
    const { call } = await connect(await acme());
    const answer = await call('find_orphaned_accounts', { query: 'leo@', response_format: 'detailed' });
    const [leo] = shape.parse(answer.structured).accounts;
    expect(leo).toMatchObject({
      revoked_at: '2026-11-10T08:00:00.000Z',
      revoked_at_basis: 'status_changed',
      days_since_revocation: 10,
      used_after_revocation: 'yes',
      sla: { due_at: '2026-11-11T08:00:00.000Z', state: 'late' },
      next_action: 'deactivate_in_clari',
    });
    for (const part of ['leo@acme.com', '1002', 'leaver_active', '2026-11-10', 'okta'])
      expect(answer.text).toContain(part);
  });

  test('a suspended person has no deadline and a human question first', async () => {
    const { call } = await connect(await acme());
    const answer = await call('find_orphaned_accounts', { query: 'sue@', response_format: 'detailed' });
    expect(shape.parse(answer.structured).accounts[0]).toMatchObject({
      next_action: 'confirm_with_hr',
      sla: { state: 'none' },
    });
  });
});

test('get_identity shows why the plus-tag account was not linked', async () => {
  const { call } = await connect(await acme());
  const answer = await call('get_identity', { account: '1007' });
  expect(answer.isError).toBe(false);
  expect(answer.text).toContain('candidate');
  expect(answer.text).toContain('plus_tag');
  expect(answer.text).toContain('not linked:');
});

test('get_coverage says what is missing and the command that closes it', async () => {
  const world = await testWorld(NOW);
  await LOADS.users(world);
  const { call } = await connect(world);
  const answer = await call('get_coverage');
  expect(answer.text).toContain('directory:okta: missing');
  expect(answer.text).toMatch(/import_clari_export \(path: FILE, .*directory: okta/);
});

test.each([
  ['an unknown argument is named', 'list_clari_users', { stauts: 'active' }, /stauts/],
  [
    'an unknown account comes with the nearest',
    'draft_offboarding_plan',
    { account: 'leo@acme.org' },
    /1002 \(leo@acme.com/,
  ],
  ['a limit beyond 200', 'list_clari_users', { limit: 201 }, /200/],
  ['two ways to name one person', 'get_identity', { account: '1001', email: 'ana@acme.com' }, /exactly one/],
  ['a cursor of nobody', 'list_clari_users', { cursor: 'abc' }, /ERR_CURSOR_INVALID/],
])('%s', async (_what, tool, args, message) => {
  const { call } = await connect(await acme());
  const answer = await call(tool, args);
  expect(answer.isError).toBe(true);
  expect(answer.text).toMatch(message);
});

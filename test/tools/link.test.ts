import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { OKTA } from '../helpers/files.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';

const LINK = { account: '1007', identity: 'okta/u1', reason: 'Ana says that it is hers' };

const answered = z.object({
  status: z.string(),
  confirmation: z.string().optional(),
  identity: z.string().nullable(),
  effect: z.array(z.object({ account_id: z.string(), before: z.string(), after: z.string() })),
});

async function verdictOf(call: Awaited<ReturnType<typeof connect>>['call'], account: string) {
  const { structured } = await call('get_identity', { account });
  const { findings } = z
    .object({ findings: z.array(z.object({ account_id: z.string(), finding: z.string(), situation: z.string() })) })
    .parse(structured);
  return findings.find((one) => one.account_id === account);
}

describe('must not happen', () => {
  test.each([
    ['neither identity nor none nor withdraw', { identity: undefined }, 'exactly one'],
    ['an identity and nobody at once', { none: true }, 'exactly one'],
    ['an identity that no directory has', { identity: 'okta/u99' }, 'ERR_IDENTITY_UNKNOWN'],
    ['an account that is not in Clari', { account: '1099' }, 'No Clari account is known'],
    ['a withdrawal where nobody decided', { identity: undefined, withdraw: true }, 'nothing to withdraw'],
  ])('%s is refused and writes nothing', async (_what, change, said) => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    const before = await ledgerKinds(world);
    const answer = await call('resolve_link', { ...LINK, ...change });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await ledgerKinds(world)).toEqual(before);
  });

  test.each([
    ['declined', { action: 'decline' as const }],
    ['cancelled', { action: 'cancel' as const }],
  ])('the effect that was shown does not happen when it is %s', async (_what, answer) => {
    const world = await acme();
    const { call } = await connect(world, () => answer);
    await call('resolve_link', LINK);
    expect(await verdictOf(call, '1007')).toMatchObject({ finding: 'needs_review' });
    expect(await ledgerKinds(world)).not.toContain('link.decided');
  });

  test('the code of one identity does not confirm another one', async () => {
    const world = await acme();
    const { call } = await connect(world);
    const { confirmation } = answered.parse((await call('resolve_link', LINK)).structured);
    const other = await call('resolve_link', { ...LINK, identity: 'okta/u4', confirmation });
    expect(other.text).toContain('ERR_CONFIRMATION');
    expect(await ledgerKinds(world)).not.toContain('link.decided');
  });
});

describe('the effect is shown first, by the rules that judge afterwards', () => {
  test.each([
    ['to its owner', LINK, [['1007', 'needs_review', 'duplicate_account']]],
    ['to a leaver', { ...LINK, identity: 'leo@acme.com' }, [['1007', 'needs_review', 'leaver_active']]],
    [
      'to somebody without the assignment',
      { ...LINK, identity: 'okta/u4' },
      [['1007', 'needs_review', 'duplicate_account']],
    ],
    ['to nobody', { account: '1007', none: true, reason: 'Asked everybody' }, [['1007', 'needs_review', 'orphaned']]],
    [
      'of an active account to a leaver',
      { ...LINK, account: '1005', identity: 'okta/u6' },
      [['1005', 'orphaned', 'leaver_active']],
    ],
  ])('%s', async (_what, args, expected) => {
    const world = await acme();
    const asked: string[] = [];
    const { call } = await connect(world, agreeing(asked));
    const answer = await call('resolve_link', args);
    const { effect } = answered.parse(answer.structured);
    expect(effect.slice(0, 1)).toEqual(expected.map(([account_id, before, after]) => ({ account_id, before, after })));
    expect(asked[0]).toContain(`${expected[0]?.[1]}`);
    for (const { account_id, after } of effect)
      expect(await verdictOf(call, account_id)).toMatchObject({ finding: after });
  });

  test('other accounts that change with it are named', async () => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    const { effect } = answered.parse((await call('resolve_link', LINK)).structured);
    expect(effect).toContainEqual({ account_id: '1001', before: 'ok', after: 'duplicate_account' });
  });
});

test('no rule decides a confirmed link again, and it is shown as theirs', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await call('resolve_link', { account: '1005', identity: 'okta/u4', reason: 'Una took the shared login over' });
  // A read that shares an identifier with the account would win by every rule.
  world.at('2026-11-20T13:00:00.000Z');
  await world.load('okta2.csv', `${OKTA}\nu9,ACTIVE,2024-01-01T00:00:00Z,ghost@acme.com,ghost@acme.com,Gho,St,E9`, {
    asOf: '2026-11-20T12:30:00.000Z',
    completeness: 'complete',
    directory: 'okta',
  });
  expect(await verdictOf(call, '1005')).toMatchObject({ situation: 'duplicate' });
  const graph = await call('get_identity', { account: '1005', response_format: 'detailed' });
  expect(graph.text).toContain('"tester" decided who owns this account');
  expect(JSON.stringify(graph.structured)).toContain('"rule":"confirmed_by_person"');
});

test('withdrawn, the rules decide again; the ledger has both', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await call('resolve_link', LINK);
  const withdrawn = await call('resolve_link', { account: '1007', withdraw: true, reason: 'It is not hers' });
  expect(answered.parse(withdrawn.structured).effect[0]).toEqual({
    account_id: '1007',
    before: 'duplicate_account',
    after: 'needs_review',
  });
  expect(await verdictOf(call, '1007')).toMatchObject({ finding: 'needs_review' });
  const entries = (await ledgerOf(world)).slice(-3);
  expect(entries.pop()).toMatchObject({
    kind: 'links.changed',
    payload: { changes: [{ account_id: '1007', now: { situation: 'disputed' } }] },
  });
  expect(entries.map((entry) => entry.kind)).toEqual(['link.decided', 'link.withdrawn']);
  expect(entries[1]?.payload['withdraws']).toBe(entries[0]?.payload['decision_id']);
});

test('the same decision again writes nothing', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await call('resolve_link', LINK);
  expect(answered.parse((await call('resolve_link', LINK)).structured).status).toBe('already_recorded');
  expect((await ledgerKinds(world)).filter((kind) => kind === 'link.decided')).toHaveLength(1);
});

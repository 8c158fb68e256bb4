import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acme } from '../helpers/acme.ts';
import { connect } from '../helpers/connect.ts';
import { USERS } from '../helpers/files.ts';
import { ledgerKinds, ledgerOf } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';

const EXEMPT = { account: 'leo@acme.com', reason: 'Runs the nightly integration', until: '2026-12-31', owner: 'Mara' };

const answered = z.object({
  status: z.string(),
  decision_id: z.string().optional(),
  confirmation: z.string().optional(),
  until: z.string().nullable(),
});

async function findingOf(call: Awaited<ReturnType<typeof connect>>['call'], email: string) {
  const answer = await call('list_clari_users', { query: email });
  return z.object({ users: z.array(z.object({ finding: z.string() })) }).parse(answer.structured).users[0]?.finding;
}

describe('must not happen', () => {
  test.each([
    ['an end that is over', { until: '2026-11-20' }, 'not ahead'],
    ['no end', { until: undefined }, '`until` was not given'],
    ['an end without an offset', { until: '2026-12-31T10:00:00' }, 'no offset'],
    ['an account that is not in Clari', { account: 'leon@acme.com' }, 'No Clari account is known'],
    ['a reason of nothing that can be seen', { reason: '\u200b \u202e' }, 'reason is empty'],
    ['an end and a withdrawal at once', { withdraw: true }, 'Both'],
    ['a withdrawal where nothing stands', { withdraw: true, until: undefined }, 'nothing to withdraw'],
  ])('%s is refused and writes nothing', async (_what, change, said) => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    const before = await ledgerKinds(world);
    const answer = await call('set_exemption', { ...EXEMPT, ...change });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await ledgerKinds(world)).toEqual(before);
  });

  test('a person who declines decides nothing', async () => {
    const world = await acme();
    const { call } = await connect(world, () => ({ action: 'decline' }));
    expect((await call('set_exemption', EXEMPT)).text).toContain('Nothing was recorded');
    expect(await findingOf(call, 'leo@')).toBe('leaver_active');
  });

  test('it never hides a contradicted deactivation', async () => {
    const world = await acme();
    const { call } = await connect(world, agreeing());
    world.at('2026-11-20T13:00:00.000Z');
    await call('record_manual_deactivation', {
      account: 'leo@acme.com',
      performed_by: 'Mara',
      performed_at: '2026-11-20T09:30:00Z',
    });
    await world.load('next.csv', `${USERS}\n`, { asOf: '2026-11-20T12:30:00.000Z', completeness: 'complete' });
    const answer = await call('set_exemption', EXEMPT);
    expect(answer.text).toContain('stays listed as contradicted');
    expect(await findingOf(call, 'leo@')).toBe('contradicted');
  });
});

test('an exemption takes the account from the queue, shows what it would be, and ends by itself', async () => {
  const world = await acme();
  const asked: string[] = [];
  const { call } = await connect(world, agreeing(asked));
  const answer = await call('set_exemption', EXEMPT);
  expect(answered.parse(answer.structured)).toMatchObject({ status: 'recorded', until: '2026-12-31T00:00:00.000Z' });
  expect(asked[0]).toMatch(/"Mara" decides that account 1002 .* may stay until 2026-12-31.*nightly integration/s);
  expect(await findingOf(call, 'leo@')).toBe('exempt');
  const listed = await call('find_orphaned_accounts', { findings: ['exempt'], response_format: 'detailed' });
  expect(listed.text).toContain('"Mara" decided that it may stay until 2026-12-31');
  expect(JSON.stringify(listed.structured)).toContain('"would_be":"leaver_active"');
  expect((await ledgerOf(world)).at(-1)).toMatchObject({
    kind: 'exemption.set',
    payload: {
      owner: 'Mara',
      account_id: '1002',
      attestation: { level: 'client_form', client: { name: 'test', version: '1' } },
    },
  });
  world.at('2026-12-31T00:00:00.000Z');
  // The reads are old by then: what it would be is open again, and the exemption covers nothing any more.
  expect(await findingOf(call, 'leo@')).toBe('inconclusive');
});

test('withdrawn, the account returns to the queue; an exemption that was replaced does not come back', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await call('set_exemption', EXEMPT);
  await call('set_exemption', { ...EXEMPT, until: '2027-03-01' });
  expect(await findingOf(call, 'leo@')).toBe('exempt');
  const { until: _until, ...rest } = EXEMPT;
  const withdrawn = await call('set_exemption', { ...rest, reason: 'Integration moved', withdraw: true });
  expect(answered.parse(withdrawn.structured)).toMatchObject({ status: 'recorded', until: null });
  expect(withdrawn.text).toContain('returns to the queue as leaver_active');
  expect(await findingOf(call, 'leo@')).toBe('leaver_active');
  const again = await call('set_exemption', { ...rest, withdraw: true });
  expect(again.text).toContain('nothing to withdraw');
  expect((await ledgerKinds(world)).slice(-3)).toEqual(['exemption.set', 'exemption.set', 'exemption.withdrawn']);
});

test('the same decision again writes nothing', async () => {
  const world = await acme();
  const { call } = await connect(world, agreeing());
  await call('set_exemption', EXEMPT);
  const again = await call('set_exemption', EXEMPT);
  expect(answered.parse(again.structured).status).toBe('already_recorded');
  expect((await ledgerKinds(world)).filter((kind) => kind === 'exemption.set')).toHaveLength(1);
});

describe('a client that cannot ask anybody', () => {
  async function withCode() {
    const world = await acme();
    const { call } = await connect(world);
    const { status, confirmation } = answered.parse((await call('set_exemption', EXEMPT)).structured);
    expect(status).toBe('confirmation_required');
    return { world, call, confirmation };
  }

  test('confirms by a code, and the ledger says that no person attested it', async () => {
    const { world, call, confirmation } = await withCode();
    const answer = await call('set_exemption', { ...EXEMPT, confirmation });
    expect(answer.text).toContain('by code of "test 1", not attested');
    expect((await ledgerOf(world)).at(-1)?.payload).toMatchObject({ attestation: { level: 'code' } });
  });

  test.each([
    ['a later end', { until: '2027-12-31' }],
    ['another owner', { owner: 'Nils' }],
    ['another account', { account: 'una@acme.com' }],
    ['another reason', { reason: 'Because' }],
  ])('the code does not confirm %s', async (_what, change) => {
    const { world, call, confirmation } = await withCode();
    const answer = await call('set_exemption', { ...EXEMPT, ...change, confirmation });
    expect(answer.text).toContain('ERR_CONFIRMATION');
    expect(await ledgerKinds(world)).not.toContain('exemption.set');
  });

  test('the code of an exemption does not confirm a link of the account', async () => {
    const { world, call, confirmation } = await withCode();
    const answer = await call('resolve_link', {
      account: 'leo@acme.com',
      none: true,
      reason: EXEMPT.reason,
      confirmation,
    });
    expect(answer.text).toContain('ERR_CONFIRMATION');
    expect(await ledgerKinds(world)).not.toContain('link.decided');
  });
});

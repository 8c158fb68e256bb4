import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connect, type TestClient } from '../helpers/connect.ts';
import type { World } from '../helpers/deps.ts';
import { ledgerKinds } from '../helpers/ledger.ts';
import { agreeing } from '../helpers/people.ts';
import { OPEN, REVIEWED_OKTA, reviewCompany, usersWith } from '../helpers/review-company.ts';

const item = z.object({
  item_id: z.string(),
  account_id: z.string(),
  email: z.string().optional(),
  finding: z.string(),
  privileged: z.boolean(),
  changed: z.array(z.string()),
  suggestion: z.object({ decision: z.string().optional(), why: z.string() }),
  reviewer: z.string().optional(),
  second: z.string().optional(),
  gaps: z.array(z.string()),
  decision: z.string().optional(),
  decided: z.array(z.string()),
  standing: z.string(),
  plan_id: z.string().optional(),
  news: z.array(z.string()),
});
const page = z.object({
  status: z.string(),
  population: z.object({
    counts: z.record(z.string(), z.number()),
    hash: z.string(),
    left_out: z.array(z.object({ why: z.string(), accounts: z.number() })),
  }),
  progress: z.array(z.object({ reviewer: z.string().nullable(), items: z.number(), owed: z.number() })),
  items: z.array(item),
  total: z.number().nullable(),
  next_cursor: z.string().nullable(),
});
const opened = z.object({
  status: z.string(),
  review_id: z.string(),
  gaps: z.array(z.object({ gap: z.string(), items: z.number() })),
  unassigned: z.number(),
});
const decided = z.object({
  status: z.string(),
  items: z.array(
    z.object({
      item_id: z.string(),
      accepted: z.boolean(),
      why_not: z.string().optional(),
      plan_id: z.string().optional(),
    }),
  ),
});

type Call = TestClient['call'];

async function openedIn(call: Call, change: Record<string, unknown> = {}) {
  const answer = await call('open_access_review', { ...OPEN, ...change });
  expect(answer.text).toContain('Opened');
  return opened.parse(answer.structured);
}

async function shown(call: Call, reviewId: string, more: Record<string, unknown> = {}) {
  const answer = await call('get_access_review', { review_id: reviewId, ...more });
  expect(answer.isError, answer.text).toBe(false);
  return { ...page.parse(answer.structured), text: answer.text };
}

async function itemFor(call: Call, reviewId: string, email: string) {
  const found = (await shown(call, reviewId)).items.find((one) => one.email === email);
  if (found === undefined) throw new Error(`${email} is no item`);
  return found;
}

/** A client of somebody who is known by this name. */
function as(world: World, name: string, person: Parameters<typeof connect>[1] = agreeing()) {
  return connect({ ...world, actor: { name, authenticated: false, via: 'stdio' } }, person);
}

interface Asked {
  readonly item_id?: string;
  readonly decision: string;
  readonly rationale?: string;
  readonly role?: string;
  readonly to?: string;
}

async function decide(call: Call, reviewId: string, email: string, asked: Asked, more: Record<string, unknown> = {}) {
  const { item_id } = await itemFor(call, reviewId, email);
  return call('decide_review_items', { review_id: reviewId, items: [{ item_id, ...asked }], ...more });
}

describe('opening', () => {
  test('freezes who is active, puts each to the right person, and lists every gap', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id, gaps, unassigned } = await openedIn(call);
    const { items, population, progress } = await shown(call, review_id);
    expect(population).toMatchObject({
      counts: { accounts: 8, items: 7, privileged: 1, changed: 0 },
      left_out: [{ why: 'not_active', accounts: 1 }],
    });
    expect(items.map(({ email, reviewer, gaps: of, privileged }) => [email, reviewer, privileged, of.join()])).toEqual([
      ['adam@acme.com', 'mia@acme.com', true, ''],
      ['ana@acme.com', 'mia@acme.com', false, ''],
      ['fred@acme.com', undefined, false, 'no_manager,own_account'],
      ['ghost@acme.com', 'fred@acme.com', false, 'no_owner'],
      ['leo@acme.com', 'mia@acme.com', false, ''],
      ['mia@acme.com', 'fred@acme.com', false, 'manager_unknown'],
      ['sue@acme.com', 'fred@acme.com', false, 'manager_is_leaver'],
    ]);
    expect(items[0]?.second).toBe('sec@acme.com');
    expect(gaps).toContainEqual({ gap: 'manager_is_leaver', items: 1 });
    expect(unassigned).toBe(1);
    expect(progress).toEqual([
      { reviewer: 'fred@acme.com', items: 3, owed: 3 },
      { reviewer: 'mia@acme.com', items: 3, owed: 3 },
      { reviewer: 'sec@acme.com', items: 1, owed: 1 },
      { reviewer: null, items: 1, owed: 1 },
    ]);
    expect(await ledgerKinds(world)).toContain('review.opened');
  });

  test('suggests with a reason, and decides nothing', async () => {
    const { call } = await connect(await reviewCompany(), agreeing());
    const { review_id } = await openedIn(call);
    const { items } = await shown(call, review_id);
    const of = (email: string) => items.find((one) => one.email === email)?.suggestion;
    expect(of('leo@acme.com')).toEqual({ decision: 'revoke', why: "Its owner's directory access ended." });
    expect(of('ana@acme.com')).toEqual({ decision: 'keep', why: 'The directory says that its owner is entitled.' });
    expect(of('sue@acme.com')?.decision).toBeUndefined();
    expect(of('sue@acme.com')?.why).toContain('since 2026-07-01');
    expect(items.map(({ standing }) => standing)).toEqual(items.map(() => 'undecided'));
  });

  test('a list that nobody stated complete is refused, and a person may accept it with a reason that stays', async () => {
    const world = await reviewCompany({ stated: null });
    const { call } = await connect(world, agreeing());
    const refused = await call('open_access_review', OPEN);
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain('nobody stated that it is the whole list');
    expect(await ledgerKinds(world)).not.toContain('review.opened');
    const { review_id } = await openedIn(call, { accept_incomplete: 'The vendor offers no other list' });
    expect((await shown(call, review_id)).text).toContain(
      'INCOMPLETE, accepted by a person: "The vendor offers no other list"',
    );
  });

  test('a stale directory is refused', async () => {
    const world = await reviewCompany();
    world.at('2026-12-01T12:00:00.000Z');
    const { call } = await connect(world, agreeing());
    const refused = await call('open_access_review', { ...OPEN, due_at: '2026-12-20' });
    expect(refused.text).toContain('days old');
  });

  test('an incomplete population is never accepted by a code', async () => {
    const { call } = await connect(await reviewCompany({ stated: null }));
    const answer = await call('open_access_review', { ...OPEN, accept_incomplete: 'fine' });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('cannot show a form');
  });

  test.each([
    ['a due date that is over', { due_at: '2026-11-19' }, 'not ahead'],
    ['nobody who reviews', { reviewers: { manager: false } }, 'Nobody is named'],
    ['a reviewer without an address', { reviewers: { fallback: 'Fred' } }, 'is no e-mail address'],
    ['an address with a line break', { reviewers: { fallback: 'fred@acme.com\nBcc: x@y.z' } }, 'is no e-mail address'],
    ['a scope of nobody', { scope: { team: 'North' } }, 'No account'],
    ['an unknown application', { app: 'slack' }, 'no application in use'],
  ])('%s is refused', async (_what, change, said) => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const answer = await call('open_access_review', { ...OPEN, ...change });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await ledgerKinds(world)).not.toContain('review.opened');
  });

  test('the same accounts are not under two reviews at once', async () => {
    const { call } = await connect(await reviewCompany(), agreeing());
    const { review_id } = await openedIn(call);
    expect((await call('open_access_review', OPEN)).text).toContain(`${review_id} of these accounts is open already`);
    const other = await call('open_access_review', { ...OPEN, name: 'another' });
    expect(other.isError).toBe(true);
    expect(other.text).toContain(review_id);
    await openedIn(call, { name: 'East alone', scope: { team: 'East' } });
  });
});

describe('deciding', () => {
  test('a reviewer keeps and revokes, and a revoke drafts its plan', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const mia = await as(world, 'mia@acme.com');
    const [ana, leo] = [await itemFor(call, review_id, 'ana@acme.com'), await itemFor(call, review_id, 'leo@acme.com')];
    const answer = await mia.call('decide_review_items', {
      review_id,
      items: [
        { item_id: ana.item_id, decision: 'keep' },
        { item_id: leo.item_id, decision: 'revoke', rationale: 'He left on the tenth' },
      ],
    });
    expect(answer.isError, answer.text).toBe(false);
    const { items } = decided.parse(answer.structured);
    expect(items.map(({ accepted }) => accepted)).toEqual([true, true]);
    expect(items[1]?.plan_id).toMatch(/^plan_/);
    expect((await itemFor(call, review_id, 'ana@acme.com')).standing).toBe('decided');
    const after = await itemFor(call, review_id, 'leo@acme.com');
    expect(after).toMatchObject({ standing: 'planned', decision: 'revoke', plan_id: items[1]?.plan_id });
    expect(after.decided[0]).toContain('by mia@acme.com');
    expect(await ledgerKinds(world)).toContain('review.decided');
  });

  const refusals: readonly (readonly [string, string, string, Asked, string])[] = [
    ['a revoke without a rationale', 'mia@acme.com', 'leo@acme.com', { decision: 'revoke' }, 'needs a rationale'],
    ['keeping a leaver without one', 'mia@acme.com', 'leo@acme.com', { decision: 'keep' }, 'needs a rationale'],
    [
      'a rationale of nothing that can be seen',
      'mia@acme.com',
      'leo@acme.com',
      { decision: 'revoke', rationale: '\u200b ' },
      'needs a rationale',
    ],
    [
      'an item of somebody else',
      'sec@acme.com',
      'ana@acme.com',
      { decision: 'keep' },
      'It is for mia@acme.com to decide',
    ],
    ['the own account', 'fred@acme.com', 'fred@acme.com', { decision: 'keep' }, 'their own account'],
    ['a caller who is no reviewer', 'tester', 'ana@acme.com', { decision: 'keep' }, 'Say for whom it is entered'],
    ['an item without a reviewer', 'tester', 'fred@acme.com', { decision: 'keep' }, 'Nobody is assigned'],
    ['a role change without a role', 'mia@acme.com', 'ana@acme.com', { decision: 'change_role' }, 'to which role'],
    [
      'a role change to the same role',
      'mia@acme.com',
      'ana@acme.com',
      { decision: 'change_role', role: 'sales rep' },
      'has that role already',
    ],
    [
      'a role with a keep',
      'mia@acme.com',
      'ana@acme.com',
      { decision: 'keep', role: 'Admin' },
      'belongs to change_role',
    ],
    ['handing on to nobody', 'mia@acme.com', 'ana@acme.com', { decision: 'not_mine' }, 'who has to decide instead'],
    [
      'handing on to the owner',
      'mia@acme.com',
      'ana@acme.com',
      { decision: 'not_mine', to: 'ana@acme.com' },
      'owns the account',
    ],
    [
      'handing on to a leaver',
      'mia@acme.com',
      'ana@acme.com',
      { decision: 'not_mine', to: 'leo@acme.com' },
      'can not sign in',
    ],
    [
      'handing on to the second reviewer',
      'mia@acme.com',
      'adam@acme.com',
      { decision: 'not_mine', to: 'sec@acme.com' },
      'already',
    ],
  ];
  test.each(refusals)('%s is refused and writes nothing', async (_what, name, email, asked, said) => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: theirs } = await as(world, name);
    const answer = await decide(theirs, review_id, email, asked);
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain(said);
    expect(await ledgerKinds(world)).not.toContain('review.decided');
  });

  test('what can be taken is, and of the rest it is said why not', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: mia } = await as(world, 'mia@acme.com');
    const ana = await itemFor(call, review_id, 'ana@acme.com');
    const sue = await itemFor(call, review_id, 'sue@acme.com');
    const answer = await mia('decide_review_items', {
      review_id,
      items: [
        { item_id: ana.item_id, decision: 'keep' },
        { item_id: ana.item_id, decision: 'keep' },
        { item_id: sue.item_id, decision: 'keep' },
        { item_id: '99', decision: 'keep' },
        { item_id: 'all', decision: 'keep' },
      ],
    });
    expect(
      decided.parse(answer.structured).items.map(({ item_id, accepted }) => [item_id.split('@')[0], accepted]),
    ).toEqual([
      ['2', true],
      ['99', false],
      ['all', false],
      ['2', false],
      ['7', false],
    ]);
  });

  test('a client without forms decides nothing', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: formless } = await connect({
      ...world,
      actor: { name: 'mia@acme.com', authenticated: false, via: 'stdio' },
    });
    const answer = await decide(formless, review_id, 'ana@acme.com', { decision: 'keep' });
    expect(answer.text).toContain('cannot show a form');
    expect(await ledgerKinds(world)).not.toContain('review.decided');
  });

  test('a person who declines decides nothing', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: no } = await as(world, 'mia@acme.com', () => ({ action: 'decline' }));
    expect((await decide(no, review_id, 'ana@acme.com', { decision: 'keep' })).text).toContain('Nothing was decided');
  });

  test('a form shows at most 25 items', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const items = Array.from({ length: 26 }, (_, at) => ({ item_id: String(at + 1), decision: 'keep' }));
    expect((await call('decide_review_items', { review_id, items })).text).toContain('at most 25');
  });

  test('a privileged account needs two who agree', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: mia } = await as(world, 'mia@acme.com');
    const { call: sec } = await as(world, 'sec@acme.com');
    await decide(mia, review_id, 'adam@acme.com', { decision: 'keep' });
    expect(await itemFor(call, review_id, 'adam@acme.com')).toMatchObject({ standing: 'undecided' });
    await decide(sec, review_id, 'adam@acme.com', { decision: 'revoke', rationale: 'He moved to finance' });
    const disagreeing = await itemFor(call, review_id, 'adam@acme.com');
    expect(disagreeing.standing).toBe('undecided');
    expect(disagreeing.decided.at(-1)).toContain('disagree');
    const agreed = await decide(mia, review_id, 'adam@acme.com', { decision: 'revoke', rationale: 'I agree' });
    expect(decided.parse(agreed.structured).items[0]?.plan_id).toMatch(/^plan_/);
    expect(await itemFor(call, review_id, 'adam@acme.com')).toMatchObject({ standing: 'planned', decision: 'revoke' });
  });

  test('an item is handed on, and what nobody has is handed to somebody', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: mia } = await as(world, 'mia@acme.com');
    expect((await decide(mia, review_id, 'ana@acme.com', { decision: 'not_mine', to: 'sec@acme.com' })).isError).toBe(
      false,
    );
    expect(await itemFor(call, review_id, 'ana@acme.com')).toMatchObject({
      reviewer: 'sec@acme.com',
      standing: 'undecided',
    });
    expect((await decide(call, review_id, 'fred@acme.com', { decision: 'not_mine', to: 'mia@acme.com' })).isError).toBe(
      false,
    );
    expect(await itemFor(call, review_id, 'fred@acme.com')).toMatchObject({ reviewer: 'mia@acme.com', gaps: [] });
  });

  test('a later decision replaces the earlier one, and both are kept', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: mia } = await as(world, 'mia@acme.com');
    await decide(mia, review_id, 'ana@acme.com', { decision: 'keep' });
    await decide(mia, review_id, 'ana@acme.com', { decision: 'revoke', rationale: 'She moved on' });
    const { decided: said, decision } = await itemFor(call, review_id, 'ana@acme.com');
    expect(decision).toBe('revoke');
    expect(said.map((one) => one.split(' ')[0])).toEqual(['keep', 'revoke']);
    const again = await decide(mia, review_id, 'ana@acme.com', { decision: 'revoke', rationale: 'She moved on' });
    expect(decided.parse(again.structured).status).toBe('already_decided');
  });

  test('what somebody else enters says whose word it is, and is refused for their own account', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    await decide(call, review_id, 'ana@acme.com', { decision: 'keep' }, { reviewer: 'Mia@acme.com' });
    expect((await itemFor(call, review_id, 'ana@acme.com')).decided[0]).toContain(
      'by mia@acme.com, entered by "tester"',
    );
    const { call: leo } = await as(world, 'leo@acme.com');
    const own = await decide(
      leo,
      review_id,
      'leo@acme.com',
      { decision: 'keep', rationale: 'I need it' },
      { reviewer: 'mia@acme.com' },
    );
    expect(own.text).toContain('their own account');
  });

  test('an item that changed since it was shown is refused with the difference', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { item_id } = await itemFor(call, review_id, 'ana@acme.com');
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('okta2.csv', REVIEWED_OKTA.replace('m1,ACTIVE,2024-01-01', 'm1,DEPROVISIONED,2026-11-21'), {
      asOf: '2026-11-21T09:30:00.000Z',
      completeness: 'complete',
      directory: 'okta',
    });
    const { call: mia } = await as(world, 'mia@acme.com');
    const answer = await mia('decide_review_items', { review_id, items: [{ item_id, decision: 'keep' }] });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('finding was ok and is leaver_active');
    expect((await itemFor(call, review_id, 'ana@acme.com')).news).toEqual(['finding: ok, now leaver_active']);
    expect((await itemFor(call, review_id, 'ana@acme.com')).standing).toBe('undecided');
  });

  test('a reviewer who leaves in the middle decides nothing more, and their items are handed on', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    world.at('2026-11-21T12:00:00.000Z');
    await world.load('okta2.csv', REVIEWED_OKTA.replace('m3,ACTIVE,2024-01-01', 'm3,DEPROVISIONED,2026-11-21'), {
      asOf: '2026-11-21T09:30:00.000Z',
      completeness: 'complete',
      directory: 'okta',
    });
    expect((await itemFor(call, review_id, 'ana@acme.com')).gaps).toEqual(['reviewer_left']);
    const { call: mia } = await as(world, 'mia@acme.com');
    expect((await decide(mia, review_id, 'ana@acme.com', { decision: 'keep' })).text).toContain(
      'can not sign in any more',
    );
    expect((await decide(call, review_id, 'ana@acme.com', { decision: 'not_mine', to: 'fred@acme.com' })).isError).toBe(
      false,
    );
    expect(await itemFor(call, review_id, 'ana@acme.com')).toMatchObject({ reviewer: 'fred@acme.com', gaps: [] });
  });

  test('two at once: the second sees what the first decided', async () => {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { item_id } = await itemFor(call, review_id, 'ana@acme.com');
    const asked = { review_id, items: [{ item_id, decision: 'revoke', rationale: 'moved' }] };
    const { call: first } = await as(world, 'mia@acme.com');
    const late = await as(world, 'mia@acme.com', async (message) => {
      await first('decide_review_items', { review_id, items: [{ item_id, decision: 'keep' }] });
      return agreeing()(message);
    });
    const answer = await late.call('decide_review_items', asked);
    expect(answer.isError).toBe(true);
    expect((await itemFor(call, review_id, 'ana@acme.com')).decision).toBe('keep');
  });
});

describe('following up and closing', () => {
  async function decidedReview() {
    const world = await reviewCompany();
    const { call } = await connect(world, agreeing());
    const { review_id } = await openedIn(call);
    const { call: mia } = await as(world, 'mia@acme.com');
    await decide(mia, review_id, 'ana@acme.com', { decision: 'keep' });
    await decide(mia, review_id, 'leo@acme.com', { decision: 'revoke', rationale: 'He left' });
    return { world, call, mia, review_id };
  }

  test('each revoke goes on until a newer export settles it, after closing too', async () => {
    const { world, call, review_id } = await decidedReview();
    const standing = async () => (await itemFor(call, review_id, 'leo@acme.com')).standing;
    expect(await standing()).toBe('planned');
    await call('record_manual_deactivation', {
      account: 'leo@acme.com',
      performed_by: 'Adam Admin',
      performed_at: '2026-11-20T11:30:00Z',
    });
    expect(await standing()).toBe('verifying');
    const closed = await call('close_access_review', {
      review_id,
      undecided_become: 'not_reviewed',
      reason: 'Quarter ends',
    });
    expect(closed.structured).toMatchObject({
      status: 'closed',
      outcome: {
        items: 7,
        kept: 1,
        revoked: 1,
        not_reviewed: 5,
        late: 0,
        by_reviewer: { 'mia@acme.com': 2 },
        proven: 0,
      },
      plans_drafted: 1,
      to_be_proven: 1,
    });
    world.at('2026-11-22T12:00:00.000Z');
    await world.load(
      'next.csv',
      usersWith((lines) =>
        lines.map((line) => line.replace('leo@acme.com,Sales Rep,East,Active', 'leo@acme.com,Sales Rep,East,Inactive')),
      ),
      {
        asOf: '2026-11-22T09:00:00.000Z',
        completeness: 'complete',
      },
    );
    expect(await standing()).toBe('confirmed');
    const { items, text } = await shown(call, review_id, { state: 'not_reviewed' });
    expect(items).toHaveLength(5);
    expect(text).toContain('closed');
  });

  test('a revoke that a newer export contradicts is shown so', async () => {
    const { world, call, review_id } = await decidedReview();
    await call('record_manual_deactivation', {
      account: 'leo@acme.com',
      performed_by: 'Adam Admin',
      performed_at: '2026-11-20T11:30:00Z',
    });
    world.at('2026-11-22T12:00:00.000Z');
    await world.load(
      'next.csv',
      usersWith((lines) => lines),
      { asOf: '2026-11-22T09:00:00.000Z', completeness: 'complete' },
    );
    expect((await shown(call, review_id, { state: 'contradicted' })).items.map(({ email }) => email)).toEqual([
      'leo@acme.com',
    ]);
  });

  test('is refused while items are undecided, and says who owes them', async () => {
    const { call, review_id } = await decidedReview();
    const answer = await call('close_access_review', { review_id });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain('5 of 7 items are undecided');
    expect(answer.text).toContain('fred@acme.com');
  });

  test('nothing is decided after closing', async () => {
    const { call, mia, review_id } = await decidedReview();
    await call('close_access_review', { review_id, undecided_become: 'not_reviewed' });
    expect((await decide(mia, review_id, 'ana@acme.com', { decision: 'revoke', rationale: 'late' })).text).toContain(
      'was closed',
    );
    expect((await call('close_access_review', { review_id })).structured).toMatchObject({ status: 'already_closed' });
  });

  test('the next review shows what changed first', async () => {
    const { world, call, review_id } = await decidedReview();
    await call('close_access_review', { review_id, undecided_become: 'not_reviewed' });
    world.at('2026-11-24T12:00:00.000Z');
    await world.load(
      'next.csv',
      usersWith((lines) => [
        ...lines.map((line) =>
          line
            .replace('ina@acme.com,Sales Rep,West,Inactive', 'ina@acme.com,Sales Rep,West,Active')
            .replace('sue@acme.com,Sales Rep', 'sue@acme.com,Sales Manager'),
        ),
        '2010,New Hire,new@acme.com,Sales Rep,East,Active,',
      ]),
      { asOf: '2026-11-24T09:00:00.000Z', completeness: 'complete' },
    );
    await world.load('okta2.csv', REVIEWED_OKTA.replace('m1,ACTIVE,2024-01-01', 'm1,DEPROVISIONED,2026-11-22'), {
      asOf: '2026-11-24T09:30:00.000Z',
      completeness: 'complete',
      directory: 'okta',
    });
    const next = await openedIn(call, { name: 'Q1 2027' });
    const { items } = await shown(call, next.review_id, { changed_only: true });
    expect(items.map(({ email, changed }) => [email, changed.join()])).toEqual([
      ['ana@acme.com', 'leaver_since'],
      ['ina@acme.com', 'reactivated'],
      ['new@acme.com', 'new'],
      ['sue@acme.com', 'role_changed'],
    ]);
  });

  test('work names an open review, who owes what, and that it is late', async () => {
    const { world, call, review_id } = await decidedReview();
    const work = async () => (await call('list_work', { id: review_id })).text;
    expect(await work()).toContain('5 of 7 items undecided');
    world.at('2026-12-16T12:00:00.000Z');
    expect(await work()).toContain('past its due date');
    expect((await shown(call, review_id)).status).toBe('overdue');
  });
});

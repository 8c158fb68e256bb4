import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { cancelPlan } from '../../src/app/plans/cancel-plan.ts';
import { state } from '../../src/app/statements/statement.ts';
import type { Actor } from '../../src/model/actor.ts';
import { acme } from '../helpers/acme.ts';
import { agree, askingAs } from '../helpers/asking.ts';
import { connect } from '../helpers/connect.ts';
import type { World } from '../helpers/deps.ts';
import { ASSIGNED, OKTA, USERS } from '../helpers/files.ts';

const drafted = z.object({ plan_id: z.string(), plan_hash: z.string(), status: z.string() });
const approved = z.object({
  status: z.string(),
  approved_by: z.string(),
  authenticated: z.boolean(),
  attestation: z.string(),
  read_anew: z.array(z.string()),
  ledger: z.object({ sequence: z.number(), hash: z.string() }),
});
const LATER = '2026-11-20T11:00:00.000Z';

interface Asked {
  readonly world?: World;
  /** Of Leo, unless said otherwise. */
  readonly draft?: Record<string, unknown>;
  /** Between the drafting and the approval. */
  readonly meanwhile?: (world: World) => Promise<unknown>;
  readonly person?: (message: string, world: World) => ElicitResult | Promise<ElicitResult>;
}

/** Drafts as an assistant does, then asks for the approval. */
async function approval({ world: given, draft, meanwhile, person = agree }: Asked = {}) {
  const world = given ?? (await acme());
  const asked: string[] = [];
  const { call } = await connect(world, (message) => {
    asked.push(message);
    return person(message, world);
  });
  const plan = drafted.parse((await call('draft_offboarding_plan', { account: 'leo@acme.com', ...draft })).structured);
  await meanwhile?.(world);
  const approve = (over: Record<string, unknown> = {}) =>
    call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash, ...over });
  return { world, plan, call, asked, approve, answer: await approve() };
}

async function cancelled(world: World, planId: string, reason: string): Promise<void> {
  await state(world, cancelPlan, { planId, reason }, askingAs('terminal_phrase'));
}

async function approvals(world: World): Promise<number> {
  const entries = await world.store.read((reader) => reader.ledger(0, 1_000));
  const events = await world.store.read((reader) => reader.planEvents());
  const inLedger = entries.filter((entry) => entry.kind === 'plan.approved').length;
  expect(events.filter((event) => event.kind === 'approved')).toHaveLength(inLedger);
  return inLedger;
}

const inactive = USERS.replace('leo@acme.com,Manager,East,Active', 'leo@acme.com,Manager,East,Inactive');
const ENTRA_ACTOR: Actor = { name: 'Pia Partner', authenticated: true, via: 'http' };

describe('nothing is approved', () => {
  test.each<[string, ElicitResult]>([
    ['declines', { action: 'decline' }],
    ['cancels', { action: 'cancel' }],
    ['accepts with another word', { action: 'accept', content: { word: 'yes' } }],
    ['accepts with nothing', { action: 'accept' }],
  ])('when the person %s', async (_, result) => {
    const { answer, world } = await approval({ person: () => result });
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining('Nothing was approved') });
    expect(await approvals(world)).toBe(0);
  });

  test('when the form fails', async () => {
    const { answer, world } = await approval({
      person: () => {
        throw new Error('no window');
      },
    });
    expect(answer.text).toContain('The confirmation failed: no answer came. Nothing was approved');
    expect(await approvals(world)).toBe(0);
  });

  test('when the person answers after ten minutes, or the caller goes away meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    for (const [patience, after, expected] of [
      [20, 11, 'The confirmation failed: no answer came. Nothing was approved'],
      [1, 2, 'Request timed out'],
    ] as const) {
      const world = await acme();
      let answerNow: (result: ElicitResult) => void = () => undefined;
      const answered = new Promise<ElicitResult>((done) => {
        answerNow = done;
      });
      let formIsOpen: () => void = () => undefined;
      const asked = new Promise<void>((done) => {
        formIsOpen = done;
      });
      const { client, call } = await connect(world, () => {
        formIsOpen();
        return answered;
      });
      const plan = drafted.parse((await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured);
      const approving = client
        .callTool(
          { name: 'approve_offboarding_plan', arguments: { plan_id: plan.plan_id, plan_hash: plan.plan_hash } },
          undefined,
          { timeout: patience * 60_000 },
        )
        .then((result) => JSON.stringify(result.content), String);
      await asked;
      await vi.advanceTimersByTimeAsync(after * 60_000);
      answerNow({ action: 'accept', content: { word: plan.plan_hash.slice(0, 6) } });
      expect(await approving).toContain(expected);
      // Whatever the late answer sets off has run by the time another call was answered.
      await call('get_coverage');
      expect(await approvals(world)).toBe(0);
    }
  });

  test('by a client that cannot ask a person, whatever it sends', async () => {
    const world = await acme();
    const { call } = await connect(world);
    const plan = drafted.parse((await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured);
    const answer = await call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash });
    expect(answer).toMatchObject({ isError: true, text: expect.stringContaining(`approve ${plan.plan_id}`) });
    for (const argument of ['confirmation', 'approved', 'confirmed', 'override', 'approved_by'])
      expect((await call('approve_offboarding_plan', { ...plan, [argument]: 'yes' })).isError).toBe(true);
    expect(await approvals(world)).toBe(0);
  });

  test('under another hash, or of a plan that nobody knows', async () => {
    const { approve, world, asked } = await approval({ person: () => ({ action: 'decline' }) });
    expect((await approve({ plan_hash: '0'.repeat(64) })).text).toContain('The hash given is not that of the plan');
    expect((await approve({ plan_id: 'plan_0' })).text).toContain('No plan is known as');
    expect(asked).toHaveLength(1);
    expect(await approvals(world)).toBe(0);
  });

  const changes: readonly (readonly [string, string, (world: World) => Promise<unknown>])[] = [
    [
      'the account was closed',
      'account_status',
      (world) => world.load('users.csv', inactive, { asOf: LATER, completeness: 'complete' }),
    ],
    [
      'the person came back',
      'entitlements',
      (world) =>
        world.load('okta.csv', OKTA.replace('u2,DEPROVISIONED', 'u2,ACTIVE'), {
          asOf: LATER,
          completeness: 'complete',
          directory: 'okta',
        }),
    ],
    [
      'the account has another role',
      'account',
      (world) =>
        world.load('users.csv', USERS.replace('leo@acme.com,Manager', 'leo@acme.com,Exec'), {
          asOf: LATER,
          completeness: 'complete',
        }),
    ],
    [
      'opportunities became known',
      'opportunities',
      (world) =>
        world.load(
          'opps.csv',
          'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Owner Email\n0065f00000AbCde,Deal,Pulse,Proposal,10,2026-12-31,leo@acme.com',
          { asOf: LATER, kind: 'opportunities' },
        ),
    ],
  ];
  test.each(changes)('when %s since the drafting: the answer names it', async (_, fact, meanwhile) => {
    const { answer, asked, world } = await approval({ meanwhile });
    expect(answer.isError).toBe(true);
    expect(answer.text).toMatch(
      new RegExp(`The facts changed since .* Changed: .*\\b${fact}\\b.*Nothing was approved`),
    );
    expect(asked).toEqual([]);
    expect(await approvals(world)).toBe(0);
  });

  test('when the successor left meanwhile', async () => {
    const { answer, world } = await approval({
      draft: { successor: 'ana@acme.com' },
      meanwhile: (one) =>
        one.load('okta.csv', OKTA.replace('u1,ACTIVE', 'u1,DEPROVISIONED'), {
          asOf: LATER,
          completeness: 'complete',
          directory: 'okta',
        }),
    });
    expect(answer.text).toMatch(/The facts changed.*"ana@acme.com" can't take over: .*leaver.*Nothing was approved/);
    expect(await approvals(world)).toBe(0);
  });

  test('when the facts change while the person reads the form', async () => {
    const { answer, world } = await approval({
      person: async (message, one) => {
        await one.load('users.csv', inactive, { asOf: LATER, completeness: 'complete' });
        return agree(message);
      },
    });
    expect(answer.text).toContain('Changed: account');
    expect(await approvals(world)).toBe(0);
  });

  test('when the plan is cancelled, before or while the person reads', async () => {
    const cancel = async (world: World) => {
      const [plan] = await world.store.read((reader) => reader.plans());
      await cancelled(world, plan?.planId ?? '', 'stays after all');
    };
    for (const asked of [
      { meanwhile: cancel },
      {
        person: async (message: string, world: World) => {
          await cancel(world);
          return agree(message);
        },
      },
    ]) {
      const { answer, world } = await approval(asked);
      expect(answer.text).toMatch(/was cancelled at .*stays after all.*Nothing was approved/);
      expect(await approvals(world)).toBe(0);
    }
  });

  test('when a later draft took its place', async () => {
    const { answer, world } = await approval({
      meanwhile: async (one) => {
        const { call } = await connect(one);
        await call('draft_offboarding_plan', { account: 'leo@acme.com', ticket: 'IT-2' });
      },
    });
    expect(answer.text).toMatch(/is no longer the current one: plan_\w+ took its place/);
    expect(answer.text).toMatch(/Approve the newer one: approve_offboarding_plan \(plan_id: plan_\w+, plan_hash: /);
    expect(await approvals(world)).toBe(0);
  });
});

describe('a person approves', () => {
  test('what the form showed, once, into the ledger', async () => {
    const { answer, world, asked, approve, plan } = await approval({ draft: { ticket: 'IT-7' } });
    expect(asked[0]).toContain('Approve the offboarding plan');
    expect(asked[0]).toContain('leo@acme.com');
    expect(asked[0]).toContain(plan.plan_hash);
    expect(asked[0]).toContain('Deactivate the account in Clari (Clari administrator)');
    const first = approved.parse(answer.structured);
    expect(first).toMatchObject({ status: 'approved', approved_by: 'tester', authenticated: false, read_anew: [] });
    expect(answer.text).toContain('not authenticated');
    const again = approved.parse((await approve()).structured);
    expect(again).toEqual({ ...first, status: 'already_approved' });
    expect(asked).toHaveLength(1);
    expect(await approvals(world)).toBe(1);
    const [entry] = await world.store.read((reader) => reader.ledger(first.ledger.sequence - 1, 1));
    expect(entry).toMatchObject({
      kind: 'plan.approved',
      hash: first.ledger.hash,
      payload: { plan_id: plan.plan_id, plan_hash: plan.plan_hash, attestation: { level: 'client_form' } },
    });
  });

  test('two forms that are answered at the same time approve once', async () => {
    const { world, plan } = await approval({ person: () => ({ action: 'decline' }) });
    const clients = await Promise.all([connect(world, agree), connect(world, agree)]);
    const answers = await Promise.all(
      clients.map(({ call }) => call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash })),
    );
    expect(answers.map((one) => approved.parse(one.structured).status).sort()).toEqual([
      'already_approved',
      'approved',
    ]);
    expect(await approvals(world)).toBe(1);
  });

  test('after newer reads that say the same, and the ledger says which', async () => {
    const { answer } = await approval({
      meanwhile: async (world) => {
        await world.load('users.csv', USERS, { asOf: LATER, completeness: 'complete' });
        await world.load('okta.csv', OKTA, { asOf: LATER, completeness: 'complete', directory: 'okta' });
        await world.load('assigned.csv', ASSIGNED, {
          asOf: LATER,
          completeness: 'complete',
          directory: 'okta',
          kind: 'directory-assignments',
        });
      },
    });
    const { read_anew, status } = approved.parse(answer.structured);
    expect(status).toBe('approved');
    expect(read_anew).toEqual(['account_readings', 'identity_readings', 'link_evidence', 'verdict_evidence']);
  });

  test('and drafting the same again shows it approved; after a cancellation it is only drafted', async () => {
    const { world, call, plan } = await approval();
    const again = async () =>
      drafted.parse((await call('draft_offboarding_plan', { account: 'leo@acme.com' })).structured);
    expect(await again()).toEqual({ ...plan, status: 'approved' });
    await cancelled(world, plan.plan_id, 'wrong person');
    expect(await again()).toEqual({ ...plan, status: 'drafted' });
  });
});

describe('with separation of duties on', () => {
  const duties = async (actor: Actor) => {
    const world = await acme();
    return { ...world, settings: { ...world.settings, separationOfDuties: true }, actor };
  };

  test.each<[string, Actor, string]>([
    ['somebody unauthenticated', { name: 'Pia', authenticated: false, via: 'stdio' }, 'an unauthenticated actor'],
    ['the drafter', ENTRA_ACTOR, 'who drafts does not approve'],
  ])('%s does not approve, and the refusal names the rule', async (_, actor, rule) => {
    const { answer, world, asked } = await approval({ world: await duties(actor) });
    expect(answer.text).toContain(`Separation of duties: ${rule}`);
    expect(asked).toEqual([]);
    expect(await approvals(world)).toBe(0);
  });

  test('somebody else who is authenticated approves', async () => {
    const { world, plan } = await approval({
      world: await duties({ name: 'Ann Admin', authenticated: true, via: 'http' }),
    });
    const { call } = await connect({ ...world, actor: ENTRA_ACTOR }, agree);
    const answer = await call('approve_offboarding_plan', { plan_id: plan.plan_id, plan_hash: plan.plan_hash });
    expect(approved.parse(answer.structured)).toMatchObject({ approved_by: 'Pia Partner', authenticated: true });
    expect(await approvals(world)).toBe(1);
  });

  test('an operator is not offered the tool, and an approver is', async () => {
    const world = await acme();
    const names = async (roles: World['roles']) =>
      (await (await connect({ ...world, roles }, agree)).client.listTools()).tools.map(({ name }) => name);
    expect(await names(['viewer', 'operator'])).not.toContain('approve_offboarding_plan');
    expect(await names(['viewer', 'approver'])).toContain('approve_offboarding_plan');
  });
});

import { z } from 'zod';
import type { Caller } from './call.ts';
import { addressOf, BOSS, type Company } from './company.ts';
import type { AcknowledgedKind, Journal } from './journal.ts';
import type { Random } from './random.ts';

/** What everybody at work shares. */
export interface Desk {
  readonly company: Company;
  readonly journal: Journal;
  readonly plans: { readonly planId: string; readonly planHash: string; readonly steps: readonly string[] }[];
  readonly reviews: { readonly reviewId: string; closed: boolean }[];
  /** Counts up, so that what is brought in differs. */
  next(): number;
}

export interface Act {
  readonly name: string;
  readonly weight: number;
  does(caller: Caller, desk: Desk, random: Random): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HISTORY_DAYS = 60;

const ledger = z.object({ sequence: z.int(), hash: z.string() });
const stated = z.object({ status: z.string(), ledger: ledger.optional() });
const imported = z.object({ status: z.string(), snapshot_id: z.string().optional() });
const synced = z.object({ reads: z.array(z.object({ snapshot_id: z.string() })) });
const drafted = z.object({
  plan_id: z.string(),
  plan_hash: z.string(),
  steps: z.array(z.object({ step_id: z.string(), action: z.string() })),
});
const opened = z.object({ status: z.string(), review_id: z.string().optional() });
const items = z.object({ items: z.array(z.object({ item_id: z.string(), email: z.string().optional() })) });
const pack = z.object({ pack_id: z.string() });
/** Nobody's statement proves these, or they are recorded as a deactivation. */
const PROVEN = new Set(['verify_by_export', 'deactivate_account', 'deactivate_copilot']);
const page = z.object({ next_cursor: z.string().nullable() });

const at = (moment: number) => new Date(moment).toISOString();

/** Calls a tool whose answer bears the ledger entry that it wrote; returns whether it was kept. */
async function states(
  caller: Caller,
  { journal }: Desk,
  kind: AcknowledgedKind,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const answer = await caller.call(tool, args);
  if (answer === null) return false;
  const { status, ledger: entry } = stated.parse(answer);
  if (entry === undefined) {
    journal.violation(`${tool} on ${caller.slot.name} answered ${status} without an entry of the ledger`);
    return false;
  }
  journal.acknowledge({ kind, ledger: entry });
  return true;
}

async function pages(caller: Caller, tool: string, args: Readonly<Record<string, unknown>>): Promise<void> {
  const first = await caller.call(tool, args);
  if (first === null) return;
  const { next_cursor } = page.parse(first);
  if (next_cursor !== null) await caller.call(tool, { ...args, cursor: next_cursor });
}

function brought({ journal }: Desk, answer: unknown): void {
  if (answer === null) return;
  const { status, snapshot_id } = imported.parse(answer);
  if (status === 'imported' && snapshot_id !== undefined)
    journal.acknowledge({ kind: 'read', snapshotIds: [snapshot_id] });
}

const anybody = ({ company }: Desk, random: Random) => addressOf(random.below(company.people));

/** Looking at things. */
const READING: readonly Act[] = [
  {
    name: 'list users',
    weight: 4,
    does: (caller, _desk, random) => pages(caller, 'list_clari_users', { limit: 1 + random.below(200) }),
  },
  {
    name: 'find orphaned accounts',
    weight: 6,
    does: (caller, _desk, random) => pages(caller, 'find_orphaned_accounts', { limit: 1 + random.below(100) }),
  },
  {
    name: 'look at a person',
    weight: 4,
    does: async (caller, desk, random) => void (await caller.call('get_identity', { account: anybody(desk, random) })),
  },
  { name: 'coverage', weight: 2, does: async (caller) => void (await caller.call('get_coverage', {})) },
  { name: 'work', weight: 3, does: async (caller) => void (await caller.call('list_work', {})) },
];

/** Reads that come in. */
const BRINGING: readonly Act[] = [
  {
    name: 'import users',
    weight: 4,
    async does(caller, desk) {
      const args = { content: desk.company.users(desk.next()), as_of: at(caller.now() - 1_000), complete: true };
      brought(desk, await caller.call('import_clari_export', args));
    },
  },
  {
    name: 'import a directory',
    weight: 2,
    async does(caller, desk) {
      const args = {
        content: desk.company.directory(),
        directory: 'hr',
        as_of: at(caller.now() - 1_000),
        complete: true,
      };
      brought(desk, await caller.call('import_clari_export', args));
    },
  },
  {
    name: 'sync',
    weight: 3,
    async does(caller, { journal }, random) {
      const answer = await caller.call('sync_directory', { directory: random.one(['okta', 'entra', 'clari', 'all']) });
      if (answer === null) return;
      const snapshotIds = synced.parse(answer).reads.map((one) => one.snapshot_id);
      if (snapshotIds.length > 0) journal.acknowledge({ kind: 'read', snapshotIds });
    },
  },
];

/** What people state and decide. */
const STATING: readonly Act[] = [
  {
    name: 'record a deactivation',
    weight: 5,
    async does(caller, desk, random) {
      const [first = 0] = desk.company.leavers();
      const person =
        random.share() < 0.7 ? random.one([...desk.company.leavers(), first]) : random.below(desk.company.people);
      const kept = await states(caller, desk, 'deactivation', 'record_manual_deactivation', {
        account: addressOf(person),
        performed_by: 'Mara',
        performed_at: at(caller.now() - random.between(1_000, 2 * MINUTE_MS)),
      });
      if (kept && random.share() < 0.8) desk.company.closed(person);
    },
  },
  {
    name: 'draft a plan',
    weight: 4,
    async does(caller, desk, random) {
      const answer = await caller.call('draft_offboarding_plan', { account: anybody(desk, random) });
      if (answer === null) return;
      const { plan_id, plan_hash, steps } = drafted.parse(answer);
      desk.journal.acknowledge({ kind: 'plan', planId: plan_id });
      desk.plans.push({
        planId: plan_id,
        planHash: plan_hash,
        steps: steps.filter(({ action }) => !PROVEN.has(action)).map((one) => one.step_id),
      });
    },
  },
  {
    name: 'approve a plan',
    weight: 3,
    async does(caller, desk, random) {
      // A shared token is nobody who could approve.
      const plan = desk.plans[desk.plans.length - 1 - random.below(Math.min(5, desk.plans.length))];
      if (plan === undefined || caller.slot.name === 'http') return;
      const { planId: plan_id, planHash: plan_hash } = plan;
      await states(caller, desk, 'approval', 'approve_offboarding_plan', { plan_id, plan_hash });
    },
  },
  {
    name: 'record a step',
    weight: 3,
    async does(caller, desk, random) {
      const plan = desk.plans[random.below(desk.plans.length)];
      if (plan === undefined || plan.steps.length === 0) return;
      await states(caller, desk, 'step', 'record_step', {
        plan_id: plan.planId,
        step_id: random.one(plan.steps),
        performed_by: 'Mara',
        performed_at: at(caller.now() - 1_000),
        override: 'It was done before its turn',
      });
    },
  },
  {
    name: 'exempt',
    weight: 2,
    does: async (caller, desk, random) =>
      void (await states(caller, desk, 'exemption', 'set_exemption', {
        account: anybody(desk, random),
        reason: `kept, ${desk.next()}`,
        until: at(caller.now() + random.between(10, 90) * DAY_MS),
        owner: 'Mara',
      })),
  },
  {
    name: 'decide a link',
    weight: 1,
    does: async (caller, desk, random) =>
      void (await states(caller, desk, 'link', 'resolve_link', {
        account: anybody(desk, random),
        none: true,
        reason: `nobody's, ${desk.next()}`,
      })),
  },
  {
    name: 'export evidence',
    weight: 0.5,
    async does(caller, { journal }) {
      const answer = await caller.call('export_evidence', {});
      if (answer !== null) journal.acknowledge({ kind: 'pack', pack: pack.parse(answer).pack_id });
    },
  },
];

/** Access reviews from their opening to their end. */
const REVIEWING: readonly Act[] = [
  {
    name: 'open a review',
    weight: 2,
    async does(caller, desk) {
      if (desk.reviews.some(({ closed }) => !closed)) return;
      const answer = await caller.call('open_access_review', {
        name: `Review ${desk.next()}`,
        reviewers: { manager: false, fallback: BOSS },
        due_at: at(caller.now() + 30 * DAY_MS),
        accept_incomplete: 'The vendor offers no other list',
      });
      if (answer === null) return;
      const { review_id } = opened.parse(answer);
      if (review_id === undefined) return;
      desk.journal.acknowledge({ kind: 'review opened', reviewId: review_id });
      desk.reviews.push({ reviewId: review_id, closed: false });
    },
  },
  {
    name: 'look at a review',
    weight: 2,
    async does(caller, { reviews }) {
      const review = reviews.at(-1);
      if (review !== undefined) await caller.call('get_access_review', { review_id: review.reviewId });
    },
  },
  {
    name: 'decide review items',
    weight: 4,
    async does(caller, desk, random) {
      const review = desk.reviews.findLast(({ closed }) => !closed);
      if (review === undefined) return;
      const { reviewId: review_id } = review;
      const shown = await caller.call('get_access_review', { review_id, state: 'undecided', limit: 50 });
      if (shown === null) return;
      const open = items.parse(shown).items.filter(({ email }) => email !== BOSS);
      if (open.length === 0) return;
      const chosen = open.slice(0, 1 + random.below(Math.min(10, open.length)));
      await decides(
        caller,
        desk,
        review_id,
        chosen.map(({ item_id }) => decisionOn(item_id, random)),
      );
    },
  },
  {
    name: 'close a review',
    weight: 0.3,
    async does(caller, desk) {
      const review = desk.reviews.findLast(({ closed }) => !closed);
      if (review === undefined) return;
      review.closed = await states(caller, desk, 'review closed', 'close_access_review', {
        review_id: review.reviewId,
        undecided_become: 'not_reviewed',
        reason: 'The quarter ends',
      });
    },
  },
];

async function decides(
  caller: Caller,
  { journal }: Desk,
  review_id: string,
  decisions: readonly Readonly<Record<string, string>>[],
): Promise<void> {
  const answer = await caller.call('decide_review_items', { review_id, items: decisions, reviewer: BOSS });
  if (answer === null) return;
  const { ledger: entry } = stated.parse(answer);
  // Without an entry none of them was accepted.
  if (entry !== undefined) journal.acknowledge({ kind: 'review decided', ledger: entry });
}

function decisionOn(item_id: string, random: Random): Readonly<Record<string, string>> {
  if (random.share() < 0.15) return { item_id, decision: 'revoke', rationale: 'Not needed any more' };
  return { item_id, decision: 'keep', rationale: 'Still needed' };
}

/** Somebody new has left: directories say so from now on. */
const LEAVING: Act = {
  name: 'somebody leaves',
  weight: 1,
  async does(_caller, { company }, random) {
    company.leaves(random.below(company.people), at(Date.now() - MINUTE_MS));
  },
};

export const ACTS: readonly Act[] = [...READING, ...BRINGING, ...STATING, ...REVIEWING, LEAVING];

/** What was there before anybody came. */
export async function firstReads(caller: Caller, desk: Desk): Promise<void> {
  const as_of = at(Date.now() - HISTORY_DAYS * DAY_MS);
  for (const args of [
    { content: desk.company.users(0), as_of, complete: true },
    { content: desk.company.directory(), as_of, complete: true, directory: 'hr' },
  ]) {
    const answer = await caller.call('import_clari_export', args);
    if (answer === null) throw new Error('the first reads did not come in');
    brought(desk, answer);
  }
}

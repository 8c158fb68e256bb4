import { evaluate } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import { weighChanges } from '../../plan/changed-facts.ts';
import { checkApprover } from '../../plan/duties.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { writePlanEvent } from './keep-plan.ts';
import { planName } from './plan-payload.ts';
import { type PlanState, planById, planState } from './plan-state.ts';
import { recordedWork } from './recorded-work.ts';
import { redraft } from './redraft.ts';

/** A plan that may be approved as it is now, or that was. Nothing is written yet. */
export interface PreparedApproval {
  readonly state: PlanState;
  /** The approval that stands already. */
  readonly existing: PlanEvent | null;
  /** Facts that were read anew since the drafting and say the same. */
  readonly readAnew: readonly string[];
  /** What it was weighed by: when either moves on, it has to be weighed again. */
  readonly revision: number;
  readonly lastEvent: number;
}

/**
 * Refuses what cannot be approved: a plan that was cancelled or whose place another took (ERR_PLAN_CLOSED), another
 * hash or changed facts (ERR_PLAN_STALE, naming them), an approver who may not be one (ERR_DUTIES).
 */
export async function prepareApproval(deps: Deps, planId: string, planHash: string | null): Promise<PreparedApproval> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const plan = await planById(reader, planId);
    checkHash(plan, planHash);
    const state = await planState(reader, deps, plan);
    const events = await reader.planEvents({ subject: subjectOf(plan) });
    const weighed = {
      state,
      revision: await reader.revision(),
      lastEvent: events.at(-1)?.ledgerSequence ?? 0,
    };
    checkOpen(state);
    const existing = state.standing.approved;
    if (existing !== null) return { ...weighed, existing, readAnew: existing.readAnew };
    checkApprover(deps.settings.separationOfDuties, deps.actor, {
      drafters: events.filter((one) => one.planId === plan.planId && one.kind === 'drafted').map(({ by }) => by),
      performers: await performersOf(reader, deps, plan),
    });
    return { ...weighed, existing, readAnew: await sameFacts(reader, deps, plan) };
  });
}

/**
 * Writes the approval that a person gave. What they saw is weighed once more, in case something happened while they
 * read: then it is refused as if that had happened before.
 */
export async function approvePlan(
  deps: Deps,
  { state: { plan } }: PreparedApproval,
  confirmedBy: Extract<ConfirmedBy, 'elicitation' | 'terminal'>,
): Promise<{ readonly prepared: PreparedApproval; readonly approval: PlanEvent; readonly already: boolean }> {
  for (;;) {
    const prepared = await prepareApproval(deps, plan.planId, plan.planHash);
    if (prepared.existing !== null) return { prepared, approval: prepared.existing, already: true };
    const approval = await deps.store.write(async (writer) => {
      const events = await writer.planEvents({ subject: subjectOf(plan) });
      const moved =
        (await writer.revision()) !== prepared.revision || events.at(-1)?.ledgerSequence !== prepared.lastEvent;
      if (moved) return null;
      const payload = { ...planName(plan), confirmed_by: confirmedBy, read_anew: [...prepared.readAnew] };
      return writePlanEvent(writer, deps, plan, 'approved', payload, { confirmedBy, readAnew: prepared.readAnew });
    });
    if (approval !== null) return { prepared, approval, already: false };
  }
}

function checkHash(plan: Plan, planHash: string | null): void {
  if (planHash === null || planHash.trim().toLowerCase() === plan.planHash) return;
  throw new ClariIdentityError(
    'ERR_PLAN_STALE',
    `The hash given is not that of the plan ${plan.planId}: it belongs to other facts, or was mistyped. Nothing was approved.`,
    'Draft the plan again, show it to the person, and approve with the plan_id and plan_hash of that answer.',
  );
}

function checkOpen({ plan, standing }: PlanState): void {
  const why = closedBecause(standing);
  if (why === null) return;
  throw new ClariIdentityError(
    'ERR_PLAN_CLOSED',
    `The plan ${plan.planId} ${why}. Nothing was approved.`,
    'Draft it again and approve the plan of that answer.',
  );
}

function closedBecause({ status, cancelled, supersededBy }: PlanState['standing']): string | null {
  switch (status) {
    case 'cancelled':
      return `was cancelled at ${cancelled?.at}: ${JSON.stringify(cancelled?.reason)}`;
    case 'superseded':
      return `is no longer the current one: ${supersededBy} took its place`;
    case 'completed':
      return 'is completed: every step is done';
    case 'drafted':
    case 'approved':
      return null;
    default:
      return status satisfies never;
  }
}

async function performersOf(reader: StoreReader, deps: Deps, plan: Plan): Promise<readonly string[]> {
  const { steps, deactivations } = await recordedWork(reader, deps, plan);
  return [...steps, ...deactivations.map(({ record }) => record).filter((one) => one.planId === plan.planId)].map(
    ({ performedBy }) => performedBy,
  );
}

/** What was read anew, where the plan says the same by it; anything else that changed is refused by name. */
async function sameFacts(reader: StoreReader, deps: Deps, plan: Plan): Promise<readonly string[]> {
  const now = await redraft(reader, deps, plan).catch((cause: unknown) => {
    if (cause instanceof ClariIdentityError && cause.audience !== 'system')
      throw stale(plan, `It can't be drafted any more: ${cause.message}`, cause);
    throw cause;
  });
  const { changed, readAnew } = weighChanges(plan.factDigests, now.factDigests);
  if (changed.length === 0) return readAnew;
  throw stale(plan, `Changed: ${changed.join(', ')}.`);
}

function stale(plan: Plan, what: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_PLAN_STALE',
    `The facts changed since the plan ${plan.planId} was drafted at ${plan.draftedAt}. ${what} Nothing was approved.`,
    'Draft it again, show the person what is different now, and approve the plan of that answer.',
    { cause },
  );
}

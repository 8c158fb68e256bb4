import { isAtLeast, WAYS_TO_STATE } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { Plan } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { weighChanges } from '../../plan/changed-facts.ts';
import { checkApprover } from '../../plan/duties.ts';
import { approveCommand } from '../../reconcile/coverage/commands.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { attestationPart, type Statement } from '../statements/statement.ts';
import { keepPlanEvent } from './keep-plan.ts';
import { planName } from './plan-payload.ts';
import { type PlanState, type PlanWork, planById, planWork, stateOf } from './plan-state.ts';
import { redraft } from './redraft.ts';

interface ApprovalRequest {
  readonly planId: string;
  /** Hash of the plan that the person was shown; null if they are shown it now. */
  readonly planHash: string | null;
}

export interface ApprovalDraft {
  readonly plan: Plan;
  readonly content: ReturnType<typeof planName>;
}

export interface ApprovalFit {
  readonly state: PlanState;
  /** Facts that were read again since the draft and are unchanged. */
  readonly readAnew: readonly string[];
}

/** The approval of a plan as it is. Only a person can give it. */
export const approvePlan: Statement<ApprovalRequest, ApprovalDraft, ApprovalFit, PlanEvent> = {
  name: 'approval',
  nothing: 'Nothing was approved.',
  needsJudgements: true,

  async prepare(reader, _, { planId, planHash }) {
    const plan = await planById(reader, planId);
    checkHash(plan, planHash);
    return { plan, content: planName(plan) };
  },

  /**
   * Checks that the plan can be approved.
   * @throws ERR_PLAN_CLOSED if it was cancelled or superseded; ERR_PLAN_STALE with the facts that changed; ERR_DUTIES
   * if this approver may not approve it.
   */
  async check(reader, deps, { plan }, { attestation }) {
    const work = await planWork(reader, deps, plan);
    const state = stateOf(work, deps);
    checkOpen(state);
    const known = state.standing.approved;
    const from = known?.attestation ?? null;
    if (known !== null && (from === null || isAtLeast(from.level, attestation.level)))
      return { kind: 'already', known, raise: null };
    checkApprover(deps.settings.separationOfDuties, deps.actor, {
      drafters: work.events.filter((one) => one.planId === plan.planId && one.kind === 'drafted').map(({ by }) => by),
      performers: performersOf(work),
    });
    const fit = { state, readAnew: await sameFacts(reader, deps, plan) };
    return known === null || from === null ? { kind: 'new', fit } : { kind: 'already', known, raise: { from, fit } };
  },

  needs({ plan }, _, { attestation, counting: { least } }) {
    const level = isAtLeast(least, 'client_form') ? least : 'client_form';
    const why =
      attestation.level === 'code'
        ? 'This client cannot show a form to a person, and nothing else approves a plan here.'
        : attestation.level === 'unattended'
          ? 'A plan is approved by a person who types at a terminal, and this is none.'
          : `An approval counts from the level ${level} on, and this way has ${attestation.level}.`;
    return {
      level,
      why,
      remedy: `A person approves it ${level === 'client_form' ? 'at a terminal' : WAYS_TO_STATE[level]}: clari-identity-mcp approve ${plan.planId}, without pipes.`,
    };
  },

  seen: ({ plan }, { state: { standing, steps } }) => ({
    'the plan is': standing.status,
    'its open steps are': plan.steps
      .filter((_, at) => steps[at]?.isDone !== true)
      .map((step) => `${step.stepId}${step.blockedBy === null ? '' : ' (blocked)'}`)
      .join(', '),
  }),

  entry: ({ content }, { readAnew }, { attestation }) => ({
    kind: 'plan.approved',
    payload: { ...content, ...attestationPart(attestation), read_anew: [...readAnew] },
  }),

  keep: (writer, _, { draft: { plan }, fit: { readAnew }, attestation, entry }) =>
    keepPlanEvent(writer, plan, 'approved', entry, { attestation, readAnew }),
};

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
    standing.supersededBy === null
      ? 'Draft it again and approve the plan of that answer.'
      : `Approve the newer one: ${approveCommand(standing.supersededBy)}`,
  );
}

function closedBecause({ status, cancelled, supersededBy }: PlanState['standing']): string | null {
  switch (status) {
    case 'cancelled':
      return `was cancelled at ${cancelled?.at}: ${quote(cancelled?.reason ?? '', { longest: 2_000 })}`;
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

function performersOf({ plan, recorded: { steps, deactivations } }: PlanWork): readonly string[] {
  return [...steps, ...deactivations.map(({ record }) => record).filter((one) => one.planId === plan.planId)].map(
    ({ performedBy }) => performedBy,
  );
}

/** Facts that were read again and are unchanged for the plan; throws with the names of any others. */
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

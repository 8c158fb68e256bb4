import { ClariIdentityError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { cleanText } from '../../sources/cells/text.ts';
import { neededToDecide } from '../statements/needed.ts';
import { attestationPart, type Statement } from '../statements/statement.ts';
import { keepPlanEvent } from './keep-plan.ts';
import { planName } from './plan-payload.ts';
import { type PlanState, planById, planState } from './plan-state.ts';

const REASON_MAX = 500;

interface CancellationRequest {
  readonly planId: string;
  readonly reason: string;
}

interface CancellationDraft {
  readonly plan: Plan;
  readonly reason: string;
  readonly content: ReturnType<typeof planName>;
}

/** A cancelled plan stays in the ledger and can be drafted again. Cancelling it twice is one cancellation. */
export const cancelPlan: Statement<CancellationRequest, CancellationDraft, PlanState, PlanEvent> = {
  name: 'cancellation',
  nothing: 'Nothing was cancelled.',
  needsJudgements: true,

  async prepare(reader, _, { planId, reason: given }) {
    const reason = cleanText(given, REASON_MAX);
    if (reason === '')
      throw new ClariIdentityError('ERR_ARGUMENT', 'The reason is empty.', 'Say why the plan is cancelled.');
    const plan = await planById(reader, planId);
    return { plan, reason, content: { ...planName(plan), reason } };
  },

  async check(reader, deps, { plan }) {
    const state = await planState(reader, deps, plan);
    const { cancelled, status } = state.standing;
    if (cancelled !== null) return { kind: 'already', known: cancelled, raise: null };
    if (status !== 'completed') return { kind: 'new', fit: state };
    throw new ClariIdentityError(
      'ERR_PLAN_CLOSED',
      `The plan ${plan.planId} is completed: every step is done. Nothing was cancelled.`,
      'If a step was recorded by mistake, withdraw that record instead.',
    );
  },

  needs: (_, { standing }, { counting }) => neededToDecide(standing.approved?.attestation ?? null, counting),

  seen: (_, { standing: { status, progress } }) => ({
    'the plan is': status,
    'steps done': `${progress.done} of ${progress.total}`,
  }),

  entry: ({ content }, { standing }, { attestation }) => ({
    kind: 'plan.cancelled',
    payload: { ...content, was: standing.status, ...attestationPart(attestation) },
  }),

  keep: (writer, _, { draft: { plan, reason }, attestation, entry }) =>
    keepPlanEvent(writer, plan, 'cancelled', entry, { reason, attestation }),
};

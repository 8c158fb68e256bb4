import { type Counting, isAtLeast } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { PlanStep } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import type { PlanState, PlanWork } from '../plans/plan-state.ts';
import type { Needed } from './needed.ts';

/** Refuses a step that was done before its turn, unless a person states why. */
export function checkOrder(
  work: PlanWork,
  state: PlanState,
  step: PlanStep,
  { performed_at, order_override }: { readonly performed_at: Instant; readonly order_override: string | null },
): void {
  if (order_override !== null) return;
  const why = beforeItsTurn(work, state, step, performed_at);
  if (why === null) return;
  throw new ClariIdentityError(
    'ERR_CLAIM_REFUSED',
    `The step ${step.stepId} comes too early: ${why} Nothing was recorded.`,
    `${step.blockedBy !== null && isTurn(state, step) ? 'Clear what blocks it and draft the plan again: steps that were recorded stay recorded.' : 'Record the steps before it first.'} If it was really done in this order, ask the person why and give their reason as \`override\`.`,
  );
}

/** Whether all steps before it are done. */
function isTurn({ steps }: PlanState, { stepId }: PlanStep): boolean {
  return steps.find((one) => one.stepId === stepId)?.waitsFor.length === 0;
}

/** Only a person may override an order: with a code or a script a model could do it. */
export function neededToOverride({ least }: Counting): Needed {
  return {
    level: isAtLeast(least, 'client_form') ? least : 'client_form',
    why: 'The order of a plan is set aside only by a person who confirms the reason, in a form or at a terminal.',
    remedy:
      'Have the person record it at a terminal (clari-identity-mcp record ... --override REASON), or record the steps before it first.',
  };
}

/** The steps that should have come first; null if none should. */
export function beforeItsTurn(
  { recorded }: PlanWork,
  { steps }: PlanState,
  step: PlanStep,
  performedAt: Instant,
): string | null {
  const own = steps.find((one) => one.stepId === step.stepId);
  if (own !== undefined && own.waitsFor.length > 0) return `it waits for ${own.waitsFor.join(', ')}.`;
  if (step.blockedBy !== null) return step.blockedBy;
  const later = recorded.steps.find(
    (one) => step.dependsOn.includes(one.stepId) && one.performedAt > performedAt && recorded.counts(one.attestation),
  );
  return later === undefined ? null : `${later.stepId} was done only at ${later.performedAt}.`;
}

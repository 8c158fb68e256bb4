import { evaluate } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { cleanText } from '../../sources/cells/text.ts';
import type { Deps } from '../deps.ts';
import { writePlanEvent } from './keep-plan.ts';
import { planName } from './plan-payload.ts';
import { type PlanState, planById, planState } from './plan-state.ts';

const REASON_MAX = 500;

/** A cancelled plan stays in the ledger and can be drafted again. Cancelling it twice returns the first cancellation. */
export async function cancelPlan(
  deps: Deps,
  planId: string,
  given: string,
): Promise<{ readonly state: PlanState; readonly cancellation: PlanEvent; readonly already: boolean }> {
  const reason = cleanText(given, REASON_MAX);
  if (reason === '')
    throw new ClariIdentityError('ERR_ARGUMENT', 'The reason is empty.', 'Say why the plan is cancelled.');
  await evaluate(deps);
  return deps.store.write(async (writer) => {
    const plan = await planById(writer, planId);
    const before = await planState(writer, deps, plan);
    const known = before.standing.cancelled;
    if (known !== null) return { state: before, cancellation: known, already: true };
    if (before.standing.status === 'completed')
      throw new ClariIdentityError(
        'ERR_PLAN_CLOSED',
        `The plan ${plan.planId} is completed: every step is done. Nothing was cancelled.`,
        'If a step was recorded by mistake, withdraw that record instead.',
      );
    const cancellation = await writePlanEvent(
      writer,
      deps,
      plan,
      'cancelled',
      { ...planName(plan), reason, was: before.standing.status },
      { reason },
    );
    return { state: await planState(writer, deps, plan), cancellation, already: false };
  });
}

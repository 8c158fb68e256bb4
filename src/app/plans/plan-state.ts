import { ClariIdentityError } from '../../model/errors.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import { type PlanStanding, planStanding } from '../../plan/standing/plan-standing.ts';
import { type StepStanding, stepStandings } from '../../plan/standing/step-standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { recordedWork } from './recorded-work.ts';
import { stepFacts } from './step-facts.ts';

/** A plan, where it stands, and where each of its steps stands, by what was recorded and read so far. */
export interface PlanState {
  readonly plan: Plan;
  readonly standing: PlanStanding;
  readonly steps: readonly StepStanding[];
}

/** The caller has evaluated before: the facts are those of the stored judgements. */
export async function planState(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
  plan: Plan,
): Promise<PlanState> {
  const recorded = await recordedWork(reader, deps, plan);
  const steps = stepStandings(plan, recorded, await stepFacts(reader, deps, plan), deps.clock(), deps.settings);
  const events = await reader.planEvents({ subject: subjectOf(plan) });
  return { plan, standing: planStanding(plan, events, steps), steps };
}

export async function planById(reader: StoreReader, planId: string): Promise<Plan> {
  const plan = await reader.plan(planId.trim());
  if (plan !== null) return plan;
  throw new ClariIdentityError(
    'ERR_PLAN_UNKNOWN',
    `No plan is known as ${JSON.stringify(planId.slice(0, 100))}.`,
    'Take the plan_id from the answer of the draft.',
  );
}

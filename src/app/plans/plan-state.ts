import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import { type PlanStanding, planStanding } from '../../plan/standing/plan-standing.ts';
import type { RecordedWork, StepFacts } from '../../plan/standing/step-facts.ts';
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

/** Everything that the state of a plan rests on, read at one moment. */
export interface PlanWork {
  readonly plan: Plan;
  readonly recorded: RecordedWork;
  readonly facts: StepFacts;
  /** Of the plan's whole subject. */
  readonly events: readonly PlanEvent[];
}

/** The caller has evaluated before: the facts are those of the stored judgements. */
export async function planWork(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  plan: Plan,
): Promise<PlanWork> {
  return {
    plan,
    recorded: await recordedWork(reader, deps, plan),
    facts: await stepFacts(reader, deps, plan),
    events: await reader.planEvents({ subject: subjectOf(plan) }),
  };
}

export function stateOf(
  { plan, recorded, facts, events }: PlanWork,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
): PlanState {
  const steps = stepStandings(plan, recorded, facts, clock(), settings);
  return { plan, standing: planStanding(plan, events, steps, recorded.counts), steps };
}

export async function planState(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
  plan: Plan,
): Promise<PlanState> {
  return stateOf(await planWork(reader, deps, plan), deps);
}

export async function planById(reader: StoreReader, planId: string): Promise<Plan> {
  const plan = await reader.plan(planId.trim());
  if (plan !== null) return plan;
  throw new ClariIdentityError(
    'ERR_PLAN_UNKNOWN',
    `No plan is known as ${quote(planId)}.`,
    'Take the plan_id from the answer of the draft.',
  );
}

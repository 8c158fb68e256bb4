import type { PlanStep, StepAction } from '../model/plan.ts';
import type { OffboardingFacts } from './facts.ts';

/** A step before it has its place: `after` names the kinds of step that it waits for. */
export interface StepDraft extends Omit<PlanStep, 'stepId' | 'order' | 'dependsOn' | 'alreadyTrue'> {
  readonly after: readonly StepAction[];
  readonly alreadyTrue?: string | null;
}

/** Makes the steps of one kind that these facts call for; none when there is nothing to do. */
export type StepMaker = (facts: OffboardingFacts) => readonly StepDraft[];

/** Numbers the steps in the given order and turns what they wait for into step ids. A kind that is left out holds nobody up. */
export function placeSteps(drafts: readonly StepDraft[]): readonly PlanStep[] {
  const named = drafts.map((draft, index) => ({ draft, stepId: nameOf(drafts, index), order: index + 1 }));
  return named.map(({ draft: { after, alreadyTrue, ...step }, stepId, order }) => ({
    stepId,
    order,
    ...step,
    alreadyTrue: alreadyTrue ?? null,
    dependsOn: named.filter((one) => after.includes(one.draft.action)).map((one) => one.stepId),
  }));
}

/** The kind of step, numbered only where there are several: it stays the same when another kind comes or goes. */
function nameOf(drafts: readonly StepDraft[], index: number): string {
  const action = drafts[index]?.action;
  const alike = drafts.filter((one) => one.action === action);
  if (alike.length === 1) return `${action}`;
  return `${action}_${drafts.slice(0, index + 1).filter((one) => one.action === action).length}`;
}

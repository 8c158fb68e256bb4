import type { PlanStep, StepAction } from '../model/plan.ts';
import type { OffboardingFacts } from './facts.ts';

/** A step without its place: `after` names the kinds of step on which it depends. */
export interface StepDraft extends Omit<PlanStep, 'stepId' | 'order' | 'dependsOn' | 'alreadyTrue'> {
  readonly after: readonly StepAction[];
  /** Its own id; absent: that of its kind. */
  readonly stepId?: string;
  /** Ids of steps that have one of their own, on which it depends as well. */
  readonly afterSteps?: readonly string[];
  readonly alreadyTrue?: string | null;
}

/** Makes the steps of one kind that these facts require; none if there is nothing to do. */
export type StepMaker = (facts: OffboardingFacts) => readonly StepDraft[];

/** Numbers the steps in the given order and replaces kinds by step ids. A kind that is left out blocks nothing. */
export function placeSteps(drafts: readonly StepDraft[]): readonly PlanStep[] {
  const alike = new Map<StepAction, number>();
  for (const { action } of drafts) alike.set(action, (alike.get(action) ?? 0) + 1);
  const ids = new Map<StepAction, string[]>();
  const named = drafts.map((draft) => {
    const before = ids.get(draft.action) ?? [];
    // The kind of step, with a number only if there are several: the id then stays the same when other kinds come or
    // go.
    const stepId =
      draft.stepId ?? (alike.get(draft.action) === 1 ? draft.action : `${draft.action}_${before.length + 1}`);
    ids.set(draft.action, before);
    before.push(stepId);
    return { draft, stepId };
  });
  return named.map(({ draft: { after, afterSteps = [], alreadyTrue, stepId: _own, ...step }, stepId }, index) => ({
    stepId,
    order: index + 1,
    ...step,
    alreadyTrue: alreadyTrue ?? null,
    dependsOn: [
      ...(after.length === 0 ? [] : [...ids].flatMap(([action, found]) => (after.includes(action) ? found : []))),
      ...afterSteps,
    ],
  }));
}

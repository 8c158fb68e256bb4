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

/**
 * Numbers the steps in the given order and replaces kinds by step ids. A kind that is left out blocks nothing. Kinds are
 * those of the step's own application, but for the handover: ownership is the same for all of them.
 */
export function placeSteps(drafts: readonly StepDraft[]): readonly PlanStep[] {
  const kindOf = ({ app, action }: StepDraft) => (app === undefined ? action : `${app}:${action}`);
  const alike = new Map<string, number>();
  for (const draft of drafts) alike.set(kindOf(draft), (alike.get(kindOf(draft)) ?? 0) + 1);
  const kinds = new Map<string, { readonly draft: StepDraft; readonly ids: string[] }>();
  const named = drafts.map((draft) => {
    const kind = kindOf(draft);
    const ids = kinds.get(kind)?.ids ?? [];
    // The kind of step, with a number only if there are several: the id then stays the same when other kinds come or
    // go.
    const stepId = draft.stepId ?? (alike.get(kind) === 1 ? kind : `${kind}_${ids.length + 1}`);
    kinds.set(kind, { draft, ids });
    ids.push(stepId);
    return { draft, stepId };
  });
  return named.map(({ draft: { after, afterSteps = [], alreadyTrue, stepId: _own, ...step }, stepId }, index) => ({
    stepId,
    order: index + 1,
    ...step,
    alreadyTrue: alreadyTrue ?? null,
    dependsOn: [
      ...[...kinds.values()].flatMap(({ draft: { app, action }, ids }) =>
        after.includes(action) && (app === step.app || action === 'hand_over_work') ? ids : [],
      ),
      ...afterSteps,
    ],
  }));
}

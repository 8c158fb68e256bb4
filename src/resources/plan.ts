import { attestationWords } from '../model/attestation.ts';
import { appOfStep } from '../model/plan.ts';
import type { PlanEvent } from '../model/plan-event.ts';
import type { ResourceTemplate } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const plan: ResourceTemplate = {
  uriTemplate: 'clari://plans/{plan_id}',
  variable: 'plan_id',
  name: 'plan',
  title: 'One plan and where it stands',
  description:
    'One plan as it was drafted: each step with who, how, what blocks it and what proves it; and where the plan and each step stand by what was recorded and read since.',
  mimeType: 'application/json',
  async complete(typed, deps) {
    const { suggestPlans } = await import('../app/lookups/suggest.ts');
    return suggestPlans(deps, typed);
  },
  async read(wanted, deps) {
    const { evaluate } = await import('../evaluation/index.ts');
    const { planById, planState } = await import('../app/plans/plan-state.ts');
    await evaluate(deps);
    const {
      plan: drafted,
      standing,
      steps,
    } = await deps.store.read(async (reader) => planState(reader, deps, await planById(reader, wanted)));
    const { factDigests, ...shown } = drafted;
    const stands = new Map(steps.map((step) => [step.stepId, step]));
    return resourceJson({
      ...shown,
      facts: Object.keys(factDigests),
      status: standing.status,
      progress: standing.progress,
      supersededBy: standing.supersededBy,
      drafted: eventOf(standing.drafted),
      approved: eventOf(standing.approved),
      cancelled: eventOf(standing.cancelled),
      steps: drafted.steps.map((step) => ({
        ...step,
        app: appOfStep(drafted, step),
        ...stands.get(step.stepId),
      })),
    });
  },
};

/** Who did it and when, and how that is known. */
function eventOf(event: PlanEvent | null) {
  if (event === null) return null;
  const { at, by, attestation, reason } = event;
  return { at, by: by.name, attestation: attestation === null ? null : attestationWords(attestation), reason };
}

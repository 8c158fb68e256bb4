import { namesOf } from '../../model/actor.ts';
import { checkPerformer } from '../../plan/duties.ts';
import type { Deps } from '../deps.ts';
import type { PlanWork } from '../plans/plan-state.ts';

/**
 * With separation of duties on, refuses that the drafter or the approver did the work, or that the approver records it.
 */
export function checkRecorder(
  { settings, actor }: Pick<Deps, 'settings' | 'actor'>,
  { plan, events }: PlanWork,
  performedBy: string,
): void {
  const isOn = settings.separationOfDuties;
  if (!isOn) return;
  const own = events.filter((one) => one.planId === plan.planId);
  const by = (kind: 'drafted' | 'approved') => own.filter((one) => one.kind === kind).map((one) => one.by);
  const approvers = by('approved');
  checkPerformer(isOn, performedBy, { drafters: by('drafted'), approvers });
  for (const name of namesOf(actor)) checkPerformer(isOn, name, { drafters: [], approvers });
}

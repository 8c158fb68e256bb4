import { namesOf } from '../../model/actor.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import { checkPerformer } from '../../plan/duties.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

/** With separation of duties on: neither who drafted nor who approved did the work, and who approved does not record it. */
export async function checkRecorder(
  reader: StoreReader,
  { settings, actor }: Pick<Deps, 'settings' | 'actor'>,
  plan: Plan,
  performedBy: string,
): Promise<void> {
  const isOn = settings.separationOfDuties;
  if (!isOn) return;
  const events = (await reader.planEvents({ subject: subjectOf(plan) })).filter((one) => one.planId === plan.planId);
  const by = (kind: 'drafted' | 'approved') => events.filter((one) => one.kind === kind).map((one) => one.by);
  const approvers = by('approved');
  checkPerformer(isOn, performedBy, { drafters: by('drafted'), approvers });
  for (const name of namesOf(actor)) checkPerformer(isOn, name, { drafters: [], approvers });
}

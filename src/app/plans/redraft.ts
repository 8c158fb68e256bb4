import type { Plan } from '../../model/plan.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { draftNow } from './draft-offboarding.ts';

/** The plan that the facts at hand give for what was asked for then. Throws where they give none any more. */
export async function redraft(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  plan: Plan,
): Promise<Pick<Plan, 'planId' | 'factDigests'>> {
  switch (plan.kind) {
    case 'offboarding':
      return (
        await draftNow(reader, deps, {
          account: plan.accountId,
          successor: plan.successor?.accountId ?? null,
          ticket: plan.ticket,
          dueAt: plan.dueAtAsked,
        })
      ).plan;
    default:
      return plan;
  }
}

import { ALL_APPS, DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { Plan } from '../../model/plan.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { draftNow } from './draft-offboarding.ts';
import { provisioningNow } from './draft-provisioning.ts';
import { roleChangeNow } from './draft-role-change.ts';

/** Drafts again, from the known facts, what the plan was requested for. Throws if they give no plan any more. */
export async function redraft(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
  plan: Plan,
): Promise<Plan> {
  switch (plan.kind) {
    case 'offboarding': {
      const request = {
        // An id that another application has too is that of another account.
        account: plan.person === undefined ? plan.accountId : `id=${plan.accountId}`,
        app: plan.person === undefined ? (plan.app ?? DEFAULT_APP) : ALL_APPS,
        successor: plan.successor?.accountId ?? null,
        ticket: plan.ticket,
        dueAt: plan.dueAtAsked,
      };
      return (await draftNow(reader, deps, request)).plan;
    }
    case 'provisioning':
      return provisioningNow(reader, deps, plan);
    case 'role_change':
      return roleChangeNow(reader, deps, plan.asked);
    default:
      return plan satisfies never;
  }
}

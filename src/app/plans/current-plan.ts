import type { App } from '../../model/app-profile.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { findAccount } from '../lookups/find-account.ts';
import { type PlanState, planById, planState } from './plan-state.ts';

/**
 * The named plan, or the current one of an account: the last approved one, otherwise the last that is only drafted.
 * One of the two must be given.
 */
export async function currentPlan(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock' | 'offload' | 'watch'>,
  { account, app }: { readonly account: string | null; readonly app: App },
  planId: string | null,
): Promise<PlanState> {
  if (planId !== null) return planState(reader, deps, await planById(reader, planId));
  const { account: found } = await findAccount(reader, deps.settings, account ?? '', app);
  const states: PlanState[] = [];
  for (const plan of await reader.plans({ accountId: found.accountId }))
    states.push(await planState(reader, deps, plan));
  const open =
    states.findLast((one) => one.standing.status === 'approved') ??
    states.findLast((one) => one.standing.status === 'drafted');
  if (open !== undefined) return open;
  throw new ClariIdentityError(
    'ERR_PLAN_UNKNOWN',
    `No open plan is about account ${bare(found.accountId)}.`,
    'Draft one with the command plan, or name a plan with --plan. Nothing was recorded.',
  );
}

import { judgedAccount } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { accountsOfPlan, appOfStep, type Plan, type PlanStep } from '../../model/plan.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { readingOf } from '../../plan/standing/proof.ts';
import { SKEW_MS } from '../../reconcile/claims/plausible.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import type { PlanWork } from '../plans/plan-state.ts';

/**
 * Refuses a time at which the step cannot have been done: in the future, before its subject existed, or after it was
 * already complete.
 */
export async function checkStepTime(
  reader: StoreReader,
  deps: Pick<Deps, 'clock' | 'settings'>,
  { plan, facts }: PlanWork,
  step: PlanStep,
  performedAt: Instant,
): Promise<void> {
  const now = deps.clock();
  if (performedAt > addMs(now, SKEW_MS))
    throw new ClariIdentityError(
      'ERR_TIME',
      `The step is said to have been done at ${performedAt}, which is in the future (now: ${now}). Nothing was recorded.`,
      'Record it after it was done, with the time at which it was done.',
    );
  // A person who gets access has no account yet, so nothing bounds that time.
  if (plan.kind !== 'provisioning') await checkFirstSeen(reader, deps.settings, accountsOf(plan, step), performedAt);
  const reading = readingOf({ app: appOfStep(plan, step), settledBy: step.settledBy }, facts, null);
  if (reading.says === 'done' && reading.settles && reading.asOf !== null && reading.asOf < performedAt)
    throw new ClariIdentityError(
      'ERR_CLAIM_REFUSED',
      `It was so before ${performedAt} already: ${reading.fact} Nothing was recorded.`,
      'Give the time at which it was really done. The plan counts it as done without a record too.',
    );
}

async function checkFirstSeen(
  reader: StoreReader,
  settings: Settings,
  accountIds: readonly string[],
  performedAt: Instant,
): Promise<void> {
  for (const accountId of accountIds) {
    const judged = await judgedAccount(reader, settings, accountId);
    if (judged === null || performedAt >= judged.account.firstSeen) continue;
    throw new ClariIdentityError(
      'ERR_CLAIM_REFUSED',
      `The step is said to have been done at ${performedAt}, before account ${bare(accountId)} was first seen (as of ${judged.account.firstSeen}). Nothing was recorded.`,
      'Correct performed_at, or import the earlier export that shows the account and record again.',
    );
  }
}

function accountsOf(plan: Plan, { app, settledBy }: PlanStep): readonly string[] {
  if ('account' in settledBy) return [settledBy.account];
  const own = plan.kind === 'offboarding' ? plan.person?.accounts.find((one) => one.app === app) : undefined;
  return own === undefined ? accountsOfPlan(plan).slice(0, 1) : [own.accountId];
}

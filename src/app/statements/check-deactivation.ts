import { ClariIdentityError } from '../../model/errors.ts';
import type { Plan, PlanStep } from '../../model/plan.ts';
import type { Instant } from '../../model/time.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { planById, planWork, stateOf } from '../plans/plan-state.ts';
import { beforeItsTurn } from './check-order.ts';
import { checkRecorder } from './check-recorder.ts';

interface Deactivation {
  readonly accountId: string;
  /** Null: no plan was named. */
  readonly planId: string | null;
  readonly performedBy: string;
  readonly performedAt: Instant;
  readonly override: string | null;
}

/**
 * Checks a deactivation against the plans about the account. Separation of duties applies whether or not the plan is
 * named. The order of an approved plan binds unless a person states why not; that of an unapproved one is only
 * reported.
 * @returns The steps that should have come first; null if none should.
 */
export async function checkDeactivation(
  reader: StoreReader,
  deps: Deps,
  { accountId, planId, performedBy, performedAt, override }: Deactivation,
): Promise<string | null> {
  let early: string | null = null;
  for (const plan of await plansAbout(reader, accountId, planId)) {
    const work = await planWork(reader, deps, plan);
    const state = stateOf(work, deps);
    const { status } = state.standing;
    if (plan.planId !== planId && (status === 'cancelled' || status === 'superseded')) continue;
    checkRecorder(deps, work, performedBy);
    const step = closingStep(plan, accountId);
    const why = step === null ? null : beforeItsTurn(work, state, step, performedAt);
    if (why === null) continue;
    early = `${step?.stepId} of ${plan.planId} comes before its turn: ${why}`;
    if (status === 'approved' && override === null)
      throw new ClariIdentityError(
        'ERR_CLAIM_REFUSED',
        `The approved plan has another order: ${early} Nothing was recorded.`,
        'Record the steps before it first. If it was really done in this order, ask the person why and give their reason as `override`.',
      );
  }
  return early;
}

async function plansAbout(reader: StoreReader, accountId: string, planId: string | null): Promise<readonly Plan[]> {
  const own = await reader.plans({ accountId });
  if (planId === null || own.some((one) => one.planId === planId)) return own;
  const named = await planById(reader, planId);
  if (closingStep(named, accountId) !== null) return [...own, named];
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `The plan ${named.planId} is not about this account. Nothing was recorded.`,
    'Leave plan_id out, or draft a plan for this account with draft_offboarding_plan.',
  );
}

/** A plan also closes the person's Copilot account. */
function closingStep(plan: Plan, accountId: string): PlanStep | null {
  return (
    plan.steps.find(
      ({ action, settledBy }) =>
        action !== 'verify_by_export' && settledBy.kind === 'account_closed' && settledBy.accounts.includes(accountId),
    ) ?? null
  );
}

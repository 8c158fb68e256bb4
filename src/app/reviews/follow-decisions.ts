import { ClariIdentityError } from '../../model/errors.ts';
import type { AccessReview, ItemDecision } from '../../model/review.ts';
import type { Deps } from '../deps.ts';
import { draftPlan } from '../plans/draft-offboarding.ts';
import { draftRoleChangePlan } from '../plans/draft-role-change.ts';

/** What was drafted for a decision, or why nothing could be. */
export interface Followed {
  readonly ordinal: number;
  readonly accountId: string;
  readonly planId: string | null;
  readonly why: string | null;
}

/**
 * Drafts what decisions ask for, once they are in the ledger: an offboarding plan for each account that is to be revoked,
 * one worklist for all that change their role. A decision stands whether or not its plan can be drafted.
 */
export async function followDecisions(
  deps: Deps,
  { app, reviewId }: AccessReview,
  decisions: readonly ItemDecision[],
): Promise<readonly Followed[]> {
  const wanted = await deps.store.read(async (reader) => {
    const ordinals = [...new Set(decisions.map(({ ordinal }) => ordinal))];
    const { items } = await reader.reviewItems(
      reviewId,
      { ordinals, outcomes: ['revoke', 'change_role'] },
      0,
      ordinals.length,
    );
    return items;
  });
  const followed: Followed[] = [];
  const roles: { readonly ordinal: number; readonly accountId: string; readonly role: string }[] = [];
  for (const [at, { frozen, queue }] of wanted.entries()) {
    const { ordinal, accountId } = frozen;
    const role = decisions.findLast((one) => one.ordinal === ordinal)?.role ?? null;
    if (queue.outcome === 'change_role' && role !== null) roles.push({ ordinal, accountId, role });
    if (queue.outcome !== 'revoke') continue;
    const request = { account: `id=${accountId}`, app, successor: null, ticket: reviewId, dueAt: null };
    followed.push({ ordinal, accountId, ...(await drafted(async () => (await draftPlan(deps, request)).plan.planId)) });
    deps.watch?.progress(at + 1, wanted.length, 'Drafting plans');
  }
  if (roles.length === 0) return followed;
  const asked = roles.map(({ accountId, role }) => ({ account: `id=${accountId}`, role, team: null }));
  const worklist = await drafted(async () => (await draftRoleChangePlan(deps, asked)).plan.planId);
  return [...followed, ...roles.map(({ ordinal, accountId }) => ({ ordinal, accountId, ...worklist }))];
}

async function drafted(draft: () => Promise<string>): Promise<Pick<Followed, 'planId' | 'why'>> {
  try {
    return { planId: await draft(), why: null };
  } catch (cause) {
    if (cause instanceof ClariIdentityError && cause.audience !== 'system') return { planId: null, why: cause.message };
    throw cause;
  }
}

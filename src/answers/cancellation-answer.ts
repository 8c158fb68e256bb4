import type { cancelPlan } from '../app/plans/cancel-plan.ts';

export function cancellationAnswer({ state, cancellation, already }: Awaited<ReturnType<typeof cancelPlan>>) {
  const { plan } = state;
  return {
    structured: {
      status: already ? ('already_cancelled' as const) : ('cancelled' as const),
      plan_id: plan.planId,
      plan_hash: plan.planHash,
      cancelled_by: cancellation.by.name,
      cancelled_at: cancellation.at,
      reason: cancellation.reason,
      ledger: { sequence: cancellation.ledgerSequence, hash: cancellation.ledgerHash },
    },
    text: `${already ? 'Already cancelled' : 'Cancelled'}: plan ${plan.planId}, by ${JSON.stringify(cancellation.by.name)} at ${cancellation.at}: ${JSON.stringify(cancellation.reason)}.\nLedger entry ${cancellation.ledgerSequence}, hash ${cancellation.ledgerHash}. Drafting it again makes a current plan of it, unapproved.`,
  };
}

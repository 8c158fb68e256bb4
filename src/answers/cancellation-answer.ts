import type { ConfirmRequest } from '../app/statements/asking.ts';
import type { Settled } from '../app/statements/statement.ts';
import { attestationWords } from '../model/attestation.ts';
import { quote } from '../model/foreign.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanEvent } from '../model/plan-event.ts';

export function cancellationQuestion({
  plan,
  reason,
}: {
  readonly plan: Plan;
  readonly reason: string;
}): ConfirmRequest {
  return {
    message: `Cancel the plan ${plan.planId}, because ${quote(reason, { longest: 2_000 })}? It stays in the ledger.`,
    statement: 'I cancel this plan',
    verb: 'cancel',
    word: plan.planHash.slice(0, 6),
  };
}

export function cancellationAnswer(stated: Settled<{ readonly plan: Plan }, unknown, PlanEvent>) {
  const { plan } = stated.draft;
  const already = stated.kind === 'already';
  const cancellation = stated.kind === 'already' ? stated.known : stated.receipt;
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
    text: `${already ? 'Already cancelled' : 'Cancelled'}: plan ${plan.planId}, by ${quote(cancellation.by.name)} at ${cancellation.at}${cancellation.attestation === null ? '' : `, ${attestationWords(cancellation.attestation)}`}: ${quote(cancellation.reason ?? '', { longest: 2_000 })}.\nLedger entry ${cancellation.ledgerSequence}, hash ${cancellation.ledgerHash}. Drafting it again makes a current plan of it, unapproved.`,
  };
}

import type { Evidence, Reason } from '../../model/finding.ts';

/** A premise that is missing: what can't be said, of which directory, and the dated fact. */
export interface Gap {
  readonly reason: Reason;
  readonly directory: string | null;
  readonly evidence: Evidence;
}

/** What one finding's own rule says of an account. `wouldHold`: it would, were the missing premises as last known. */
export type Outcome =
  | { readonly kind: 'holds'; readonly reason: Reason; readonly notes: readonly Reason[]; readonly confidence: number }
  | { readonly kind: 'not' }
  | { readonly kind: 'missing'; readonly gaps: readonly Gap[]; readonly wouldHold: boolean };

export const NOT: Outcome = { kind: 'not' };

export function holds(reason: Reason, confidence: number, notes: readonly Reason[] = []): Outcome {
  return { kind: 'holds', reason, confidence: Math.round(confidence * 1000) / 1000, notes };
}

/** `outcome`, unless premises are missing. */
export function given(gaps: readonly Gap[], outcome: Outcome, wouldHold = true): Outcome {
  return gaps.length === 0 ? outcome : { kind: 'missing', gaps, wouldHold };
}

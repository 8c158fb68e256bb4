import type { Evidence, Reason } from '../../model/finding.ts';
import type { Case } from './case.ts';

/**
 * What is put into words or numbers only once somebody looks. A rule decides by premises alone, which many accounts
 * share; what it says of one account may take anything of it.
 */
export type Explain<Said> = (c: Case) => Said;

/** A premise that is missing: what can't be said, of which directory, and the dated fact. */
export interface Gap {
  readonly reason: Reason;
  readonly directory: string | null;
  readonly evidence: Explain<Evidence>;
}

/** What one finding's own rule says of an account. `wouldHold`: it would, were the missing premises as last known. */
export type Outcome =
  | {
      readonly kind: 'holds';
      readonly reason: Reason;
      readonly notes: readonly Reason[];
      readonly confidence: Explain<number>;
    }
  | { readonly kind: 'not' }
  | { readonly kind: 'missing'; readonly gaps: readonly Gap[]; readonly wouldHold: boolean };

export const NOT: Outcome = { kind: 'not' };

export function holds(reason: Reason, confidence: number | Explain<number>, notes: readonly Reason[] = []): Outcome {
  const exact: Explain<number> = typeof confidence === 'number' ? () => confidence : confidence;
  return { kind: 'holds', reason, confidence: (c) => Math.round(exact(c) * 1000) / 1000, notes };
}

/** `outcome`, unless premises are missing. */
export function given(gaps: readonly Gap[], outcome: Outcome, wouldHold = true): Outcome {
  return gaps.length === 0 ? outcome : { kind: 'missing', gaps, wouldHold };
}

export function noRow(directory: string): Evidence {
  return { source: `directory:${directory}`, observedAt: null, fact: 'No row.' };
}

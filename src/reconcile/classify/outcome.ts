import type { Evidence, Reason } from '../../model/finding.ts';
import type { Case } from './case.ts';

/**
 * What is worded or calculated only once somebody looks at the account. A rule decides by premises alone, which many
 * accounts share; its words may use everything of one account.
 */
export type Explain<Said> = (c: Case) => Said;

/** A missing premise: what cannot be concluded, from which directory, and the dated fact. */
export interface Gap {
  readonly reason: Reason;
  readonly directory: string | null;
  readonly evidence: Explain<Evidence>;
}

/**
 * What the rule of one finding says of an account. `wouldHold`: it would hold if the missing premises were as last
 * known.
 */
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

/** `outcome` if no premise is missing; otherwise the gaps. */
export function given(gaps: readonly Gap[], outcome: Outcome, wouldHold = true): Outcome {
  return gaps.length === 0 ? outcome : { kind: 'missing', gaps, wouldHold };
}

export function noRow(directory: string): Evidence {
  return { source: `directory:${directory}`, observedAt: null, fact: 'No row.' };
}

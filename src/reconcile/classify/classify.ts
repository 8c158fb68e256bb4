import type { Finding, Reason, Verdict } from '../../model/finding.ts';
import type { Case, ClassifyInput } from './case.ts';
import type { Judgement } from './decide.ts';
import { evidenceRows } from './evidence.ts';
import { maybeLeave } from './leaver.ts';
import { assistantsReads, olderReads } from './marked-reads.ts';
import { nextStep } from './next-step.ts';
import { openCase } from './open-case.ts';

/**
 * The verdict on one account, from its evidence alone: the first finding of the table that holds. What lacks a premise
 * is `inconclusive`, never the likelier guess. `underlying`: what it would be without an exemption or an open claim.
 */
export function classify(input: ClassifyInput): { readonly verdict: Verdict; readonly underlying: Finding } {
  const { c, judgement } = openCase(input);
  return { underlying: judgement.underlying, verdict: explain(c, judgement) };
}

/** What was decided by premises alone, with everything that speaks for it in this very account. */
function explain(c: Case, judgement: Judgement): Verdict {
  const { action, step } = nextStep(c, judgement);
  const { finding, also, reason, confidence, gaps, validUntil } = judgement;
  const notes: readonly Reason[] = [
    ...judgement.notes,
    ...(olderReads(c).length === 0 ? [] : ['read_by_older_version' as const]),
    ...(assistantsReads(c).length === 0 ? [] : ['stated_by_assistant' as const]),
  ];
  return {
    finding,
    also,
    reason,
    notes,
    confidence: confidence(c),
    evidence: evidenceRows(c, gaps),
    basis: c.timing.basis,
    revokedAt: c.timing.revokedAt,
    revokedAtBasis: c.timing.revokedAtBasis,
    usedAfterRevocation: c.timing.usedAfterRevocation,
    nextAction: action,
    nextStep: step,
    noDeadline: [reason, ...notes].some(maybeLeave),
    validUntil,
  };
}

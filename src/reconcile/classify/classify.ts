import type { Finding, Reason, Verdict } from '../../model/finding.ts';
import { type ClassifyInput, openCase } from './case.ts';
import { evidenceRows } from './evidence.ts';
import { judgeFindings } from './judge-findings.ts';
import { maybeLeave } from './leaver.ts';
import { nextStep } from './next-step.ts';
import { olderReads } from './older-reads.ts';
import { validUntil } from './valid-until.ts';

/**
 * The verdict on one account, from its evidence alone: the first finding of the table that holds. What lacks a premise
 * is `inconclusive`, never the likelier guess. `underlying`: what it would be without an exemption or an open claim.
 */
export function classify(input: ClassifyInput): { readonly verdict: Verdict; readonly underlying: Finding } {
  const c = openCase(input);
  const judgement = judgeFindings(c);
  const { action, step } = nextStep(c, judgement);
  const { finding, also, reason, confidence, gaps, underlying } = judgement;
  const notes: readonly Reason[] =
    olderReads(c).length === 0 ? judgement.notes : [...judgement.notes, 'read_by_older_version'];
  return {
    underlying,
    verdict: {
      finding,
      also,
      reason,
      notes,
      confidence,
      evidence: evidenceRows(c, gaps),
      basis: c.timing.basis,
      revokedAt: c.timing.revokedAt,
      revokedAtBasis: c.timing.revokedAtBasis,
      usedAfterRevocation: c.timing.usedAfterRevocation,
      nextAction: action,
      nextStep: step,
      noDeadline: [reason, ...notes].some(maybeLeave),
      validUntil: validUntil(c),
    },
  };
}

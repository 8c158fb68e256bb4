import type { Finding, Reason } from '../../model/finding.ts';
import { FINDINGS } from '../../model/finding.ts';
import { duplicateAccount } from './duplicate.ts';
import { leaverActive } from './leaver.ts';
import { orphaned } from './orphan.ts';
import type { Explain, Gap, Outcome } from './outcome.ts';
import { awaitingVerification, contradicted, exempt, reappeared } from './recorded.ts';
import { needsReview } from './review.ts';
import { inactive, ok } from './settled.ts';
import { unassignedActive } from './unassigned.ts';
import type { Weighed } from './weighed.ts';

type Judged = Exclude<Finding, 'inconclusive'>;

const RULES: Readonly<Record<Judged, (w: Weighed) => Outcome>> = {
  contradicted,
  reappeared,
  exempt,
  awaiting_verification: awaitingVerification,
  leaver_active: leaverActive,
  duplicate_account: duplicateAccount,
  unassigned_active: unassignedActive,
  orphaned,
  needs_review: needsReview,
  ok,
  inactive,
};

/** The finding that the order of the table gives, before it is worded. */
export interface FoundFinding {
  readonly finding: Finding;
  readonly also: readonly Finding[];
  readonly underlying: Finding;
  readonly reason: Reason;
  readonly notes: readonly Reason[];
  readonly confidence: Explain<number>;
  /** Premises that are missing for this or another finding. */
  readonly gaps: readonly Gap[];
}

/** Decisions and open claims cover a finding without removing it. */
const COVERS: ReadonlySet<Finding> = new Set(['exempt', 'awaiting_verification']);
const PEACEFUL: ReadonlySet<Finding> = new Set(['ok', 'inactive']);

/**
 * Returns the first finding that holds, in the order of the table; if none does, inconclusive with the missing
 * premises.
 */
export function judgeFindings(w: Weighed): FoundFinding {
  const outcomes = FINDINGS.flatMap((finding) =>
    finding === 'inconclusive' ? [] : [{ finding, outcome: RULES[finding](w) }],
  );
  const held = outcomes.flatMap(({ finding, outcome }) => (outcome.kind === 'holds' ? [{ finding, ...outcome }] : []));
  const missing = outcomes.flatMap(({ finding, outcome }) =>
    outcome.kind === 'missing' ? [{ finding, ...outcome }] : [],
  );
  const gaps = missing.flatMap((one) => one.gaps);
  const wouldHold = missing.filter((one) => one.wouldHold).map((one) => one.finding);
  const beneath = held.find((one) => !COVERS.has(one.finding));
  const underlying = beneath?.finding ?? 'inconclusive';
  const [first] = held;
  if (first === undefined) {
    const reason = gaps[0]?.reason ?? 'identity_status_unknown';
    const notes = reasonsBut(reason, gaps, w);
    return { finding: 'inconclusive', also: wouldHold, underlying, reason, notes, confidence: () => 0, gaps };
  }
  const covers = COVERS.has(first.finding);
  const rest = held.filter((one) => one !== first && (covers || !PEACEFUL.has(one.finding))).map((one) => one.finding);
  return {
    finding: first.finding,
    also: covers && beneath === undefined ? [...rest, 'inconclusive', ...wouldHold] : rest,
    underlying: covers ? underlying : first.finding,
    reason: first.reason,
    notes: [
      ...new Set([
        ...(covers && beneath !== undefined ? [beneath.reason] : []),
        ...first.notes,
        ...reasonsBut(first.reason, gaps, w),
      ]),
    ],
    confidence: first.confidence,
    gaps,
  };
}

function reasonsBut(reason: Reason, gaps: readonly Gap[], w: Weighed): readonly Reason[] {
  const reasons = gaps.map((gap) => gap.reason).filter((one) => one !== reason);
  return [...new Set(w.own.work?.expired === true ? (['claim_expired', ...reasons] as const) : reasons)];
}

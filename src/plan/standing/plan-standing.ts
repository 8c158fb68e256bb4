import type { Attestation } from '../../model/attestation.ts';
import { type Plan, type PlanStatus, subjectOf } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import type { Instant } from '../../model/time.ts';
import type { StepStanding } from './step-standing.ts';

/** Who last drafted, approved or cancelled a plan, and the resulting status. */
export interface PlanStanding {
  readonly status: PlanStatus;
  readonly drafted: PlanEvent | null;
  /** Only for the last drafting; earlier approvals do not count. */
  readonly approved: PlanEvent | null;
  readonly cancelled: PlanEvent | null;
  /** The plan that replaced it. */
  readonly supersededBy: string | null;
  readonly progress: { readonly done: number; readonly total: number };
  readonly at: Instant;
}

/**
 * The standing of a plan; `events` are those of its whole subject. Any later draft replaces it, so that a subject has
 * one open plan: what people recorded of the steps that both have goes on. An approval that does not count is ignored.
 */
export function planStanding(
  plan: Plan,
  events: readonly PlanEvent[],
  steps: readonly StepStanding[],
  counts: (attestation: Attestation) => boolean,
): PlanStanding {
  const subject = subjectOf(plan);
  const ordered = events
    .filter((event) => event.subject === subject && (event.kind !== 'approved' || isCounted(event, counts)))
    .toSorted((a, b) => a.ledgerSequence - b.ledgerSequence);
  const own = ordered.filter((event) => event.planId === plan.planId);
  const drafted = own.findLast((event) => event.kind === 'drafted') ?? null;
  const since = own.filter((event) => drafted === null || event.ledgerSequence > drafted.ledgerSequence);
  const approved = since.findLast((event) => event.kind === 'approved') ?? null;
  const cancelled = since.findLast((event) => event.kind === 'cancelled') ?? null;
  const from = (approved ?? drafted)?.ledgerSequence ?? 0;
  const later = ordered.findLast(
    (event) => event.planId !== plan.planId && event.ledgerSequence > from && event.kind !== 'cancelled',
  );
  const progress = { done: steps.filter((step) => step.isDone).length, total: steps.length };
  return {
    status: statusOf(progress, cancelled !== null, later !== undefined, approved !== null),
    drafted,
    approved,
    cancelled,
    supersededBy: later?.planId ?? null,
    progress,
    at: (cancelled ?? approved ?? drafted)?.at ?? plan.draftedAt,
  };
}

function isCounted({ attestation }: PlanEvent, counts: (attestation: Attestation) => boolean): boolean {
  return attestation === null || counts(attestation);
}

function statusOf(
  { done, total }: PlanStanding['progress'],
  isCancelled: boolean,
  isSuperseded: boolean,
  isApproved: boolean,
): PlanStatus {
  if (isCancelled) return 'cancelled';
  if (isSuperseded) return 'superseded';
  if (total > 0 && done === total) return 'completed';
  return isApproved ? 'approved' : 'drafted';
}

import type { Actor } from './actor.ts';
import type { Attestation } from './attestation.ts';
import type { Instant } from './time.ts';

export const PLAN_EVENT_KINDS = ['drafted', 'approved', 'cancelled'] as const;

/**
 * What happened to a plan after it was stored; the plan itself is never edited. If the same facts are drafted again
 * after a cancellation, or after another plan took over, that is a new `drafted` event: earlier approvals do not count
 * for it.
 */
export interface PlanEvent {
  readonly planId: string;
  readonly subject: string;
  readonly kind: (typeof PLAN_EVENT_KINDS)[number];
  readonly at: Instant;
  readonly by: Actor;
  /** How an approval or a cancellation arrived; null if nobody had to be asked, or if it is older than this field. */
  readonly attestation: Attestation | null;
  /** Why it was cancelled. */
  readonly reason: string | null;
  /** Names of facts that were read again since the draft and are unchanged. */
  readonly readAnew: readonly string[];
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

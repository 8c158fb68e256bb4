import type { Actor } from './actor.ts';
import type { Attestation } from './attestation.ts';
import type { Instant } from './time.ts';

export const PLAN_EVENT_KINDS = ['drafted', 'approved', 'cancelled'] as const;

/**
 * What happened to a plan after it was written down; the plan itself is never edited. Drafting the same facts again
 * after a cancellation, or after another plan took over, is a new `drafted`: earlier approvals do not count for it.
 */
export interface PlanEvent {
  readonly planId: string;
  readonly subject: string;
  readonly kind: (typeof PLAN_EVENT_KINDS)[number];
  readonly at: Instant;
  readonly by: Actor;
  /** How an approval or a cancellation came; null: nobody had to be asked, or it is older than this is kept. */
  readonly attestation: Attestation | null;
  /** Why it was cancelled. */
  readonly reason: string | null;
  /** Facts that were read anew since the drafting and say the same, by name. */
  readonly readAnew: readonly string[];
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

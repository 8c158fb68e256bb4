import type { ClaimState } from '../model/record.ts';
import type { ItemState, ReviewVerb } from '../model/review.ts';

/** What was planned and recorded about an account since the review was opened. */
export interface FollowUp {
  /** The plan that is to carry out the decision; null: none is open. */
  readonly planId: string | null;
  /** The newest record that somebody did it; null: there is none. */
  readonly record: { readonly state: ClaimState; readonly counts: boolean } | null;
}

/** Where an item stands: what is kept is done when it is decided, what is to change goes on until a read proves it. */
export function itemState(
  { outcome, isClosed }: { readonly outcome: ReviewVerb | null; readonly isClosed: boolean },
  { planId, record }: FollowUp,
): ItemState {
  if (outcome === null) return isClosed ? 'not_reviewed' : 'undecided';
  if (outcome === 'keep' || outcome === 'not_mine') return 'decided';
  if (record === null) return planId === null ? 'decided' : 'planned';
  switch (record.state) {
    case 'confirmed':
    case 'contradicted':
      return record.state;
    case 'verifying':
      return record.counts ? 'verifying' : 'recorded';
    // Nothing proved it in time: it is to be done, or looked at, again.
    case 'expired':
    case 'withdrawn':
      return planId === null ? 'decided' : 'planned';
    default:
      return record.state satisfies never;
  }
}

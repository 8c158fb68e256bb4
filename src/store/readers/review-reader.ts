import type { AccessReview, ItemDecision, ReviewEvent, ReviewItem, ReviewVerb } from '../../model/review.ts';

/** Who has to decide an item now, and what they decided: follows from its decisions, and is kept for lists. */
export interface ItemQueue {
  readonly reviewer: string | null;
  readonly second: string | null;
  readonly reviewerDecision: ReviewVerb | null;
  readonly secondDecision: ReviewVerb | null;
  /** What holds; null: undecided, or the two reviewers disagree. */
  readonly outcome: ReviewVerb | null;
}

/** What was frozen, and where it stands. */
export interface QueuedItem {
  readonly reviewId: string;
  readonly frozen: ReviewItem;
  readonly queue: ItemQueue;
}

/** Every part narrows; an absent one does not. Addresses are lower-case. */
export interface ItemFilter {
  /** Items that this person has to decide, as reviewer or second, decided ones included. */
  readonly person?: string | undefined;
  /** `decided`: an outcome holds. */
  readonly decided?: boolean | undefined;
  readonly outcomes?: readonly ReviewVerb[] | undefined;
  readonly changedOnly?: boolean | undefined;
  /** Items for which a place is empty: no reviewer, or no second one where the role is privileged. */
  readonly unassigned?: boolean | undefined;
  readonly ordinals?: readonly number[] | undefined;
}

export interface ItemPage {
  readonly items: readonly QueuedItem[];
  readonly total: number;
}

/** How many items a person has and how many of those they still owe; `person` null: nobody is assigned. */
export interface ReviewerProgress {
  readonly person: string | null;
  readonly items: number;
  readonly owed: number;
}

/** Items with one outcome; null: undecided. */
export interface OutcomeSum {
  readonly outcome: ReviewVerb | null;
  readonly items: number;
}

/** The same of one person, and how many of these they owe; `person` null: a place is empty. */
export interface ReviewerOutcome extends OutcomeSum, ReviewerProgress {}

/** Access reviews: what was frozen, what was decided. */
export interface ReviewReader {
  /** Opened ones in the order of the ledger. */
  reviews(): Promise<readonly AccessReview[]>;
  review(reviewId: string): Promise<AccessReview | null>;
  /** In the order of the ledger. */
  reviewEvents(reviewId: string): Promise<readonly ReviewEvent[]>;
  /** In order of ordinal, after the given one, at most `limit`; `total` of all pages. */
  reviewItems(reviewId: string, filter: ItemFilter, afterOrdinal: number, limit: number): Promise<ItemPage>;
  /** Items about an account in any opened review, by review in the order of the ledger. */
  reviewItemsOf(accountId: string): Promise<readonly QueuedItem[]>;
  /**
   * As the review froze them, with the reviewers of then: its population's hash is over these. In order of ordinal, after
   * the given one.
   */
  frozenItems(reviewId: string, afterOrdinal: number, limit: number): Promise<readonly ReviewItem[]>;
  /** In the order of the ledger; null: of all items. */
  reviewDecisions(reviewId: string, ordinals: readonly number[] | null): Promise<readonly ItemDecision[]>;
  /** By address; items without a reviewer last. */
  reviewProgress(reviewId: string): Promise<readonly ReviewerProgress[]>;
  outcomeSums(reviewId: string): Promise<readonly OutcomeSum[]>;
  /** By address; items without a reviewer last. */
  reviewerOutcomes(reviewId: string): Promise<readonly ReviewerOutcome[]>;
}

export interface ReviewWriter {
  /** Makes room for items of a review that nobody sees until `insertReview`. */
  stageReview(reviewId: string, startedAt: string): Promise<void>;
  /** Items with their queue as it is at opening. */
  stageReviewItems(reviewId: string, items: readonly ReviewItem[]): Promise<void>;
  /** Removes staged reviews that were begun before this moment and never opened. */
  discardStagedReviews(startedBefore: string): Promise<void>;
  insertReview(review: AccessReview): Promise<void>;
  /** With the queue of each item as it is from then on. */
  insertItemDecisions(
    decisions: readonly ItemDecision[],
    queues: readonly (ItemQueue & { readonly ordinal: number })[],
  ): Promise<void>;
  insertReviewEvent(event: ReviewEvent): Promise<void>;
}

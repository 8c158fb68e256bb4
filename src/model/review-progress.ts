import type { ItemState, ReviewStatus } from './review.ts';
import type { Instant } from './time.ts';

/** What items come to by now; each item counts in one of them. */
export interface DecidedSums {
  readonly keep: number;
  readonly revoke: number;
  readonly changeRole: number;
  /** Decided by this reviewer and not yet by the other one. */
  readonly waiting: number;
  /** Undecided; after closing, not reviewed. */
  readonly undecided: number;
}

/** `person` null: nobody is assigned. */
export interface ReviewerSums extends DecidedSums {
  readonly person: string | null;
}

/** Where the items of a review stand that are to be revoked or get another role. */
export type FollowUpSums = Readonly<
  Record<Extract<ItemState, 'decided' | 'planned' | 'recorded' | 'verifying' | 'confirmed' | 'contradicted'>, number>
>;

/** A review in numbers. */
export interface ReviewSums {
  readonly status: ReviewStatus;
  readonly dueAt: Instant;
  /** Null: whoever asks sees their own items only. */
  readonly all: DecidedSums | null;
  readonly reviewers: readonly ReviewerSums[];
  /** Null: not counted, because too many items are to change. */
  readonly followUp: FollowUpSums | null;
}

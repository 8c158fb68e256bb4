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
  /** Those who owe most, first. */
  readonly reviewers: readonly ReviewerSums[];
  /** How many others there are. */
  readonly moreReviewers: number;
  /** Null: not counted, because too many items are to change. */
  readonly followUp: FollowUpSums | null;
}

/** More people are not compared in one picture and its table. */
const MOST_REVIEWERS = 100;

export function mostOwing(all: readonly ReviewerSums[]): Pick<ReviewSums, 'reviewers' | 'moreReviewers'> {
  const owing = all.toSorted(
    (a, b) => b.undecided - a.undecided || itemsIn(b) - itemsIn(a) || ((a.person ?? '') < (b.person ?? '') ? -1 : 1),
  );
  const reviewers = owing.slice(0, MOST_REVIEWERS);
  return { reviewers, moreReviewers: all.length - reviewers.length };
}

export function itemsIn({ keep, revoke, changeRole, waiting, undecided }: DecidedSums): number {
  return keep + revoke + changeRole + waiting + undecided;
}

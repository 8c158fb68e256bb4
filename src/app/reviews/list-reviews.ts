import { isOneOf, type ReviewStatus } from '../../model/review.ts';
import type { Deps } from '../deps.ts';
import { type ReviewNow, reviewNow } from './review-by-id.ts';

export interface ListedReview {
  readonly at: ReviewNow;
  readonly status: ReviewStatus;
  /** Of all items. */
  readonly undecided: number;
  /** What is put to whoever asks, and what they still owe; null: nothing is. */
  readonly own: { readonly items: number; readonly owed: number } | null;
}

export interface ReviewsQuestion {
  readonly status: ReviewStatus | null;
  /** Every name of whoever asks. */
  readonly names: readonly string[];
  /** Whether they see nothing but reviews in which something is put to them. */
  readonly ownOnly: boolean;
  readonly skip: number;
  readonly limit: number;
}

/** Access reviews, those that wait first: overdue, open, closed, and of each kind the newest first. */
export async function listReviews(
  deps: Pick<Deps, 'store' | 'clock'>,
  { status, names, ownOnly, skip, limit }: ReviewsQuestion,
): Promise<{ readonly reviews: readonly ListedReview[]; readonly total: number }> {
  return deps.store.read(async (reader) => {
    const found: Omit<ListedReview, 'undecided'>[] = [];
    for (const review of await reader.reviews()) {
      const at = await reviewNow(reader, review);
      const own = (await reader.reviewProgress(review.reviewId)).find(
        ({ person }) => person !== null && isOneOf(person, names),
      );
      const standing = statusOf(at, deps);
      if (!(ownOnly && own === undefined) && (status === null || status === standing))
        found.push({ at, status: standing, own: own ?? null });
    }
    const ordered = found.toReversed().toSorted((one, other) => rank(one) - rank(other));
    const reviews: ListedReview[] = [];
    for (const one of ordered.slice(skip, skip + limit)) {
      const { total } = await reader.reviewItems(one.at.review.reviewId, { decided: false }, 0, 1);
      reviews.push({ ...one, undecided: total });
    }
    return { reviews, total: found.length };
  });
}

function statusOf({ review, closed }: ReviewNow, { clock }: Pick<Deps, 'clock'>): ReviewStatus {
  if (closed !== null) return 'closed';
  return clock() > review.dueAt ? 'overdue' : 'open';
}

function rank({ status }: Pick<ListedReview, 'status'>): number {
  return ['overdue', 'open', 'closed'].indexOf(status);
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { AccessReview, ReviewEvent } from '../../model/review.ts';
import { shownTime } from '../../model/shown-time.ts';
import type { StoreReader } from '../../store/store.ts';

type Closing = Extract<ReviewEvent, { readonly kind: 'closed' }>;

/** A review with what happened to it as a whole. */
export interface ReviewNow {
  readonly review: AccessReview;
  readonly closed: Closing | null;
  /** Who answers for the application by now. */
  readonly owner: string | null;
  readonly deputy: string | null;
}

/** @throws ERR_REVIEW_UNKNOWN that names the newest ones. */
export async function reviewById(reader: StoreReader, reviewId: string): Promise<ReviewNow> {
  const review = await reader.review(reviewId.trim());
  if (review !== null) return reviewNow(reader, review);
  const known = (await reader.reviews()).slice(-3);
  throw new ClariIdentityError(
    'ERR_REVIEW_UNKNOWN',
    `No access review is known as ${quote(reviewId)}.`,
    known.length === 0
      ? 'No review was opened yet: open one.'
      : `The newest: ${known.map((one) => `${one.reviewId} (${quote(one.name)}, of ${bare(one.app)})`).join('; ')}.`,
  );
}

export async function reviewNow(reader: StoreReader, review: AccessReview): Promise<ReviewNow> {
  let closed: Closing | null = null;
  let { owner, deputy } = review;
  for (const event of await reader.reviewEvents(review.reviewId)) {
    if (event.kind === 'closed') closed = event;
    if (event.kind === 'owner_changed') ({ owner, deputy } = event);
  }
  return { review, closed, owner, deputy };
}

/** @throws ERR_REVIEW_CLOSED */
export function checkOpen({ review, closed }: ReviewNow): void {
  if (closed === null) return;
  throw new ClariIdentityError(
    'ERR_REVIEW_CLOSED',
    `The review ${review.reviewId} was closed at ${shownTime(closed.at)} by ${quote(closed.by.name)}. Nothing was recorded.`,
    'Open a new one: it begins with what changed since this one.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { isOneOf } from '../../model/review.ts';
import type { ReviewerProgress } from '../../store/readers/review-reader.ts';
import type { ReviewNow } from './review-by-id.ts';

/** Under which of their names somebody reviews. @throws ERR_FORBIDDEN if under none. */
export function ownName(progress: readonly ReviewerProgress[], names: readonly string[]): string {
  const own = progress.find(({ person }) => person !== null && isOneOf(person, names))?.person ?? null;
  if (own !== null) return own;
  throw new ClariIdentityError(
    'ERR_FORBIDDEN',
    'Nothing in this review is put to you, and your role sees nothing else.',
    'Ask whoever opened the review under which address you are its reviewer.',
  );
}

/**
 * What whoever has nothing but the role of a reviewer sees of a review as a whole: of the people in it only themselves.
 *
 * @throws ERR_FORBIDDEN if they are none of its reviewers.
 */
export function ownPart(at: ReviewNow, progress: readonly ReviewerProgress[], names: readonly string[]) {
  const own = ownName(progress, names);
  return { at: { ...at, closed: ownClosing(at, own) }, progress: progress.filter(({ person }) => person === own) };
}

function ownClosing({ closed }: ReviewNow, own: string): ReviewNow['closed'] {
  if (closed === null) return null;
  const byReviewer = closed.outcome.byReviewer.filter(({ reviewer }) => reviewer === own);
  return { ...closed, outcome: { ...closed.outcome, byReviewer } };
}

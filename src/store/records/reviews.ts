import { ClariIdentityError } from '../../model/errors.ts';
import type { AccessReview, ItemDecision, ReviewEvent } from '../../model/review.ts';
import { document } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import type { ItemQueue } from '../readers/review-reader.ts';
import { itemDecisionDocument, reviewDocument, reviewEventDocument } from './review-documents.ts';
import { partsOfOrdinals, saveQueues } from './review-queue.ts';

/** In the order of the ledger. */
export async function allReviews(session: SqlSession): Promise<readonly AccessReview[]> {
  const rows = await session.all('select body from reviews order by ledger_sequence');
  return rows.map((row) => document(row, 'body', reviewDocument));
}

export async function findReview(session: SqlSession, reviewId: string): Promise<AccessReview | null> {
  const row = await session.get('select body from reviews where review_id = ?', [reviewId]);
  return row === null ? null : document(row, 'body', reviewDocument);
}

export async function reviewEvents(session: SqlSession, reviewId: string): Promise<readonly ReviewEvent[]> {
  const rows = await session.all('select body from review_events where review_id = ? order by ledger_sequence', [
    reviewId,
  ]);
  return rows.map((row) => document(row, 'body', reviewEventDocument));
}

export async function insertReviewEvent(session: SqlWriteSession, event: ReviewEvent): Promise<void> {
  await session.run('insert into review_events (ledger_sequence, review_id, body) values (?, ?, ?)', [
    event.ledgerSequence,
    event.reviewId,
    JSON.stringify(event),
  ]);
}

/** In the order of the ledger, those of one entry by ordinal. */
export async function reviewDecisions(
  session: SqlSession,
  reviewId: string,
  ordinals: readonly number[] | null,
): Promise<readonly ItemDecision[]> {
  const found: ItemDecision[] = [];
  for (const part of partsOfOrdinals(ordinals)) {
    const rows = await session.all(
      `select body from review_decisions where review_id = ?${
        part === null ? '' : ` and ordinal in (${part.map(() => '?').join(', ')})`
      } order by ledger_sequence, ordinal`,
      [reviewId, ...(part ?? [])],
    );
    found.push(...rows.map((row) => document(row, 'body', itemDecisionDocument)));
  }
  return found.sort((a, b) => a.ledgerSequence - b.ledgerSequence || a.ordinal - b.ordinal);
}

/** All of one review, each item of theirs once. */
export async function insertItemDecisions(
  session: SqlWriteSession,
  decisions: readonly ItemDecision[],
  queues: readonly (ItemQueue & { readonly ordinal: number })[],
): Promise<void> {
  const [reviewId, ...others] = new Set(decisions.map((one) => one.reviewId));
  if (reviewId === undefined || others.length > 0)
    throw new ClariIdentityError(
      'ERR_INTERNAL',
      'Decisions of no review, or of several, were offered to be kept at once.',
      'Nothing was changed. Report it with the version of this program.',
    );
  await session.insertMany(
    'insert into review_decisions (review_id, ledger_sequence, ordinal, body) values (?, ?, ?, ?)',
    decisions.map((one) => [reviewId, one.ledgerSequence, one.ordinal, JSON.stringify(one)]),
  );
  await saveQueues(session, reviewId, queues);
}

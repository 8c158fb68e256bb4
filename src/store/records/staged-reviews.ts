import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { AccessReview, ReviewItem } from '../../model/review.ts';
import { integer, integerOrNull, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';
import { addressCell, isOpened } from './review-queue.ts';

const ROWS_AT_ONCE = 5_000;

export async function stageReview(session: SqlWriteSession, reviewId: string, startedAt: string): Promise<void> {
  if (await isOpened(session, reviewId)) throw notStaged(reviewId, 'was opened already');
  await session.run('insert into review_populations (review_id, started_at) values (?, ?)', [reviewId, startedAt]);
}

export async function stageReviewItems(
  session: SqlWriteSession,
  reviewId: string,
  items: readonly ReviewItem[],
): Promise<void> {
  await assertStaged(session, reviewId);
  await session.insertMany(
    'insert into review_items (review_id, ordinal, account_id, body) values (?, ?, ?, ?)',
    items.map((item) => [reviewId, item.ordinal, item.accountId, JSON.stringify(item)]),
  );
  await session.insertMany(
    'insert into review_queue (review_id, ordinal, reviewer, second, privileged, changed) values (?, ?, ?, ?, ?, ?)',
    items.map((item) => [
      reviewId,
      item.ordinal,
      addressCell(item.reviewer),
      addressCell(item.second),
      item.privileged ? 1 : 0,
      item.changes.length > 0 ? 1 : 0,
    ]),
  );
}

/** Makes the staged items visible, and frozen. Refused unless they are all there, numbered from 1. */
export async function insertReview(session: SqlWriteSession, review: AccessReview): Promise<void> {
  const { reviewId, population, ledgerSequence } = review;
  await assertStaged(session, reviewId);
  const row = await session.get(
    'select count(*) as items, coalesce(max(ordinal), 0) as last from review_items where review_id = ?',
    [reviewId],
  );
  const there = row ?? {};
  if (integer(there, 'items') !== population.items || integer(there, 'last') !== population.items)
    throw notStaged(reviewId, 'has other items than its population says');
  await session.run('insert into reviews (review_id, ledger_sequence, body) values (?, ?, ?)', [
    reviewId,
    ledgerSequence,
    JSON.stringify(review),
  ]);
  await session.run('delete from review_populations where review_id = ?', [reviewId]);
}

export async function discardStagedReviews(session: SqlWriteSession, startedBefore: string): Promise<void> {
  while (await discardPart(session, startedBefore));
}

/** Removes some rows of a review that was begun before and never opened. False: there is no such review. */
export async function discardPart(session: SqlWriteSession, startedBefore: string): Promise<boolean> {
  const staged = await session.get('select review_id from review_populations where started_at < ? limit 1', [
    startedBefore,
  ]);
  if (staged === null) return false;
  const reviewId = text(staged, 'review_id');
  const first = await session.get('select min(ordinal) as ordinal from review_items where review_id = ?', [reviewId]);
  const from = first === null ? null : integerOrNull(first, 'ordinal');
  if (from === null) await session.run('delete from review_populations where review_id = ?', [reviewId]);
  else
    for (const table of ['review_queue', 'review_items'])
      await session.run(`delete from ${table} where review_id = ? and ordinal < ?`, [reviewId, from + ROWS_AT_ONCE]);
  return true;
}

async function assertStaged(session: SqlSession, reviewId: string): Promise<void> {
  const row = await session.get('select 1 as found from review_populations where review_id = ?', [reviewId]);
  if (row === null) throw notStaged(reviewId, 'is not being opened, or took so long that it was removed');
}

function notStaged(reviewId: string, why: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `The review ${bare(reviewId)} ${why}.`,
    'Open it anew. Nothing was changed.',
  );
}

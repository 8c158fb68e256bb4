import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { REVIEW_DECISIONS, type ReviewItem } from '../../model/review.ts';
import { document, integer, oneOfOrNull, text, textOrNull } from '../cells/columns.ts';
import type { SqlRow, SqlSession, SqlValue, SqlWriteSession } from '../driver.ts';
import type { ItemFilter, ItemPage, ItemQueue, QueuedItem } from '../readers/review-reader.ts';
import { reviewItemDocument } from './review-documents.ts';

/** SQLite takes 32,766 values in a statement, PostgreSQL twice as many. */
const AT_ONCE = 500;

/** The form in which addresses are compared. */
export function addressCell(address: string | null): string | null {
  return address === null ? null : address.trim().toLowerCase();
}

export async function isOpened(session: SqlSession, reviewId: string): Promise<boolean> {
  return (await session.get('select 1 as found from reviews where review_id = ?', [reviewId])) !== null;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function partsOf({ person, decided, outcomes, changedOnly, unassigned }: ItemFilter): readonly Condition[] {
  const address = person === undefined ? null : addressCell(person);
  return [
    address === null ? null : { sql: '(reviewer = ? or second = ?)', values: [address, address] },
    decided === undefined ? null : { sql: `outcome is ${decided ? 'not ' : ''}null`, values: [] },
    outcomes === undefined ? null : among('outcome', outcomes),
    changedOnly === true ? { sql: 'changed = 1', values: [] } : null,
    unassigned === true ? { sql: VACANT, values: [] } : null,
  ].filter((one) => one !== null);
}

/** Items for which a place is empty. */
export const VACANT = '(reviewer is null or (privileged = 1 and second is null))';

function among(column: string, values: readonly SqlValue[]): Condition {
  return values.length === 0
    ? { sql: '1 = 0', values }
    : { sql: `${column} in (${values.map(() => '?').join(', ')})`, values };
}

/** Ordinals in ascending order, so many at a time that one statement takes them; [null]: all. */
export function partsOfOrdinals(ordinals: readonly number[] | null): readonly (readonly number[] | null)[] {
  if (ordinals === null) return [null];
  const sorted = [...new Set(ordinals)].sort((a, b) => a - b);
  return Array.from({ length: Math.ceil(sorted.length / AT_ONCE) }, (_, part) =>
    sorted.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}

export async function reviewItems(
  session: SqlSession,
  reviewId: string,
  filter: ItemFilter,
  afterOrdinal: number,
  limit: number,
): Promise<ItemPage> {
  const items: QueuedItem[] = [];
  let total = 0;
  if (!(await isOpened(session, reviewId))) return { items, total };
  for (const ordinals of partsOfOrdinals(filter.ordinals ?? null)) {
    const given = [...partsOf(filter), ...(ordinals === null ? [] : [among('ordinal', ordinals)])];
    const where = ['review_id = ?', ...given.map((one) => one.sql)].join(' and ');
    const values = [reviewId, ...given.flatMap((one) => one.values)];
    const counted = await session.get(`select count(*) as n from review_queue where ${where}`, values);
    total += integer(counted ?? {}, 'n');
    if (items.length >= limit) continue;
    const rows = await session.all(
      `select ${QUEUED} from (
         select * from review_queue where ${where} and ordinal > ? order by ordinal limit ?) as queue
       join review_items as item on item.review_id = queue.review_id and item.ordinal = queue.ordinal
       order by queue.ordinal`,
      [...values, afterOrdinal, limit - items.length],
    );
    items.push(...rows.map(queuedItemOf));
  }
  return { items, total };
}

const QUEUED = 'queue.review_id, queue.reviewer, queue.second, reviewer_decision, second_decision, outcome, item.body';

export async function reviewItemsOf(session: SqlSession, accountId: string): Promise<readonly QueuedItem[]> {
  const rows = await session.all(
    `select ${QUEUED} from review_items as item
     join reviews on reviews.review_id = item.review_id
     join review_queue as queue on queue.review_id = item.review_id and queue.ordinal = item.ordinal
     where item.account_id = ? order by reviews.ledger_sequence, item.ordinal`,
    [accountId],
  );
  return rows.map(queuedItemOf);
}

function queuedItemOf(row: SqlRow): QueuedItem {
  return {
    reviewId: text(row, 'review_id'),
    frozen: document(row, 'body', reviewItemDocument),
    queue: {
      reviewer: textOrNull(row, 'reviewer'),
      second: textOrNull(row, 'second'),
      reviewerDecision: oneOfOrNull(row, 'reviewer_decision', REVIEW_DECISIONS),
      secondDecision: oneOfOrNull(row, 'second_decision', REVIEW_DECISIONS),
      outcome: oneOfOrNull(row, 'outcome', REVIEW_DECISIONS),
    },
  };
}

/** In order of ordinal, after the given one. */
export async function frozenItems(
  session: SqlSession,
  reviewId: string,
  afterOrdinal: number,
  limit: number,
): Promise<readonly ReviewItem[]> {
  if (!(await isOpened(session, reviewId))) return [];
  const rows = await session.all(
    'select body from review_items where review_id = ? and ordinal > ? order by ordinal limit ?',
    [reviewId, afterOrdinal, limit],
  );
  return rows.map((row) => document(row, 'body', reviewItemDocument));
}

const QUEUE_CELLS = ['bigint', 'text', 'text', 'text', 'text', 'text'].map((type) => `cast(? as ${type})`).join(', ');

/** Refused unless every one of them is an item of the review. */
export async function saveQueues(
  session: SqlWriteSession,
  reviewId: string,
  queues: readonly (ItemQueue & { readonly ordinal: number })[],
): Promise<void> {
  for (let start = 0; start < queues.length; start += AT_ONCE) {
    const part = queues.slice(start, start + AT_ONCE);
    const saved = await session.run(
      `update review_queue set reviewer = given.column2, second = given.column3, reviewer_decision = given.column4,
         second_decision = given.column5, outcome = given.column6
       from (values ${part.map(() => `(${QUEUE_CELLS})`).join(', ')}) as given
       where review_id = ? and ordinal = given.column1`,
      [
        ...part.flatMap((one) => [
          one.ordinal,
          addressCell(one.reviewer),
          addressCell(one.second),
          one.reviewerDecision,
          one.secondDecision,
          one.outcome,
        ]),
        reviewId,
      ],
    );
    if (saved !== part.length)
      throw new ClariIdentityError(
        'ERR_STORE',
        `The review ${bare(reviewId)} has not each of these items once.`,
        'Nothing was changed. Ask for its items again.',
      );
  }
}

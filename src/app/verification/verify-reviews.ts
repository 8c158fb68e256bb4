import type { ItemDecision, ReviewEvent, ReviewItem } from '../../model/review.ts';
import { digest } from '../../plan/digest.ts';
import type { ItemStanding } from '../../review/standing.ts';
import type { KeptRow } from '../../store/readers/kept-reader.ts';
import { reviewItemDocument } from '../../store/records/review-documents.ts';
import type { StoreReader } from '../../store/store.ts';
import { differences } from './differences.ts';
import { ItemBook } from './item-book.ts';
import { type Book, idOf, parsed, rowByRow } from './kept-beside.ts';
import type { Fields } from './stated-entry.ts';
import type { ReviewFile, StatedReviews } from './stated-reviews.ts';

/**
 * Compares what is kept of access reviews with the ledger: each review, decision and event field by field, the items by
 * the hash of their population, and who has to decide what with what the decisions come to.
 */
export async function compareReviews(reader: StoreReader, book: Book, stated: StatedReviews): Promise<void> {
  const { byId } = stated;
  book.faults.push(...stated.faults.map((one) => `${one.replace(/^l/, 'L')}.`));
  await rowByRow(reader, book, 'reviews', byId, reviewFault);
  const decisions = [...byId.values()].flatMap((file) => file.decisions);
  await rowByRow(
    reader,
    book,
    'review_decisions',
    new Map(decisions.map((one) => [`${one.reviewId} ${one.ledgerSequence} ${one.ordinal}`, one])),
    documentFault,
  );
  const events = [...byId.values()].flatMap((file) => file.events);
  await rowByRow(reader, book, 'review_events', new Map(events.map((one) => [one.ledgerSequence, one])), documentFault);
  const isOpened = (row: KeptRow) => byId.has(String(row['review_id']));
  const queue = await compareItems(reader, book, byId);
  // Whatever is of no opened review is seen by nobody: it was staged.
  await rowByRow(reader, book, 'review_queue', queue, (row, said) => differences(row, said), isOpened);
}

function reviewFault(row: KeptRow, { opened, populationSha256 }: ReviewFile): readonly string[] {
  const body = parsed(row['body']);
  if (body === null) return ['body'];
  const { population = null, ...stored } = body;
  const { population: _, ...said } = opened;
  return [
    ...differences({ ledger_sequence: row['ledger_sequence'] ?? null }, { ledger_sequence: opened.ledgerSequence }),
    ...differences(stored, fieldsOf(said)),
    ...(digest(population) === populationSha256 ? [] : ['population']),
  ];
}

function documentFault(row: KeptRow, said: ItemDecision | ReviewEvent): readonly string[] {
  const body = parsed(row['body']);
  const columns = differences({ review_id: row['review_id'] ?? null }, { review_id: said.reviewId });
  return body === null ? ['body'] : [...columns, ...differences(body, fieldsOf(said))];
}

/** As a document of the store has it. */
function fieldsOf(said: object): Fields {
  return parsed(JSON.stringify(said)) ?? {};
}

/** What the queue of each item has to be. */
async function compareItems(
  reader: StoreReader,
  book: Book,
  byId: StatedReviews['byId'],
): Promise<ReadonlyMap<string | number, Fields>> {
  const books = new Map([...byId].map(([id, file]) => [id, new ItemBook(file)]));
  const queue = new Map<string | number, Fields>();
  for await (const row of reader.keptRows('review_items')) {
    const of = books.get(String(row['review_id']));
    if (of === undefined) continue;
    book.rows += 1;
    const id = idOf('review_items', row);
    const item = reviewItemDocument.safeParse(parsed(row['body'])).data;
    if (item === undefined) {
      book.faults.push(`The item of the access review ${id} is not what was frozen: body.`);
      continue;
    }
    const names = differences(
      { account_id: row['account_id'] ?? null, ordinal: row['ordinal'] ?? null },
      { account_id: item.accountId, ordinal: item.ordinal },
    );
    if (names.length > 0)
      book.faults.push(`The item of the access review ${id} is not what was frozen: ${names.join(', ')}.`);
    queue.set(id, queueOf(row, item, of.take(item)));
  }
  for (const [id, of] of books)
    book.faults.push(...of.end().map((one) => `The access review ${id} does not hold: ${one}.`));
  return queue;
}

function queueOf(row: KeptRow, item: ReviewItem, standing: ItemStanding): Fields {
  return {
    review_id: row['review_id'] ?? null,
    ordinal: row['ordinal'] ?? null,
    reviewer: standing.reviewer?.trim().toLowerCase() ?? null,
    second: standing.second?.trim().toLowerCase() ?? null,
    reviewer_decision: standing.reviewerDecision,
    second_decision: standing.secondDecision,
    outcome: standing.outcome,
    privileged: item.privileged ? 1 : 0,
    changed: item.changes.length > 0 ? 1 : 0,
  };
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import type { AccessReview } from '../../model/review.ts';
import type { QueuedItem } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import { checkOpen, type ReviewNow, reviewById, reviewNow } from './review-by-id.ts';

/** A review, and its items on the accounts in question. */
export interface ReviewMatch {
  readonly at: ReviewNow;
  /** By account id. */
  readonly items: ReadonlyMap<string, QueuedItem>;
  /** Of all its items. */
  readonly total: number;
}

const PAGE = 500;

/**
 * The open review that has items on some of these accounts.
 *
 * @param reviewId Null: the only one that has any.
 * @throws ERR_GUARD if the named one has none, ERR_REVIEW_CLOSED, ERR_REVIEW_UNKNOWN, ERR_ARGUMENT if several have
 */
export async function reviewOfAccounts(
  reader: StoreReader,
  reviewId: string | null,
  accounts: ReadonlySet<string>,
  fileName: string,
): Promise<ReviewMatch> {
  if (reviewId !== null) {
    const at = await reviewById(reader, reviewId);
    checkOpen(at);
    const match = await matchOf(reader, at, accounts);
    if (match.items.size === 0) throw noneOfIts(fileName, at.review);
    return match;
  }
  const matches: ReviewMatch[] = [];
  const closed: ReviewNow[] = [];
  for (const review of await reader.reviews()) {
    const at = await reviewNow(reader, review);
    if (at.closed === null) matches.push(await matchOf(reader, at, accounts));
    else closed.push(at);
  }
  const [found, other] = matches.filter(({ items }) => items.size > 0);
  if (found !== undefined && other !== undefined) throw several(fileName, [found.at.review, other.at.review]);
  if (found !== undefined) return found;
  for (const at of closed.toReversed()) if ((await matchOf(reader, at, accounts)).items.size > 0) checkOpen(at);
  throw unknown(fileName);
}

async function matchOf(reader: StoreReader, at: ReviewNow, accounts: ReadonlySet<string>): Promise<ReviewMatch> {
  const items = new Map<string, QueuedItem>();
  let after = 0;
  for (;;) {
    const page = await reader.reviewItems(at.review.reviewId, {}, after, PAGE);
    const last = page.items.at(-1);
    if (last === undefined) return { at, items, total: at.review.population.items };
    for (const one of page.items) if (accounts.has(one.frozen.accountId)) items.set(one.frozen.accountId, one);
    after = last.frozen.ordinal;
  }
}

function noneOfIts(fileName: string, { reviewId, name }: AccessReview): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `${bare(fileName)} is of another review: none of its decisions is on an account of ${reviewId} (${quote(name)}). Nothing was decided.`,
    'Name the review whose accounts were exported with entra-review, or leave --review away.',
  );
}

function unknown(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_REVIEW_UNKNOWN',
    `${bare(fileName)}: none of its decisions is on an account of an access review here. Nothing was decided.`,
    'Open the review first (clari-identity-mcp access-review open), export entra-review, and have Entra review that.',
  );
}

function several(fileName: string, reviews: readonly AccessReview[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `${bare(fileName)} has accounts of several open reviews: ${reviews.map((one) => `${one.reviewId} (${quote(one.name)}, of ${bare(one.app)})`).join(' and ')}. Nothing was decided.`,
    'Say at a terminal which it is about (clari-identity-mcp import FILE --review REVIEW_ID), or bring it on the page of the review.',
  );
}

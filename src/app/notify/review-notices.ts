import type { LedgerEntry, LedgerKind } from '../../model/ledger.ts';
import type { Store, StoreReader } from '../../store/store.ts';
import { reviewNow } from '../reviews/review-by-id.ts';
import type { NotifyDeps, OpenReview } from './deliver-notices.ts';
import type { Notice } from './notice.ts';

const AT_ONCE = 1_000;

const TYPES: Readonly<Partial<Record<LedgerKind, Notice['type']>>> = {
  'review.opened': 'review.opened',
  'review.decided': 'review.decided',
  'review.closed': 'review.closed',
};

/** What is to be sent of reviews, by the ledger and the reviews that are open. */
export function reviewNotices(store: Store): Pick<NotifyDeps, 'noticesAfter' | 'openReviews'> {
  return {
    noticesAfter: (sequence) => store.read((reader) => noticesAfter(reader, sequence)),
    openReviews: () => store.read(openReviews),
  };
}

async function noticesAfter(reader: StoreReader, sequence: number) {
  const notices: Notice[] = [];
  let upTo = sequence;
  for (;;) {
    const entries = await reader.ledger(upTo, AT_ONCE);
    for (const entry of entries) notices.push(...(await noticesOf(reader, entry)));
    upTo = entries.at(-1)?.sequence ?? upTo;
    if (entries.length < AT_ONCE) break;
  }
  // A ledger that ends before is another one: whoever asks begins anew.
  const last = (await reader.lastLedgerEntry())?.sequence ?? 0;
  return { notices, upTo: Math.min(upTo, last) };
}

async function noticesOf(
  reader: StoreReader,
  { kind, at, sequence, payload }: LedgerEntry,
): Promise<readonly Notice[]> {
  const type = TYPES[kind];
  const { review_id: reviewId, account_id: accountId, state } = payload;
  if (type !== undefined && typeof reviewId === 'string') return [{ type, reviewId, at, sequence }];
  if (kind !== 'claim.settled' || state !== 'contradicted' || typeof accountId !== 'string') return [];
  const items = await reader.reviewItemsOf(accountId);
  return [...new Set(items.filter(({ queue }) => queue.outcome === 'revoke').map((one) => one.reviewId))].map((id) => ({
    type: 'review.contradicted',
    reviewId: id,
    at,
    sequence,
  }));
}

async function openReviews(reader: StoreReader): Promise<readonly OpenReview[]> {
  const open: OpenReview[] = [];
  for (const review of await reader.reviews()) {
    const { closed } = await reviewNow(reader, review);
    if (closed === null) open.push({ reviewId: review.reviewId, dueAt: review.dueAt, sequence: review.ledgerSequence });
  }
  return open;
}

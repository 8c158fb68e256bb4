import type { AttestationLevel, Counting } from '../../model/attestation.ts';
import type { Settings } from '../../model/settings.ts';
import type { PackFile } from '../../report/pack/manifest.ts';
import type { ReviewOnPage } from '../../report/pack/review-sections.ts';
import { reviewCounter } from '../../report/pack/review-sums.ts';
import type { ReviewItemRow } from '../../report/pack/rows.ts';
import type { StoreReader } from '../../store/store.ts';
import { itemsNow } from '../reviews/item-now.ts';
import type { PackFolder } from './pack-folder.ts';
import { reviewDecisionRowOf, reviewItemRowOf, reviewRowOf } from './review-rows.ts';
import { tableWriter } from './table-writer.ts';

export interface WrittenReviews {
  readonly files: readonly PackFile[];
  readonly forPage: readonly ReviewOnPage[];
  /** How each opening, closing and decision came. */
  readonly levels: readonly AttestationLevel[];
}

const PAGE = 500;

interface Writing {
  readonly settings: Settings;
  readonly counting: Counting;
  /** How many rows of each table the page shows of all reviews together. */
  readonly shown: number;
  /** Throws once the export was cancelled. */
  stop(): void;
}

/** Writes every review, with its items page by page as they stand now. */
export async function writeReviews(folder: PackFolder, reader: StoreReader, options: Writing): Promise<WrittenReviews> {
  const [reviews, items, decided] = [
    tableWriter(folder, 'reviews'),
    tableWriter(folder, 'review_items'),
    tableWriter(folder, 'review_decisions'),
  ];
  const forPage: ReviewOnPage[] = [];
  const levels: AttestationLevel[] = [];
  let [itemsLeft, decisionsLeft] = [options.shown, options.shown];
  for (const review of await reader.reviews()) {
    const { reviewId, dueAt } = review;
    const row = reviewRowOf(review, await reader.reviewEvents(reviewId));
    await reviews.write(row);
    levels.push(row.attestation, ...(row.closed_through === null ? [] : [row.closed_through]));
    const shownItems: ReviewItemRow[] = [];
    const counter = reviewCounter();
    let after: number | null = 0;
    while (after !== null) {
      options.stop();
      const page = await reader.reviewItems(reviewId, {}, after, PAGE);
      for (const one of await itemsNow(reader, options, review, row.status === 'closed', page.items)) {
        const { frozen, queue, state, followUp, recordId } = one;
        const item = reviewItemRowOf(reviewId, frozen, queue, { state, planId: followUp.planId, recordId });
        await items.write(item);
        counter.add(item);
        if (shownItems.length < itemsLeft) shownItems.push(item);
      }
      after = page.items.at(-1)?.frozen.ordinal ?? null;
    }
    const rows = (await reader.reviewDecisions(reviewId, null)).map((one) => reviewDecisionRowOf(one, dueAt));
    for (const one of rows) {
      await decided.write(one);
      levels.push(one.attestation);
    }
    const shownDecisions = rows.slice(0, decisionsLeft);
    itemsLeft -= shownItems.length;
    decisionsLeft -= shownDecisions.length;
    forPage.push({
      review: row,
      progress: await reader.reviewProgress(reviewId),
      sums: counter.build(row, options.counting.now),
      items: shownItems,
      decisions: shownDecisions,
      decided: rows.length,
    });
  }
  return {
    files: [...(await reviews.end()), ...(await items.end()), ...(await decided.end())],
    forPage,
    levels,
  };
}

import { countingAt, evaluate } from '../../evaluation/index.ts';
import type { ItemState, ReviewGap } from '../../model/review.ts';
import type { ItemFilter, ReviewerProgress } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { readCursor, writeCursor } from '../lookups/cursor.ts';
import { type ItemNow, itemsNow } from './item-now.ts';
import { ownName, ownPart } from './own-part.ts';
import { standingsNow } from './people.ts';
import { type ReviewNow, reviewById } from './review-by-id.ts';

export interface ReviewQuestion {
  readonly reviewId: string;
  /** Only what this person has to decide, as an e-mail address; null: everybody's. */
  readonly reviewer: string | null;
  /** Names of a caller who sees nothing but what they have to decide; null: all of it. */
  readonly ownOnly: readonly string[] | null;
  readonly state: ItemState | null;
  readonly changedOnly: boolean;
  readonly limit: number;
  readonly cursor: string | null;
}

export interface ShownItem extends ItemNow {
  /** Those at opening, as far as they still hold, and reviewers who have left since. */
  readonly gapsNow: readonly ReviewGap[];
}

export interface ReviewPage {
  readonly at: ReviewNow;
  readonly progress: readonly ReviewerProgress[];
  readonly items: readonly ShownItem[];
  /** Null: only counting them all would tell. */
  readonly total: number | null;
  readonly nextCursor: string | null;
}

/** A review with a page of its items as they stand now. */
export async function showReview(deps: Deps, question: ReviewQuestion): Promise<ReviewPage> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const at = await reviewById(reader, question.reviewId);
    const { reviewId } = at.review;
    const progress = await reader.reviewProgress(reviewId);
    const reviewer = question.ownOnly === null ? question.reviewer : ownName(progress, question.ownOnly);
    const asked = {
      review: reviewId,
      reviewer,
      state: question.state,
      changed: question.changedOnly,
    };
    const [key] = question.cursor === null ? ['0'] : readCursor(question.cursor, 0, asked);
    const found = await itemsWith(reader, deps, at, { ...question, reviewer }, Number(key ?? 0));
    const last = found.items.at(-1);
    return {
      ...(question.ownOnly === null ? { at, progress } : ownPart(at, progress, question.ownOnly)),
      items: await withGaps(reader, deps, found.items),
      total: found.total,
      nextCursor: last === undefined || !found.more ? null : writeCursor(0, asked, [String(last.frozen.ordinal)]),
    };
  });
}

interface Found {
  readonly items: readonly ItemNow[];
  readonly total: number | null;
  readonly more: boolean;
}

/** What a state beyond `decided` is, no column has: items that were decided so are opened until the page is full. */
async function itemsWith(
  reader: StoreReader,
  deps: Deps,
  at: ReviewNow,
  { reviewer, state, changedOnly, limit }: ReviewQuestion,
  after: number,
): Promise<Found> {
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const filter = { ...filterOf(state), changedOnly, person: reviewer?.trim().toLowerCase() };
  const items: ItemNow[] = [];
  let from = after;
  let total: number | null = null;
  for (;;) {
    const page = await reader.reviewItems(at.review.reviewId, filter, from, limit + 1);
    const last = page.items.at(-1);
    total ??= isOneColumn(state) ? page.total : null;
    const now = await itemsNow(
      reader,
      { settings: deps.settings, counting },
      at.review,
      at.closed !== null,
      page.items,
    );
    items.push(...now.filter((one) => isOneColumn(state) || one.state === state));
    if (items.length > limit || page.items.length <= limit || last === undefined)
      return { items: items.slice(0, limit), total, more: items.length > limit };
    from = last.frozen.ordinal;
  }
}

function isOneColumn(state: ItemState | null): boolean {
  return state === null || state === 'undecided' || state === 'not_reviewed';
}

function filterOf(state: ItemState | null): ItemFilter {
  if (state === null) return {};
  if (state === 'undecided' || state === 'not_reviewed') return { decided: false };
  return state === 'decided' ? { decided: true } : { outcomes: ['revoke', 'change_role'] };
}

/** Whoever has left since is a gap as well; a place that was filled meanwhile is none any more. */
async function withGaps(reader: StoreReader, deps: Deps, items: readonly ItemNow[]): Promise<readonly ShownItem[]> {
  const people = new Set(items.flatMap(({ queue }) => [queue.reviewer, queue.second].flatMap((one) => one ?? [])));
  const standings = await standingsNow(reader, deps, people);
  return items.map((one) => {
    const { frozen, queue } = one;
    const left = [queue.reviewer, queue.second].some((person) => person !== null && standings.get(person) === 'leaver');
    const isReplaced = queue.reviewer !== frozen.reviewer;
    const kept = frozen.gaps.filter((gap) => (gap === 'no_second_reviewer' ? queue.second === null : !isReplaced));
    return { ...one, gapsNow: [...new Set([...kept, ...(left ? (['reviewer_left'] as const) : [])])] };
  });
}

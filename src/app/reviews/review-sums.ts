import { countingAt, evaluate } from '../../evaluation/index.ts';
import {
  type DecidedSums,
  type FollowUpSums,
  mostOwing,
  type ReviewerSums,
  type ReviewSums,
} from '../../model/review-progress.ts';
import type { OutcomeSum, ReviewerOutcome } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { itemsNow } from './item-now.ts';
import { ownName } from './own-part.ts';
import { type ReviewNow, reviewById } from './review-by-id.ts';

/** Whoever looks at more asks for the items of one state. */
const MOST_FOLLOWED = 500;

const NONE: DecidedSums = { keep: 0, revoke: 0, changeRole: 0, waiting: 0, undecided: 0 };

/** A review in numbers. `ownOnly`: names of a caller who sees nothing but what they have to decide. */
export async function reviewSums(
  deps: Deps,
  { reviewId, ownOnly }: { readonly reviewId: string; readonly ownOnly: readonly string[] | null },
): Promise<ReviewSums> {
  await evaluate(deps);
  return deps.store.read(async (reader) => {
    const at = await reviewById(reader, reviewId);
    const outcomes = await reader.reviewerOutcomes(reviewId);
    const own = ownOnly === null ? null : ownName(await reader.reviewProgress(reviewId), ownOnly);
    const all = ownOnly === null ? sumOf(await reader.outcomeSums(reviewId)) : null;
    return {
      status: at.closed !== null ? 'closed' : deps.clock() > at.review.dueAt ? 'overdue' : 'open',
      dueAt: at.review.dueAt,
      all,
      ...mostOwing(reviewersOf(outcomes).filter(({ person }) => own === null || person === own)),
      followUp: all === null ? null : await followUpSums(reader, deps, at, all.revoke + all.changeRole),
    };
  });
}

function reviewersOf(outcomes: readonly ReviewerOutcome[]): readonly ReviewerSums[] {
  const people = new Map<string | null, ReviewerSums>();
  for (const one of outcomes) {
    const known = people.get(one.person) ?? { ...NONE, person: one.person };
    people.set(one.person, { ...added(known, one, one.owed), person: one.person });
  }
  return [...people.values()];
}

function sumOf(outcomes: readonly OutcomeSum[]): DecidedSums {
  return outcomes.reduce<DecidedSums>((sums, one) => added(sums, one, one.items), NONE);
}

/** `owed`: how many of undecided items are undecided because of this person. */
function added(sums: DecidedSums, { outcome, items }: OutcomeSum, owed: number): DecidedSums {
  switch (outcome) {
    case 'keep':
      return { ...sums, keep: sums.keep + items };
    case 'revoke':
      return { ...sums, revoke: sums.revoke + items };
    case 'change_role':
      return { ...sums, changeRole: sums.changeRole + items };
    case 'not_mine':
    case null:
      return { ...sums, undecided: sums.undecided + owed, waiting: sums.waiting + items - owed };
    default:
      return outcome satisfies never;
  }
}

/** What came of an item, no column has: each is opened. Null: there are too many. */
async function followUpSums(
  reader: StoreReader,
  deps: Deps,
  at: ReviewNow,
  changing: number,
): Promise<FollowUpSums | null> {
  if (changing > MOST_FOLLOWED) return null;
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const sums = { decided: 0, planned: 0, recorded: 0, verifying: 0, confirmed: 0, contradicted: 0 };
  const { items } = await reader.reviewItems(
    at.review.reviewId,
    { outcomes: ['revoke', 'change_role'] },
    0,
    MOST_FOLLOWED,
  );
  for (const { state } of await itemsNow(
    reader,
    { settings: deps.settings, counting },
    at.review,
    at.closed !== null,
    items,
  ))
    if (state !== 'undecided' && state !== 'not_reviewed') sums[state] += 1;
  return sums;
}

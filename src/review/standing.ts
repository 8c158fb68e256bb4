import { type ItemDecision, isOneOf, type ReviewItem, type ReviewVerb } from '../model/review.ts';
import { isSameText } from './same-text.ts';

/** Who has to decide an item, what each said last, and what holds. */
export interface ItemStanding {
  readonly reviewer: string | null;
  readonly second: string | null;
  readonly reviewerDecision: ReviewVerb | null;
  readonly secondDecision: ReviewVerb | null;
  /** What holds; null: undecided, or the two reviewers disagree. */
  readonly outcome: ReviewVerb | null;
}

type Said = Pick<ItemDecision, 'decision' | 'as' | 'role' | 'to'>;

/**
 * Where an item stands after its decisions, in the order of the ledger. A privileged account needs two that agree; who
 * hands an item on has decided nothing, and takes back what they decided before.
 */
export function itemStanding(
  item: Pick<ReviewItem, 'reviewer' | 'second' | 'privileged'>,
  decisions: readonly Said[],
): ItemStanding {
  let { reviewer, second } = item;
  let first: Said | null = null;
  let other: Said | null = null;
  for (const said of decisions) {
    const handsOn = said.decision === 'not_mine';
    if (said.as === 'reviewer') {
      first = handsOn ? null : said;
      if (handsOn) reviewer = said.to;
    } else {
      other = handsOn ? null : said;
      if (handsOn) second = said.to;
    }
  }
  const reviewerDecision = first?.decision ?? null;
  const secondDecision = other?.decision ?? null;
  const agree = first !== null && (!item.privileged || (other !== null && isSame(first, other)));
  return { reviewer, second, reviewerDecision, secondDecision, outcome: agree ? reviewerDecision : null };
}

function isSame(one: Said, other: Said): boolean {
  return one.decision === other.decision && isSameText(one.role, other.role);
}

/** In whose place a person decides an item now; null: it is not theirs. */
export function placeOf(
  person: string,
  { reviewer, second }: Pick<ItemStanding, 'reviewer' | 'second'>,
): ItemDecision['as'] | null {
  if (reviewer !== null && isOneOf(person, [reviewer])) return 'reviewer';
  return second !== null && isOneOf(person, [second]) ? 'second' : null;
}

import { type DecidedSums, mostOwing, type ReviewSums } from '../../model/review-progress.ts';
import type { Instant } from '../../model/time.ts';
import type { ReviewItemRow, ReviewRow } from './rows.ts';

const NONE = { keep: 0, revoke: 0, changeRole: 0, waiting: 0, undecided: 0 };
type Counts = { -readonly [Part in keyof DecidedSums]: number };

/** Counts the items of a review row by row, because a pack may have a million of them. */
export function reviewCounter() {
  const all: Counts = { ...NONE };
  const people = new Map<string | null, Counts>();
  const followUp = { decided: 0, planned: 0, recorded: 0, verifying: 0, confirmed: 0, contradicted: 0 };
  const add = (person: string | null, part: keyof DecidedSums) => {
    const counts = people.get(person) ?? { ...NONE };
    people.set(person, counts);
    counts[part] += 1;
  };
  return {
    add(row: ReviewItemRow): void {
      const part = partOf(row);
      all[part] += 1;
      const { reviewer, second, state } = row;
      // Who disagree owe it both.
      const owes = (own: string | null, other: string | null) =>
        part !== 'undecided' || own === null || other !== null ? part : 'waiting';
      if (reviewer !== null) add(reviewer, owes(row.reviewer_decision, row.second_decision));
      if (second !== null && second !== reviewer) add(second, owes(row.second_decision, row.reviewer_decision));
      if (reviewer === null || (row.privileged && second === null)) add(null, part);
      if ((part === 'revoke' || part === 'changeRole') && state !== 'undecided' && state !== 'not_reviewed')
        followUp[state] += 1;
    },
    /** As the review stood at a moment. */
    build({ status, due_at: dueAt }: Pick<ReviewRow, 'status' | 'due_at'>, at: Instant): ReviewSums {
      return {
        status: status === 'open' && at > dueAt ? 'overdue' : status,
        dueAt,
        all,
        ...mostOwing([...people].map(([person, counts]) => ({ person, ...counts }))),
        followUp,
      };
    },
  };
}

function partOf({ outcome }: ReviewItemRow): keyof DecidedSums {
  if (outcome === null || outcome === 'not_mine') return 'undecided';
  return outcome === 'change_role' ? 'changeRole' : outcome;
}

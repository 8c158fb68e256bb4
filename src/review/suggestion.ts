import type { JudgedAccount } from '../model/judged-account.ts';
import type { ReviewItem } from '../model/review.ts';
import { DAY_MS, type Instant } from '../model/time.ts';

type Suggestion = ReviewItem['suggestion'];

/** Nobody who works with an application leaves it unused for longer. */
const UNUSED_MS = 90 * DAY_MS;

/** What the facts point at, and why. It decides nothing: where they point nowhere, it says what a reviewer has to find out. */
export function suggestionOf(
  { verdict, underlying }: Pick<JudgedAccount, 'verdict' | 'underlying'>,
  lastUsedAt: Instant | null,
  now: Instant,
): Suggestion {
  switch (verdict.finding) {
    case 'contradicted':
      return revoke('It was recorded as deactivated, and a later read shows it active.');
    case 'reappeared':
      return revoke('It was confirmed as deactivated, and is active again without a present right.');
    case 'awaiting_verification':
      return revoke('It was recorded as deactivated, which no later read has confirmed yet.');
    case 'leaver_active':
      return verdict.reason === 'suspended_maybe_leave'
        ? open('Its owner is suspended, which may be leave: ask HR.')
        : revoke("Its owner's directory access ended.");
    case 'unassigned_active':
      return revoke('Its owner is no longer assigned to the application in the directory.');
    case 'orphaned':
      return revoke('Nobody in any directory in scope owns it: find out who uses it, or revoke it.');
    case 'duplicate_account':
      return open('Its owner has two active accounts: keep the one in use.');
    case 'exempt':
      return keep(`A person decided that it may stay for now; without that it would be ${underlying}.`);
    case 'needs_review':
      return open('Who owns it, or whether they left, is not certain: that is for a person to find out.');
    case 'inconclusive':
      return open(`The reads do not settle it (${verdict.reason}).`);
    case 'ok':
      return lastUsedAt !== null && Date.parse(now) - Date.parse(lastUsedAt) > UNUSED_MS
        ? open(
            `Its owner is entitled, and no read shows its use since ${lastUsedAt.slice(0, 10)}: ask whether it is needed.`,
          )
        : keep('The directory says that its owner is entitled.');
    case 'inactive':
      return keep('It is not active.');
    default:
      return verdict.finding satisfies never;
  }
}

function keep(why: string): Suggestion {
  return { decision: 'keep', why };
}

function revoke(why: string): Suggestion {
  return { decision: 'revoke', why };
}

function open(why: string): Suggestion {
  return { decision: null, why };
}

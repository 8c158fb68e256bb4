import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { ItemDecision, ReviewOutcome } from '../../model/review.ts';
import type { Instant } from '../../model/time.ts';

type Said = Pick<ItemDecision, 'ordinal' | 'as' | 'decision' | 'role' | 'statedBy' | 'decidedAt'>;

/** What the decisions of a review, in the order of the ledger, come to: of each place the last one counts. */
export function decidedIn(
  decisions: Iterable<Said>,
  dueAt: Instant,
): Pick<ReviewOutcome, 'late' | 'byReviewer' | 'hash'> {
  const last = new Map<string, Said>();
  for (const one of decisions) last.set(`${one.ordinal} ${one.as}`, one);
  const standing = [...last.values()].filter(({ decision }) => decision !== 'not_mine');
  const byReviewer = new Map<string, number>();
  for (const { statedBy } of standing) byReviewer.set(statedBy, (byReviewer.get(statedBy) ?? 0) + 1);
  const hash = createHash('sha256');
  for (const { ordinal, as, decision, role, statedBy } of standing.toSorted(byPlace))
    hash.update(`${canonicalJson({ item: ordinal, as, decision, role, stated_by: statedBy })}\n`);
  return {
    late: new Set(standing.filter(({ decidedAt }) => decidedAt > dueAt).map(({ ordinal }) => ordinal)).size,
    byReviewer: [...byReviewer]
      .map(([reviewer, decided]) => ({ reviewer, decided }))
      .sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1)),
    hash: hash.digest('hex'),
  };
}

function byPlace(a: Said, b: Said): number {
  return a.ordinal - b.ordinal || (a.as < b.as ? -1 : 1);
}

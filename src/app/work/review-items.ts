import { bare, quote } from '../../model/foreign.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { reviewNow } from '../reviews/review-by-id.ts';
import type { WorkItem } from './item.ts';

const NAMED = 3;

/** Open access reviews: who owes how much, and since when it is too late. */
export async function reviewItems(reader: StoreReader, { clock }: Pick<Deps, 'clock'>): Promise<readonly WorkItem[]> {
  const items: WorkItem[] = [];
  for (const review of await reader.reviews()) {
    const { closed, owner } = await reviewNow(reader, review);
    if (closed !== null) continue;
    const { reviewId, dueAt } = review;
    const progress = await reader.reviewProgress(reviewId);
    const owing = progress.filter(({ owed }) => owed > 0).toSorted((a, b) => b.owed - a.owed);
    const { total: undecided } = await reader.reviewItems(reviewId, { decided: false }, 0, 1);
    const isLate = clock() > dueAt;
    items.push({
      id: reviewId,
      kind: 'review',
      state: isLate ? 'ended' : 'ready',
      accountId: null,
      app: review.app,
      email: null,
      title: `Access review ${quote(review.name)} of ${bare(review.app)}: ${undecided} of ${review.population.items} items undecided${isLate ? ', past its due date' : ''}`,
      waitsFor:
        undecided === 0
          ? `${owner === null ? 'A person' : bare(owner)}, to close it.`
          : `${owing
              .slice(0, NAMED)
              .map(({ person, owed }) => `${person === null ? 'a reviewer for' : bare(person)} ${owed}`)
              .join(', ')}${owing.length > NAMED ? ` and ${owing.length - NAMED} more` : ''}.`,
      deadline: { dueAt, state: isLate ? 'late' : 'running', basis: null },
      nextCommand:
        undecided === 0
          ? `clari-identity-mcp access-review close ${reviewId}`
          : `clari-identity-mcp access-review show ${reviewId}${isLate ? ' --state undecided' : ''}`,
    });
  }
  return items;
}

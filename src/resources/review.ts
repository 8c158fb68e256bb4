import type { ResourceTemplate } from '../resource.ts';
import { resourceJson } from './resource-json.ts';

export const review: ResourceTemplate = {
  uriTemplate: 'clari://reviews/{review_id}',
  variable: 'review_id',
  name: 'review',
  title: 'One access review and who owes what',
  description:
    'One access review as it was opened, with its frozen population and the reads that prove it; who owes how many items; and its outcome once it is closed.',
  mimeType: 'application/json',
  async complete(typed, deps) {
    const { suggestReviews } = await import('../app/lookups/suggest.ts');
    return suggestReviews(deps, typed);
  },
  async read(wanted, deps) {
    const { reviewById } = await import('../app/reviews/review-by-id.ts');
    return deps.store.read(async (reader) => {
      const { review: opened, closed, owner, deputy } = await reviewById(reader, wanted);
      const progress = await reader.reviewProgress(opened.reviewId);
      return resourceJson({ ...opened, owner, deputy, progress, closed });
    });
  },
};

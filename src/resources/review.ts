import { namesOf } from '../model/actor.ts';
import { isOneOf } from '../model/review.ts';
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
  roles: ['viewer', 'reviewer'],
  async complete(typed, deps) {
    const { suggestReviews } = await import('../app/lookups/suggest.ts');
    return suggestReviews(deps, typed);
  },
  async read(wanted, deps) {
    const { reviewById } = await import('../app/reviews/review-by-id.ts');
    return deps.store.read(async (reader) => {
      const { review: opened, closed, owner, deputy } = await reviewById(reader, wanted);
      const all = await reader.reviewProgress(opened.reviewId);
      // Who has nothing but the role of a reviewer sees what was put to them.
      const progress = deps.roles.includes('viewer')
        ? all
        : all.filter(({ person }) => person !== null && isOneOf(person, namesOf(deps.actor)));
      return resourceJson({ ...opened, owner, deputy, progress, closed });
    });
  },
};

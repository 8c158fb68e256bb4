import { namesOf } from '../model/actor.ts';
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
    const [{ reviewById }, { ownPart }] = await Promise.all([
      import('../app/reviews/review-by-id.ts'),
      import('../app/reviews/own-part.ts'),
    ]);
    return deps.store.read(async (reader) => {
      const at = await reviewById(reader, wanted);
      const { review: opened, owner, deputy } = at;
      const { reviewers, ...rest } = opened;
      const all = await reader.reviewProgress(opened.reviewId);
      // Who has nothing but the role of a reviewer sees what was put to them.
      if (!deps.roles.includes('viewer')) {
        const { at: own, progress } = ownPart(at, all, namesOf(deps.actor));
        return resourceJson({ ...rest, owner, deputy, progress, closed: own.closed });
      }
      const rules = {
        ...reviewers,
        byRole: Object.entries(reviewers.byRole).map(([role, person]) => ({ role, person })),
        byTeam: Object.entries(reviewers.byTeam).map(([team, person]) => ({ team, person })),
      };
      return resourceJson({ ...rest, reviewers: rules, owner, deputy, progress: all, closed: at.closed });
    });
  },
};

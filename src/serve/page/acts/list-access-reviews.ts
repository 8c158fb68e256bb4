import * as z from 'zod';
import { namesOf } from '../../../model/actor.ts';
import { REVIEW_STATUSES } from '../../../model/review.ts';
import { count, defineTool, READING } from '../../../tool.ts';

const own = z.object({ items: count, owed: count });

export const listAccessReviews = defineTool({
  name: 'list_access_reviews',
  title: 'List access reviews',
  description: 'The access reviews that somebody may see, those that wait first.',
  inputSchema: z.strictObject({
    status: z.enum(REVIEW_STATUSES).optional(),
    skip: z.int().min(0).max(1_000_000).default(0),
    limit: z.int().min(1).max(200).default(25),
  }),
  outputSchema: z.object({
    reviews: z.array(
      z.object({
        review_id: z.string(),
        name: z.string(),
        app: z.string(),
        status: z.enum(REVIEW_STATUSES),
        opened_at: z.string(),
        due_at: z.string(),
        owner: z.string().nullable(),
        items: count,
        undecided: count,
        incomplete: z.boolean().describe('a person accepted a population that is not proven complete'),
        own: own.nullable().describe('what is put to whoever asks'),
      }),
    ),
    total: count,
  }),
  annotations: READING,
  roles: ['viewer', 'reviewer'],
  async handler({ status = null, skip, limit }, { deps }) {
    const { listReviews } = await import('../../../app/reviews/list-reviews.ts');
    const { reviews, total } = await listReviews(deps, {
      status,
      names: namesOf(deps.actor),
      ownOnly: !deps.roles.includes('viewer'),
      skip,
      limit,
    });
    return {
      structured: {
        reviews: reviews.map((one) => ({
          review_id: one.at.review.reviewId,
          name: one.at.review.name,
          app: one.at.review.app,
          status: one.status,
          opened_at: one.at.review.openedAt,
          due_at: one.at.review.dueAt,
          owner: one.at.owner,
          items: one.at.review.population.items,
          undecided: one.undecided,
          incomplete: one.at.review.acceptedIncomplete !== null,
          own: one.own,
        })),
        total,
      },
      text: `${total} access reviews.`,
    };
  },
});

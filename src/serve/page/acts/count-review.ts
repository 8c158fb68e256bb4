import * as z from 'zod';
import { namesOf } from '../../../model/actor.ts';
import { REVIEW_STATUSES } from '../../../model/review.ts';
import { count, defineTool, READING } from '../../../tool.ts';

const sums = { keep: count, revoke: count, change_role: count, waiting: count, undecided: count };

/** What the picture of an access review is drawn from. */
export const countReview = defineTool({
  name: 'count_review',
  title: 'Count an access review',
  description: 'The items of an access review by what was decided and by what came of it.',
  inputSchema: z.strictObject({ review_id: z.string().min(1).max(100) }),
  outputSchema: z.object({
    status: z.enum(REVIEW_STATUSES),
    due_at: z.string(),
    all: z.object(sums).nullable(),
    reviewers: z.array(z.object({ person: z.string().nullable(), ...sums })),
    more_reviewers: count,
    follow_up: z
      .object({
        decided: count,
        planned: count,
        recorded: count,
        verifying: count,
        confirmed: count,
        contradicted: count,
      })
      .nullable(),
  }),
  annotations: READING,
  roles: ['viewer', 'reviewer'],
  async handler({ review_id: reviewId }, { deps }) {
    const { reviewSums } = await import('../../../app/reviews/review-sums.ts');
    const ownOnly = deps.roles.includes('viewer') ? null : namesOf(deps.actor);
    const { status, dueAt, all, reviewers, moreReviewers, followUp } = await reviewSums(deps, { reviewId, ownOnly });
    const named = <Of extends { readonly changeRole: number }>({ changeRole, ...rest }: Of) => ({
      ...rest,
      change_role: changeRole,
    });
    return {
      structured: {
        status,
        due_at: dueAt,
        all: all === null ? null : named(all),
        reviewers: reviewers.map(named),
        more_reviewers: moreReviewers,
        follow_up: followUp,
      },
      text: `${reviewers.length} reviewers.`,
    };
  },
});

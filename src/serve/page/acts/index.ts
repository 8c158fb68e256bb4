import type { Tool } from '../../../tool.ts';
import { cancelPlan } from './cancel-plan.ts';
import { changeReviewOwner } from './change-review-owner.ts';
import { countReview } from './count-review.ts';
import { drawFindings } from './draw-findings.ts';
import { listAccessReviews } from './list-access-reviews.ts';

/** Each with a tool of the server without which it is not offered either. */
const ACTS: readonly { readonly tool: Tool; readonly beside: string }[] = [
  { tool: cancelPlan, beside: 'approve_offboarding_plan' },
  { tool: changeReviewOwner, beside: 'close_access_review' },
  { tool: listAccessReviews, beside: 'get_access_review' },
  { tool: countReview, beside: 'get_access_review' },
  { tool: drawFindings, beside: 'find_orphaned_accounts' },
];

/** What only people do, and no assistant is offered: tools of the page alone. */
export function ownActs(offered: readonly Tool[]): readonly Tool[] {
  return ACTS.flatMap(({ tool, beside }) => (offered.some(({ name }) => name === beside) ? [tool] : []));
}

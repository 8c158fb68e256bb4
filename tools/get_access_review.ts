import * as z from 'zod';
import { namesOf } from '../src/model/actor.ts';
import { ITEM_STATES, REVIEW_STATUSES } from '../src/model/review.ts';
import { shownTime } from '../src/model/shown-time.ts';
import { count, defineTool, READING, responseFormat } from '../src/tool.ts';
import { withoutNulls } from './parts/account-part.ts';
import {
  answersLine,
  itemLines,
  itemOf,
  itemOutput,
  outcomeLine,
  outcomeOf,
  outcomeOutput,
  populationLines,
  populationOf,
  populationOutput,
  progressLine,
  reviewName,
} from './parts/review-part.ts';

export const getAccessReview = defineTool({
  name: 'get_access_review',
  title: 'See an access review',
  description:
    'Where an access review stands: its frozen population, who owes what, and a page of items with evidence, what changed since the last review, a suggestion that decides nothing, decisions, and what came of each, after closing too.',
  inputSchema: z.strictObject({
    review_id: z.string().min(1).max(100),
    reviewer: z.string().max(320).optional().describe("only this person's items"),
    state: z.enum(ITEM_STATES).optional(),
    changed_only: z.boolean().default(false),
    response_format: responseFormat,
    limit: z.int().min(1).max(200).default(25),
    cursor: z.string().max(2_000).optional(),
  }),
  outputSchema: z.object({
    review_id: z.string(),
    status: z.enum(REVIEW_STATUSES),
    due_at: z.string(),
    owner: z.string().optional(),
    deputy: z.string().optional(),
    accepted_incomplete: z.string().optional(),
    population: populationOutput,
    progress: z.array(z.object({ reviewer: z.string().nullable(), items: count, owed: count })),
    items: z.array(itemOutput),
    outcome: outcomeOutput.optional(),
    total: count.nullable(),
    next_cursor: z.string().nullable(),
  }),
  annotations: READING,
  view: 'review',
  roles: ['viewer', 'reviewer'],
  async handler(args, { deps }) {
    const { showReview } = await import('../src/app/reviews/show-review.ts');
    const page = await showReview(deps, {
      reviewId: args.review_id,
      reviewer: args.reviewer ?? null,
      ownOnly: deps.roles.includes('viewer') ? null : namesOf(deps.actor),
      state: args.state ?? null,
      changedOnly: args.changed_only,
      limit: args.limit,
      cursor: args.cursor ?? null,
    });
    const { review, closed, owner, deputy } = page.at;
    const isOverdue = closed === null && deps.clock() > review.dueAt;
    const status = closed === null ? (isOverdue ? ('overdue' as const) : ('open' as const)) : ('closed' as const);
    return {
      structured: {
        review_id: review.reviewId,
        status,
        due_at: review.dueAt,
        ...withoutNulls({ owner, deputy, accepted_incomplete: review.acceptedIncomplete }),
        population: populationOf(review.population),
        progress: page.progress.map(({ person, items, owed }) => ({ reviewer: person, items, owed })),
        items: page.items.map((one) => itemOf(one, args.response_format === 'detailed')),
        ...(closed === null ? {} : { outcome: outcomeOf(closed.outcome) }),
        total: page.total,
        next_cursor: page.nextCursor,
      },
      text: [
        `${reviewName(page.at)}${isOverdue ? `, OVERDUE since ${shownTime(review.dueAt)}` : ''}.`,
        ...populationLines(review.population, review.acceptedIncomplete),
        ...answersLine(page.at),
        closed === null ? progressLine(page) : outcomeLine(closed.outcome),
        `${page.items.length}${page.total === null ? '' : ` of ${page.total}`} items${page.nextCursor === null ? '.' : `; next page: cursor=${page.nextCursor}`}`,
        ...page.items.flatMap(itemLines),
      ].join('\n'),
    };
  },
});

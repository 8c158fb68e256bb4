import * as z from 'zod';
import type { Role } from '../../model/actor.ts';
import type { Link } from '../../views/page/decision.ts';

/** Answers name different things alike: `items` is a list here and a number there. */
const named = z.looseObject({
  plan_id: z.string().optional().catch(undefined),
  review_id: z.string().optional().catch(undefined),
  account: z
    .union([z.string(), z.looseObject({ account_id: z.string() })])
    .optional()
    .catch(undefined),
  items: z
    .array(z.looseObject({ item_id: z.string().optional(), plan_id: z.string().optional() }))
    .optional()
    .catch(undefined),
});

/** Where to go on from an answer, and from what was asked: what they name, if the page shows that to this person. */
export function linksOf(asked: unknown, structured: unknown, roles: readonly Role[]): readonly Link[] {
  const [question, found] = [named.safeParse(asked).data, named.safeParse(structured).data];
  const reviewId = found?.review_id ?? question?.review_id;
  const review =
    reviewId === undefined ? [] : [{ path: `/reviews/${encodeURIComponent(reviewId)}`, name: 'The review' }];
  if (!roles.includes('viewer')) return review;
  const planId = found?.plan_id ?? question?.plan_id;
  const account = found?.account;
  const id = typeof account === 'object' ? account.account_id : account;
  return [
    ...(planId === undefined ? [] : [{ path: `/plans/${encodeURIComponent(planId)}`, name: 'The plan' }]),
    ...(found?.items ?? []).flatMap(({ item_id, plan_id }) =>
      plan_id === undefined
        ? []
        : [{ path: `/plans/${encodeURIComponent(plan_id)}`, name: `The plan for item ${item_id ?? ''}` }],
    ),
    ...review,
    ...(id === undefined ? [] : [{ path: `/accounts/${encodeURIComponent(id)}`, name: 'The account' }]),
  ];
}

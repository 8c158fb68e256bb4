import * as z from 'zod';
import type { Link } from '../../views/page/decision.ts';

const named = z.looseObject({
  plan_id: z.string().optional(),
  review_id: z.string().optional(),
  account: z.union([z.string(), z.looseObject({ account_id: z.string() })]).optional(),
});

/** Where to go on from an answer: what it names, if the page shows that. */
export function linksOf(structured: unknown): readonly Link[] {
  const found = named.safeParse(structured);
  if (!found.success) return [];
  const { plan_id, review_id, account } = found.data;
  const id = typeof account === 'object' ? account.account_id : account;
  return [
    ...(plan_id === undefined ? [] : [{ path: `/plans/${encodeURIComponent(plan_id)}`, name: 'The plan' }]),
    ...(review_id === undefined ? [] : [{ path: `/reviews/${encodeURIComponent(review_id)}`, name: 'The review' }]),
    ...(id === undefined ? [] : [{ path: `/accounts/${encodeURIComponent(id)}`, name: 'The account' }]),
  ];
}

import * as z from 'zod';
import { REVIEW_DECISIONS } from '../src/model/review.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';

export const decideReviewItems = defineTool({
  name: 'decide_review_items',
  title: 'Have a person decide review items',
  description:
    "Shows what a reviewer decides about items of an access review to the person in a form, at most 25 at once, and keeps it under their name: keep, revoke, change_role (role) or not_mine (to). A revoke, and keeping an account against its finding, need a rationale in the reviewer's words. Nobody decides on their own account. No code decides: prepare, and let the person answer. A revoke drafts its offboarding plan.",
  inputSchema: z.strictObject({
    review_id: z.string().min(1).max(100),
    items: z
      .array(
        z.strictObject({
          item_id: z.string().max(40).describe('as it was shown'),
          decision: z.enum(REVIEW_DECISIONS),
          rationale: z.string().max(2_000).optional(),
          role: z.string().max(256).optional(),
          to: z.string().max(320).optional().describe('e-mail'),
        }),
      )
      .min(1)
      .max(200),
    reviewer: z.string().max(320).optional().describe('who stated it, where another person enters it'),
  }),
  outputSchema: z.object({
    status: z.enum(['decided', 'already_decided']),
    items: z.array(
      z.object({
        item_id: z.string(),
        accepted: z.boolean(),
        why_not: z.string().optional(),
        plan_id: z.string().optional(),
        plan_problem: z.string().optional(),
      }),
    ),
    ledger: z.object({ sequence: count, hash: z.string() }).optional(),
  }),
  annotations: WRITING,
  roles: ['operator', 'reviewer'],
  async handler(args, context) {
    const { deps, attestation, session, confirm } = context;
    const { decideAndFollow, decisionQuestion } = await import('../src/answers/review-decided.ts');
    const request = {
      reviewId: args.review_id,
      items: args.items.map((one) => ({
        itemId: one.item_id,
        decision: one.decision,
        rationale: one.rationale ?? null,
        role: one.role ?? null,
        to: one.to ?? null,
      })),
      reviewer: args.reviewer ?? null,
      bySheet: false,
    };
    return decideAndFollow(deps, request, {
      attestation,
      session,
      ask: (draft) => confirm(decisionQuestion(draft)),
    });
  },
});

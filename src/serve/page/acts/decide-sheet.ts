import * as z from 'zod';
import type { ConfirmRequest } from '../../../app/statements/asking.ts';
import { REVIEW_DECISIONS } from '../../../model/review.ts';
import { count, defineTool, WRITING } from '../../../tool.ts';

const origin = z.strictObject({
  system: z.literal('entra'),
  fileSha256: z.string(),
  instanceId: z.string(),
  resourceId: z.string().nullable(),
  decisionId: z.string(),
  reviewedBy: z.string(),
  reviewedAt: z.string(),
});

/** Enters what a file has: a sheet that its reviewer filled in, or decisions of Entra. No form names it: its arguments come from the file alone. */
export const decideSheet = defineTool({
  name: 'decide_review_sheet',
  title: 'Enter the decisions of a file',
  description: 'Decisions on a filled-in sheet, or of an Entra access review, each shown before it is entered.',
  inputSchema: z.strictObject({
    review_id: z.string(),
    reviewer: z.string().nullable(),
    items: z.array(
      z.strictObject({
        item_id: z.string(),
        decision: z.enum(REVIEW_DECISIONS),
        rationale: z.string().nullable(),
        role: z.string().nullable(),
        to: z.string().nullable(),
        brought: z.strictObject({ by: z.string(), origin }).optional(),
      }),
    ),
    left_out: z.array(z.string()).describe('what the file has that decides nothing'),
  }),
  outputSchema: z.object({
    status: z.enum(['decided', 'already_decided']),
    review_id: z.string(),
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
  async handler(args, { deps, attestation, session, confirm }) {
    const { decideAndFollow, decisionQuestion } = await import('../../../answers/review-decided.ts');
    const request = {
      reviewId: args.review_id,
      reviewer: args.reviewer,
      items: args.items.map(({ item_id, ...said }) => ({ itemId: item_id, ...said })),
      bySheet: true,
    };
    const { structured, text } = await decideAndFollow(deps, request, {
      attestation,
      session,
      ask: (draft) => confirm(withLines(decisionQuestion(draft), args.left_out)),
    });
    return {
      structured: { ...structured, review_id: args.review_id },
      text: [text, ...args.left_out].join('\n'),
    };
  },
});

function withLines(question: ConfirmRequest, lines: readonly string[]): ConfirmRequest {
  return { ...question, message: [question.message, ...lines].join('\n') };
}

import * as z from 'zod';
import type { ConfirmRequest } from '../../../app/statements/asking.ts';
import { REVIEW_DECISIONS } from '../../../model/review.ts';
import { count, defineTool, WRITING } from '../../../tool.ts';

const LINES_SHOWN = 200;

/** Enters what a reviewer filled in on their sheet. No form names it: its arguments come from the file alone. */
export const decideSheet = defineTool({
  name: 'decide_review_sheet',
  title: 'Enter a filled-in sheet',
  description: 'Decisions on a sheet that its reviewer filled in, each shown before it is entered.',
  inputSchema: z.strictObject({
    review_id: z.string(),
    reviewer: z.string(),
    items: z.array(
      z.strictObject({
        item_id: z.string(),
        decision: z.enum(REVIEW_DECISIONS),
        rationale: z.string().nullable(),
        role: z.string().nullable(),
        to: z.string().nullable(),
      }),
    ),
    undecided: count,
    rejected: z.array(z.strictObject({ line: count, why: z.string() })),
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
    const leftOut = leftOutLines(args);
    const { structured, text } = await decideAndFollow(deps, request, {
      attestation,
      session,
      ask: (draft) => confirm(withLines(decisionQuestion(draft), leftOut)),
    });
    return {
      structured: { ...structured, review_id: args.review_id },
      text: [text, ...leftOut].join('\n'),
    };
  },
});

function withLines(question: ConfirmRequest, lines: readonly string[]): ConfirmRequest {
  return { ...question, message: [question.message, ...lines].join('\n') };
}

function leftOutLines(args: {
  readonly undecided: number;
  readonly rejected: readonly { readonly line: number; readonly why: string }[];
}): readonly string[] {
  return [
    `${args.undecided} lines of the sheet are left undecided, ${args.rejected.length} can not be read.`,
    ...shownOf(args.rejected.map(({ line, why }) => `Line ${line} can not be read: ${why}`)),
  ];
}

function shownOf(lines: readonly string[]): readonly string[] {
  const more = lines.length - LINES_SHOWN;
  return more > 0 ? [...lines.slice(0, LINES_SHOWN), `And ${more} more of these.`] : lines;
}

import * as z from 'zod';
import { confirmedWords } from '../src/answers/confirmed-words.ts';
import type { CloseDraft } from '../src/app/reviews/close-review.ts';
import { quote } from '../src/model/foreign.ts';
import { itemCount } from '../src/model/review.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';
import { outcomeLine, outcomeOf, outcomeOutput, populationLines, reviewName } from './parts/review-part.ts';

export const closeAccessReview = defineTool({
  name: 'close_access_review',
  title: 'Have a person close an access review',
  description:
    'Ends an access review by a person in a form. Refused while items are undecided, unless the person states that they become not_reviewed, which never counts as kept. Revocations are followed until an export proves them, after closing too.',
  inputSchema: z.strictObject({
    review_id: z.string().min(1).max(100),
    undecided_become: z.enum(['not_reviewed']).optional(),
    reason: z.string().max(2_000).optional(),
  }),
  outputSchema: z.object({
    status: z.enum(['closed', 'already_closed']),
    review_id: z.string(),
    outcome: outcomeOutput,
    plans_drafted: count,
    to_be_proven: count.describe('revoked, and no later read shows it yet'),
    ledger: z.object({ sequence: count, hash: z.string() }),
  }),
  annotations: WRITING,
  async handler(args, { deps, attestation, session, confirm }) {
    const [{ stateWithoutCode }, { closeReview }] = await Promise.all([
      import('../src/app/statements/statement.ts'),
      import('../src/app/reviews/close-review.ts'),
    ]);
    const request = {
      reviewId: args.review_id,
      undecidedBecome: args.undecided_become ?? null,
      reason: args.reason ?? null,
    };
    const stated = await stateWithoutCode(deps, closeReview, request, {
      attestation,
      session,
      ask: (draft) =>
        confirm({
          message: questionOf(draft),
          statement: 'I close this review',
          verb: 'close',
          word: draft.at.review.reviewId.slice(-6),
        }),
    });
    const { outcome, at, followed } = stated.draft;
    const event = stated.kind === 'already' ? stated.known : stated.receipt;
    const toBeProven = outcome.revoked - followed.proven;
    return {
      structured: {
        status: stated.kind === 'already' ? ('already_closed' as const) : ('closed' as const),
        review_id: at.review.reviewId,
        outcome: outcomeOf(outcome),
        plans_drafted: followed.planned,
        to_be_proven: toBeProven,
        ledger: { sequence: event.ledgerSequence, hash: event.ledgerHash },
      },
      text: [
        `${stated.kind === 'already' ? 'Already closed' : 'Closed'}: ${reviewName({ review: at.review, closed: event })}.`,
        outcomeLine(outcome),
        ...(toBeProven === 0
          ? []
          : [
              `Still to be proven: ${toBeProven} of ${outcome.revoked} revocations, ${followed.planned} with a plan. Each is followed until a newer export settles it.`,
            ]),
        `Ledger entry ${event.ledgerSequence}, hash ${event.ledgerHash}. ${confirmedWords(event.attestation, deps.settings.minAttestation)}`,
      ].join('\n'),
    };
  },
});

function questionOf({ at, outcome, undecidedBecome, reason }: CloseDraft): string {
  return [
    `Close the access review ${reviewName(at)}?`,
    outcomeLine(outcome),
    ...(undecidedBecome === null ? [] : [`Not decided: ${itemCount(outcome.notReviewed)}, which become not_reviewed.`]),
    ...(reason === null ? [] : [`Reason: ${quote(reason, { longest: 2_000 })}`]),
    ...populationLines(at.review.population, at.review.acceptedIncomplete),
  ].join('\n');
}

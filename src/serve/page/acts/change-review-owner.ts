import * as z from 'zod';
import { defineTool, WRITING } from '../../../tool.ts';

export const changeReviewOwner = defineTool({
  name: 'change_review_owner',
  title: 'Change who answers for a review',
  description: 'A person names who answers for the reviewed application from now on, and who in their place.',
  inputSchema: z.strictObject({
    review_id: z.string().min(1).max(100),
    owner: z.string().max(320).optional().describe('e-mail'),
    deputy: z.string().max(320).optional().describe('e-mail'),
    reason: z.string().min(1).max(2_000),
  }),
  outputSchema: z.object({
    status: z.enum(['changed']),
    review_id: z.string(),
    owner: z.string().nullable(),
    deputy: z.string().nullable(),
    reason: z.string(),
  }),
  annotations: WRITING,
  async handler({ review_id, owner = null, deputy = null, reason }, { deps, attestation, session, confirm }) {
    const [{ stateWithoutCode }, { changeOwner }, words] = await Promise.all([
      import('../../../app/statements/statement.ts'),
      import('../../../app/reviews/change-owner.ts'),
      import('../../../answers/owner-answer.ts'),
    ]);
    const stated = await stateWithoutCode(
      deps,
      changeOwner,
      { reviewId: review_id, owner, deputy, reason },
      { attestation, session, ask: (draft) => confirm(words.ownerQuestion(draft)) },
    );
    return words.ownerAnswer(stated);
  },
});

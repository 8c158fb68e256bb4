import * as z from 'zod';
import { count, defineTool, WRITING } from '../../../tool.ts';

export const cancelPlan = defineTool({
  name: 'cancel_plan',
  title: 'Cancel a plan',
  description: 'A person cancels a plan. It stays in the ledger, and can be drafted again.',
  inputSchema: z.strictObject({ plan_id: z.string().min(1).max(100), reason: z.string().min(1).max(500) }),
  outputSchema: z.object({
    status: z.enum(['cancelled', 'already_cancelled']),
    plan_id: z.string(),
    plan_hash: z.string(),
    cancelled_by: z.string(),
    cancelled_at: z.string(),
    reason: z.string().nullable(),
    ledger: z.object({ sequence: count, hash: z.string() }),
  }),
  annotations: WRITING,
  async handler({ plan_id, reason }, { deps, attestation, session, confirm }) {
    const [{ stateWithoutCode }, { cancelPlan: cancellation }, words] = await Promise.all([
      import('../../../app/statements/statement.ts'),
      import('../../../app/plans/cancel-plan.ts'),
      import('../../../answers/cancellation-answer.ts'),
    ]);
    const stated = await stateWithoutCode(
      deps,
      cancellation,
      { planId: plan_id, reason },
      { attestation, session, ask: (draft) => confirm(words.cancellationQuestion(draft)) },
    );
    return words.cancellationAnswer(stated);
  },
});

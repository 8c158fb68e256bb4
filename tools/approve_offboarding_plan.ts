import * as z from 'zod';
import type { ConfirmOutcome } from '../src/app/statements/asking.ts';
import { ClariIdentityError } from '../src/model/errors.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';

export const approveOffboardingPlan = defineTool({
  name: 'approve_offboarding_plan',
  title: 'Ask the person to approve a plan',
  description:
    'Shows a drafted plan (offboarding, provisioning or role change) to the person in a form of this client and keeps their approval in the ledger. Only the person can approve: no argument and no code does it, and a client without forms cannot. Refused when the facts changed since the drafting, naming them, or when the plan was cancelled.',
  inputSchema: z.strictObject({
    plan_id: z.string().min(1).max(100),
    plan_hash: z.string().min(1).max(100).describe('of the plan that the person was shown'),
  }),
  outputSchema: z.object({
    status: z.enum(['approved', 'already_approved']),
    plan_id: z.string(),
    plan_hash: z.string(),
    approved_by: z.string(),
    authenticated: z.boolean(),
    approved_at: z.string(),
    confirmed_by: z.enum(['elicitation', 'terminal']),
    read_anew: z.array(z.string()).describe('facts read anew since the drafting that say the same'),
    ledger: z.object({ sequence: count, hash: z.string() }),
  }),
  annotations: WRITING,
  async handler(args, { deps, confirm }) {
    const [{ stateWithoutCode }, { approvePlan }, { approvalAnswer, approvalQuestion }] = await Promise.all([
      import('../src/app/statements/statement.ts'),
      import('../src/app/plans/approve-plan.ts'),
      import('../src/answers/approval-answer.ts'),
    ]);
    const request = { planId: args.plan_id, planHash: args.plan_hash };
    const approved = await stateWithoutCode(deps, approvePlan, request, {
      async ask(_, fit) {
        const message = approvalQuestion(fit);
        const outcome = await confirm({ message, statement: 'I have read this plan and approve it' });
        if (outcome === 'accepted' || outcome === 'unavailable') return outcome;
        throw notApproved(outcome);
      },
    });
    return approvalAnswer(approved);
  },
});

function notApproved(outcome: ConfirmOutcome): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIRMATION',
    `The approval was ${outcome}. Nothing was approved.`,
    'Ask the person what speaks against it, then draft again or call again.',
  );
}

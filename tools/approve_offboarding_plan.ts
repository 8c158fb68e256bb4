import * as z from 'zod';
import { ATTESTATION_LEVELS } from '../src/model/attestation.ts';
import { count, defineTool, WRITING } from '../src/tool.ts';

export const approveOffboardingPlan = defineTool({
  name: 'approve_offboarding_plan',
  title: 'Ask the person to approve a plan',
  description:
    'Shows a drafted plan (offboarding, provisioning or role change) to the person in a form of this client and keeps their approval in the ledger. Only the person can approve: no argument and no code does it, a client without forms gets the way to the page of this server. Refused when the facts changed since the drafting, naming them, or when the plan was cancelled.',
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
    attestation: z.enum(ATTESTATION_LEVELS),
    read_anew: z.array(z.string()).describe('facts that say the same'),
    ledger: z.object({ sequence: count, hash: z.string() }),
  }),
  annotations: WRITING,
  async handler(args, { deps, attestation, session, confirm }) {
    const [{ stateWithoutCode }, { approvePlan }, { approvalAnswer, approvalQuestion }] = await Promise.all([
      import('../src/app/statements/statement.ts'),
      import('../src/app/plans/approve-plan.ts'),
      import('../src/answers/approval-answer.ts'),
    ]);
    const request = { planId: args.plan_id, planHash: args.plan_hash };
    const approved = await stateWithoutCode(deps, approvePlan, request, {
      attestation,
      session,
      ask: (draft, fit) => confirm(approvalQuestion(draft, fit)),
    });
    return approvalAnswer(approved);
  },
});

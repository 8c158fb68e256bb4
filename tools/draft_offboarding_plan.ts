import { z } from 'zod';
import type { DraftedPlan } from '../src/app/plans/draft-offboarding.ts';
import { FINDINGS } from '../src/model/finding.ts';
import { PLAN_STATUSES, PLAN_SYSTEMS, type PlanStep, STEP_ACTIONS } from '../src/model/plan.ts';
import { defineTool, responseFormat, WRITING } from '../src/tool.ts';
import { handoverAnswer, handoverLines, handoverPart } from './parts/handover-part.ts';

const step = z.object({
  step_id: z.string(),
  order: z.int(),
  system: z.enum(PLAN_SYSTEMS),
  action: z.enum(STEP_ACTIONS),
  title: z.string(),
  instructions: z.array(z.string()).optional(),
  performed_by: z.string(),
  depends_on: z.array(z.string()),
  blocked_by: z.string().nullable(),
  proof: z.string().optional(),
  warnings: z.array(z.string()),
});

export const draftOffboardingPlan = defineTool({
  name: 'draft_offboarding_plan',
  title: 'Draft the work that closes an account',
  description:
    'The ordered manual work that closes one Clari account: directory access, tokens, forecast snapshot, handover, Clari, Copilot, verification; each step with who, how, what blocks it and what proves it. Drafts only: people do the steps. The same facts give the same plan. Read the risks to the person first.',
  inputSchema: z.strictObject({
    account: z.string().min(1).max(320).describe('account_id or exact e-mail'),
    successor: z.string().min(1).max(320).optional().describe('account_id or e-mail of who takes over'),
    ticket: z.string().max(200).optional(),
    due_at: z.string().max(40).optional().describe('ISO 8601; default: by the service level'),
    response_format: responseFormat,
  }),
  outputSchema: z.object({
    plan_id: z.string(),
    plan_hash: z.string(),
    status: z.enum(PLAN_STATUSES),
    account: z.object({ account_id: z.string(), email: z.string().nullable() }),
    finding: z.enum(FINDINGS),
    due_at: z.string().nullable(),
    steps: z.array(step),
    handover: handoverPart,
    risks: z.array(z.string()),
  }),
  annotations: WRITING,
  async handler(args, { deps }) {
    const { draftPlan } = await import('../src/app/plans/draft-offboarding.ts');
    const drafted = await draftPlan(deps, {
      account: args.account,
      successor: args.successor ?? null,
      ticket: args.ticket ?? null,
      dueAt: args.due_at ?? null,
    });
    const detailed = args.response_format === 'detailed';
    const { plan, judged } = drafted;
    return {
      structured: {
        plan_id: plan.planId,
        plan_hash: plan.planHash,
        status: drafted.state.standing.status,
        account: { account_id: plan.accountId, email: plan.accountEmail },
        finding: judged.verdict.finding,
        due_at: plan.dueAt,
        steps: plan.steps.map((one) => structuredStep(one, detailed)),
        handover: handoverAnswer(plan, detailed ? 500 : 25),
        risks: [...plan.risks],
      },
      text: planText(drafted, detailed ? 500 : 25),
    };
  },
});

function structuredStep(one: PlanStep, detailed: boolean): z.input<typeof step> {
  return {
    step_id: one.stepId,
    order: one.order,
    system: one.system,
    action: one.action,
    title: one.title,
    ...(detailed ? { instructions: [...one.instructions], proof: one.proof } : {}),
    performed_by: one.performedBy,
    depends_on: [...one.dependsOn],
    blocked_by: one.blockedBy,
    warnings: [...one.warnings],
  };
}

/** Always with instructions: whoever does the work may see nothing but this text. */
function planText({ plan, judged, already }: DraftedPlan, most: number): string {
  const { account } = judged;
  return [
    `Plan ${plan.planId} ${already ? '(drafted before from the same facts)' : '(drafted)'} for ${plan.accountEmail ?? account.accountId}, account ${plan.accountId}: ${judged.verdict.finding} (${judged.verdict.reason}). Due ${plan.dueAt ?? 'not set'}. Successor: ${plan.successor?.email ?? 'none named'}.`,
    ...plan.risks.map((risk) => `Risk: ${risk}`),
    ...plan.steps.flatMap((one) => [
      `${one.order}. ${one.title} [${one.stepId}; ${one.system}; ${one.performedBy}]${one.dependsOn.length === 0 ? '' : ` after ${one.dependsOn.join(', ')}`}`,
      ...(one.blockedBy === null ? [] : [`   Blocked: ${one.blockedBy}`]),
      ...one.instructions.map((line) => `   - ${line}`),
      `   Proof: ${one.proof}`,
      ...one.warnings.map((warning) => `   Warning: ${warning}`),
    ]),
    ...handoverLines(plan, most),
  ].join('\n');
}

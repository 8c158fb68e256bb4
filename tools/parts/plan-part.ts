import * as z from 'zod';
import type { PlanState } from '../../src/app/plans/plan-state.ts';
import { attestationWords } from '../../src/model/attestation.ts';
import { bare, quote } from '../../src/model/foreign.ts';
import { PLAN_STATUSES, type PlanSystem, STEP_STATES, type StepAction } from '../../src/model/plan.ts';
import { count } from '../../src/tool.ts';

const own = {
  step_id: z.string(),
  order: count,
  title: z.string(),
  state: z.enum(STEP_STATES),
  instructions: z.array(z.string()).optional(),
  performed_by: z.string(),
  depends_on: z.array(z.string()),
  blocked_by: z.string().nullable(),
  proof: z.string().optional(),
  warnings: z.array(z.string()),
};

/** What every drafted plan answers with; its steps are of these actions, and of these systems: null, of any application's. */
export function planPart(actions: readonly StepAction[], systems: readonly PlanSystem[] | null) {
  const action: z.ZodType<StepAction> = z.enum(actions);
  const system: z.ZodType<string> = systems === null ? z.string() : z.enum(systems);
  return {
    plan_id: z.string(),
    plan_hash: z.string(),
    status: z.enum(PLAN_STATUSES),
    steps: z.array(z.object({ ...own, action, system, ...(systems === null ? { app: z.string().optional() } : {}) })),
    risks: z.array(z.string()),
  };
}

/** At most `most` steps: a worklist may have thousands. */
export function planAnswer({ plan, standing, steps }: PlanState, detailed: boolean, most = Number.MAX_SAFE_INTEGER) {
  return {
    plan_id: plan.planId,
    plan_hash: plan.planHash,
    status: standing.status,
    steps: plan.steps.slice(0, most).map((one, at) => ({
      step_id: one.stepId,
      order: one.order,
      ...(one.app === undefined ? {} : { app: one.app }),
      system: one.system,
      action: one.action,
      title: one.title,
      state: steps[at]?.state ?? 'waiting',
      ...(detailed ? { instructions: [...one.instructions], proof: one.proof } : {}),
      performed_by: one.performedBy,
      depends_on: [...one.dependsOn],
      blocked_by: one.blockedBy,
      warnings: [...one.warnings],
    })),
    risks: [...plan.risks],
  };
}

/** The steps as lines, always with instructions: whoever does the work may see only this text. */
export function planLines({ plan, steps }: PlanState, most = Number.MAX_SAFE_INTEGER): readonly string[] {
  return [
    ...plan.risks.map((risk) => `Risk: ${risk}`),
    ...plan.steps.slice(0, most).flatMap((one, at) => {
      const standing = steps[at];
      return [
        `${one.order}. ${one.title} [${one.stepId}; ${bare(one.system)}; ${one.performedBy}]${one.dependsOn.length === 0 ? '' : ` after ${one.dependsOn.join(', ')}`}`,
        ...(standing === undefined || standing.state === 'ready' || standing.why === one.blockedBy
          ? []
          : [`   ${standing.state}: ${standing.why}`]),
        ...(one.blockedBy === null ? [] : [`   Blocked: ${one.blockedBy}`]),
        ...one.instructions.map((line) => `   - ${line}`),
        `   Proof: ${one.proof}`,
        ...one.warnings.map((warning) => `   Warning: ${warning}`),
      ];
    }),
  ];
}

/** `drafted`, or the status of the plan that the same facts gave before. */
export function planStatusLine({ plan, standing }: PlanState, already: boolean): string {
  const { approved } = standing;
  const how = approved?.attestation == null ? '' : `, ${attestationWords(approved.attestation)}`;
  const by = approved === null ? '' : ` by ${quote(approved.by.name)}${how}`;
  const status = `${standing.status}${standing.status === 'approved' ? by : ''}`;
  if (!already) return `Plan ${plan.planId} (${status})`;
  const since = standing.drafted?.at ?? plan.draftedAt;
  return `Plan ${plan.planId} (${status === 'drafted' ? '' : `${status}, `}drafted at ${since} from the same facts)`;
}

/** The next steps, at the end of a text about a plan. */
export function planNextLines({ plan, standing }: PlanState): readonly string[] {
  if (standing.status !== 'drafted') return [];
  return [
    `Next: a person approves it, in a form (approve_offboarding_plan with plan_hash ${plan.planHash}) or at a terminal (clari-identity-mcp approve ${plan.planId}).`,
  ];
}

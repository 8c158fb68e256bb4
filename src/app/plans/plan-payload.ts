import type { Json } from '../../model/ledger.ts';
import { type Plan, subjectOf } from '../../model/plan.ts';
import { digest } from '../../plan/digest.ts';

/** A worklist may have thousands of steps; a digest covers those that are not listed. */
const STEPS_LISTED_MAX = 200;

/** What the ledger keeps of a plan: enough to show what was drafted, and that the stored plan is that one. */
export function planPayload(plan: Plan): { readonly [key: string]: Json } {
  return {
    ...planName(plan),
    ...aboutWhat(plan),
    ticket: plan.ticket,
    due_at: plan.dueAt,
    steps: plan.steps.slice(0, STEPS_LISTED_MAX).map((step) => ({
      step_id: step.stepId,
      system: step.system,
      action: step.action,
      title: step.title,
      depends_on: [...step.dependsOn],
    })),
    steps_total: plan.steps.length,
    steps_sha256: digest(plan.steps),
    fact_digests: { ...plan.factDigests },
  };
}

/** How entries about a plan name it. */
export function planName(plan: Plan): { readonly [key: string]: Json } {
  return { plan_id: plan.planId, plan_hash: plan.planHash, kind: plan.kind, subject: subjectOf(plan) };
}

function aboutWhat(plan: Plan): { readonly [key: string]: Json } {
  switch (plan.kind) {
    case 'offboarding':
      return {
        account_id: plan.accountId,
        ...(plan.person === undefined
          ? {}
          : {
              identities: [...plan.person.identities],
              accounts: plan.person.accounts.map((one) => ({ ...one })),
              not_covered: plan.person.notCovered.map(({ app, accountId, reason }) => ({
                app,
                account_id: accountId,
                reason,
              })),
            }),
        finding: plan.finding,
        successor: plan.successor === null ? null : { ...plan.successor },
      };
    case 'provisioning':
      return {
        email: plan.email,
        directory: plan.directory,
        role: plan.role,
        team: plan.team,
        account_id: plan.accountId,
      };
    case 'role_change':
      return { changes: plan.changes.length, set_aside: plan.setAside.length };
    default:
      return plan satisfies never;
  }
}

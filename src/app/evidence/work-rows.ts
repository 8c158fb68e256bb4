import { standingDecisions } from '../../evaluation/index.ts';
import { type Counting, counts } from '../../model/attestation.ts';
import type { Decision } from '../../model/decision.ts';
import { identityRef } from '../../model/identity.ts';
import { accountsOfPlan, subjectOf } from '../../model/plan.ts';
import type { SettledStep, StepRecord } from '../../model/record.ts';
import type { DecisionRow, PlanRow, StepRow } from '../../report/pack/rows.ts';
import type { PlanState } from '../plans/plan-state.ts';
import { evidenceRow } from '../verification/stated-rows.ts';
import { attestedPart } from './other-rows.ts';

/** Decisions in the order of the ledger, each with whether it still holds. */
export function decisionRowsOf(all: readonly Decision[], counting: Counting): readonly DecisionRow[] {
  const withdrawn = new Set(all.flatMap((one) => ('withdraws' in one ? [one.withdraws] : [])));
  const standing = new Set(standingDecisions(all, counting).map((one) => one.decisionId));
  const stateOf = (one: Decision): DecisionRow['state'] => {
    if (one.kind !== 'exemption' && one.kind !== 'link') return 'made';
    if (withdrawn.has(one.decisionId)) return 'withdrawn';
    if (!counts(one.attestation, counting)) return 'not_attested';
    if (!standing.has(one.decisionId)) return 'replaced';
    return one.kind === 'exemption' && one.until <= counting.now ? 'ended' : 'in_force';
  };
  return all.map((one) => ({
    decision_id: one.decisionId,
    kind: one.kind,
    state: stateOf(one),
    account_id: one.accountId,
    account_email: one.accountEmail,
    owner: one.kind === 'exemption' ? one.owner : null,
    until: one.kind === 'exemption' ? one.until : null,
    identity: one.kind === 'link' && one.identity !== null ? identityRef(one.identity) : null,
    withdraws: 'withdraws' in one ? one.withdraws : null,
    reason: one.reason,
    decided_by: one.decidedBy.name,
    decided_by_authenticated: one.decidedBy.authenticated,
    decided_at: one.decidedAt,
    ...attestedPart(one.attestation),
    ledger_sequence: one.ledgerSequence,
  }));
}

export function stepRowOf(record: StepRecord, known: SettledStep | null): StepRow {
  const settled = known?.state === 'confirmed' || known?.state === 'contradicted' ? known.state : 'claimed';
  return {
    record_id: record.recordId,
    plan_id: record.planId,
    step_id: record.stepId,
    action: record.action,
    performed_by: record.performedBy,
    performed_at: record.performedAt,
    recorded_by: record.recordedBy.name,
    recorded_by_authenticated: record.recordedBy.authenticated,
    recorded_at: record.recordedAt,
    ...attestedPart(record.attestation),
    ticket: record.ticket,
    evidence: record.evidence.map(evidenceRow),
    order_override: record.orderOverride,
    state: record.withdrawn === undefined ? settled : 'withdrawn',
    settled_as_of: record.withdrawn === undefined ? (known?.settledAsOf ?? null) : null,
    ledger_sequence: record.ledgerSequence,
  };
}

export function planRowOf({ plan, standing }: PlanState): PlanRow {
  const { drafted, approved, cancelled, progress } = standing;
  return {
    plan_id: plan.planId,
    kind: plan.kind,
    subject: subjectOf(plan),
    accounts: [...accountsOfPlan(plan)],
    plan_hash: plan.planHash,
    status: standing.status,
    drafted_at: plan.draftedAt,
    drafted_by: drafted?.by.name ?? null,
    approved_at: approved?.at ?? null,
    approved_by: approved?.by.name ?? null,
    approved_by_authenticated: approved?.by.authenticated ?? false,
    approved_through: approved?.attestation?.level ?? null,
    approval_sequence: approved?.ledgerSequence ?? null,
    cancelled_at: cancelled?.at ?? null,
    cancelled_because: cancelled?.reason ?? null,
    ticket: plan.ticket,
    steps_done: progress.done,
    steps_total: progress.total,
  };
}

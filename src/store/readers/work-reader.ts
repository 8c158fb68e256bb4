import type { Decision } from '../../model/decision.ts';
import type { Plan } from '../../model/plan.ts';
import type { PlanEvent } from '../../model/plan-event.ts';
import type { ClaimStanding, DeactivationRecord, SettledStep, StepRecord } from '../../model/record.ts';

export interface RecordFilter {
  readonly accountId?: string | undefined;
  readonly newest?: number | undefined;
}

/** What people recorded, planned and decided. */
export interface WorkReader {
  /** In the order of the ledger. `newest`: no more than so many of the last ones. */
  records(filter?: RecordFilter): Promise<readonly DeactivationRecord[]>;
  record(recordId: string): Promise<DeactivationRecord | null>;
  /** Last settled standing of a record as the ledger has it; null: still verifying. */
  standing(recordId: string): Promise<ClaimStanding | null>;
  plan(planId: string): Promise<Plan | null>;
  /** Of one account: every plan that has it among its accounts. */
  plans(filter?: { readonly accountId?: string }): Promise<readonly Plan[]>;
  /** In the order of the ledger; a `subject` as `subjectOf` gives it. */
  planEvents(filter?: { readonly subject?: string }): Promise<readonly PlanEvent[]>;
  /** In the order of the ledger; of one plan, or of all. */
  stepRecords(filter?: { readonly planId?: string }): Promise<readonly StepRecord[]>;
  stepRecord(recordId: string): Promise<StepRecord | null>;
  /** What the ledger says of it by now; null: nothing settled it. */
  stepStanding(recordId: string): Promise<SettledStep | null>;
  /** In the order of the ledger, withdrawals included. */
  decisions(filter?: { readonly accountId?: string }): Promise<readonly Decision[]>;
  decision(decisionId: string): Promise<Decision | null>;
}

import type { Handover } from './handover.ts';
import type { Instant } from './time.ts';

export const PLAN_SYSTEMS = ['clari', 'copilot', 'salesforce', 'okta', 'entra', 'directory', 'people'] as const;
export type PlanSystem = (typeof PLAN_SYSTEMS)[number];

export const STEP_ACTIONS = [
  'list_tokens_and_integrations',
  'snapshot_forecast',
  'hand_over_work',
  'remove_idp_access',
  'deactivate_account',
  'deactivate_copilot',
  'verify_by_export',
] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

/** Ordered manual work for one person: what, where, by whom, after what, and what proves it. */
export interface PlanStep {
  readonly stepId: string;
  readonly order: number;
  readonly system: PlanSystem;
  readonly action: StepAction;
  readonly title: string;
  readonly instructions: readonly string[];
  readonly performedBy: string;
  readonly dependsOn: readonly string[];
  /** Why it can't start yet; null: it can. */
  readonly blockedBy: string | null;
  readonly proof: string;
  readonly warnings: readonly string[];
}

export interface OffboardingPlan {
  readonly planId: string;
  /** SHA-256 of the facts that it was drafted from: the same facts give the same plan. */
  readonly planHash: string;
  readonly status: 'drafted';
  readonly accountId: string;
  readonly accountEmail: string | null;
  readonly finding: string;
  readonly draftedAt: Instant;
  readonly ticket: string | null;
  readonly dueAt: Instant | null;
  readonly successor: { readonly email: string; readonly accountId: string } | null;
  readonly steps: readonly PlanStep[];
  readonly risks: readonly string[];
  /** What has to be handed over; absent in plans from before it was kept. */
  readonly handover?: Handover;
  /** SHA-256 per named fact, so that it can be said later which of them changed. */
  readonly factDigests?: Readonly<Record<string, string>>;
}

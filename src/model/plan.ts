import type { App } from './app-profile.ts';
import type { Handover } from './handover.ts';
import type { Instant } from './time.ts';

/**
 * `superseded`: a later plan of the same subject replaced it. `completed`: every step is done, as far as this can be
 * proven.
 */
export const PLAN_STATUSES = ['drafted', 'approved', 'cancelled', 'superseded', 'completed'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** `none`: no deadline runs. `unknown`: one runs, but its start, or whether it was kept, is not known. */
export const DEADLINE_STATES = ['late', 'running', 'met', 'unknown', 'none'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

/** Where a step is done besides an application. */
export type PlanSystem = App | 'salesforce' | 'okta' | 'entra' | 'directory';

export const OFFBOARDING_ACTIONS = [
  'list_tokens_and_integrations',
  'snapshot_forecast',
  'hand_over_work',
  'remove_idp_access',
  'deactivate_account',
  'deactivate_copilot',
  'verify_by_export',
  'ask_scim',
  'settle_succession',
  'prepare_app',
  'finish_app',
] as const;
export const PROVISIONING_ACTIONS = [
  'set_up_sso_app',
  'map_attributes',
  'assign_app',
  'first_login',
  'verify_account',
  'set_role_and_team',
] as const;
export const ROLE_CHANGE_ACTIONS = ['change_role'] as const;
export const STEP_ACTIONS = [...OFFBOARDING_ACTIONS, ...PROVISIONING_ACTIONS, ...ROLE_CHANGE_ACTIONS] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

export const STEP_STATES = ['waiting', 'ready', 'claimed', 'confirmed', 'contradicted', 'observed'] as const;
/**
 * `waiting`: something blocks it, or steps before it are not done. `claimed`: a person said that they did it.
 * `confirmed`, `contradicted`: a later read settles that claim. `observed`: the reads show it done, nobody recorded it.
 */
export type StepState = (typeof STEP_STATES)[number];

/**
 * Which later snapshot settles a step. An `account` is an account id or an exact e-mail; an identity is
 * `directory/identity_id`, or `directory/login` if no id is known yet.
 */
export type StepProof =
  /** No file can show it: only the recorded statement and its evidence exist. */
  | { readonly kind: 'statement' }
  | { readonly kind: 'access_gone'; readonly identities: readonly string[] }
  | { readonly kind: 'access_given'; readonly identity: string }
  | { readonly kind: 'account_closed'; readonly accounts: readonly string[] }
  | { readonly kind: 'account_active'; readonly account: string }
  /** A null part stays as it is. */
  | {
      readonly kind: 'role_set';
      readonly account: string;
      readonly role: string | null;
      readonly team: string | null;
    }
  | { readonly kind: 'work_gone'; readonly account: string };

/** Ordered manual work: what, where, by whom, after what, and what proves it. */
export interface PlanStep {
  readonly stepId: string;
  readonly order: number;
  /** The application that it is about, in the plan of a person; absent: that of the plan. */
  readonly app?: App | undefined;
  readonly system: PlanSystem;
  readonly action: StepAction;
  readonly title: string;
  readonly instructions: readonly string[];
  readonly performedBy: string;
  readonly dependsOn: readonly string[];
  /** Why it cannot start yet; null if it can. */
  readonly blockedBy: string | null;
  readonly proof: string;
  readonly settledBy: StepProof;
  /** The fact that showed it done already when the plan was drafted; null if it is to be done. */
  readonly alreadyTrue: string | null;
  readonly warnings: readonly string[];
}

interface PlanBase {
  readonly planId: string;
  /** SHA-256 of the facts that it was drafted from; equal facts give an equal plan. */
  readonly planHash: string;
  readonly draftedAt: Instant;
  readonly ticket: string | null;
  readonly dueAt: Instant | null;
  readonly steps: readonly PlanStep[];
  readonly risks: readonly string[];
  /** SHA-256 of each named fact, so that a later change can be named. */
  readonly factDigests: Readonly<Record<string, string>>;
}

export const NOT_COVERED_REASONS = ['inactive', 'candidate', 'same_address', 'app_not_in_use', 'no_list'] as const;
export type NotCoveredReason = (typeof NOT_COVERED_REASONS)[number];

/** What may be the person's, and what their plan leaves alone. */
export interface NotCovered {
  readonly app: App;
  /** Null: whether they have an account there is not known. */
  readonly accountId: string | null;
  readonly reason: NotCoveredReason;
  readonly why: string;
}

/** All accounts of one person, of all applications in use. */
export interface PlannedPerson {
  /** `directory/identity_id`, sorted. */
  readonly identities: readonly string[];
  /** Those that it closes. */
  readonly accounts: readonly {
    readonly accountId: string;
    readonly app: App;
    readonly email: string | null;
    readonly finding: string;
  }[];
  readonly notCovered: readonly NotCovered[];
}

export interface OffboardingPlan extends PlanBase {
  readonly kind: 'offboarding';
  readonly accountId: string;
  readonly accountEmail: string | null;
  /** The application that the account is of; absent: Clari or Copilot. */
  readonly app?: App | undefined;
  /** Absent: it is about that one account alone. */
  readonly person?: PlannedPerson | undefined;
  readonly finding: string;
  readonly successor: { readonly email: string; readonly accountId: string } | null;
  /** The requested deadline; null: `dueAt` follows from the service level. */
  readonly dueAtAsked: Instant | null;
  readonly handover: Handover;
}

export interface ProvisioningPlan extends PlanBase {
  readonly kind: 'provisioning';
  readonly email: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly team: string | null;
  readonly directory: string;
  /** The account that exists already; null: none is known. */
  readonly accountId: string | null;
}

/** A change as it was requested: the account by id or e-mail, and its new values; null: that part stays. */
export interface AskedChange {
  readonly account: string;
  readonly role: string | null;
  readonly team: string | null;
}

/** One account and its new values; null: that part stays. */
export interface RoleChange {
  readonly accountId: string;
  readonly email: string | null;
  readonly from: { readonly role: string | null; readonly team: string | null };
  readonly role: string | null;
  readonly team: string | null;
}

/** A request that is no step: it is already true, or it cannot be planned. */
export interface SetAsideChange {
  /** As it was asked for. */
  readonly account: string;
  readonly accountId: string | null;
  readonly reason: SetAsideReason;
  readonly why: string;
}

export const SET_ASIDE_REASONS = [
  'already_so',
  'unknown_account',
  'ambiguous_account',
  'not_active',
  'asked_twice_differently',
  'nothing_asked',
  'not_a_role',
] as const;
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number];

export interface RoleChangePlan extends PlanBase {
  readonly kind: 'role_change';
  readonly asked: readonly AskedChange[];
  /** One step each, in the same order. */
  readonly changes: readonly RoleChange[];
  readonly setAside: readonly SetAsideChange[];
}

export type Plan = OffboardingPlan | ProvisioningPlan | RoleChangePlan;

/** The application that a plan is about, Clari's for those of Copilot too. */
function appOfPlan(plan: Plan): App {
  return (plan.kind === 'offboarding' ? plan.app : undefined) ?? 'clari';
}

/** The application that a step is about. */
export function appOfStep(plan: Plan, step: PlanStep): App {
  return step.app ?? (step.action === 'deactivate_copilot' ? 'copilot' : appOfPlan(plan));
}

/** The accounts that a plan is about, the one that it was asked for first. */
export function accountsOfPlan(plan: Plan): readonly string[] {
  switch (plan.kind) {
    case 'offboarding':
      return [...new Set([plan.accountId, ...(plan.person?.accounts ?? []).map((one) => one.accountId)])];
    case 'provisioning':
      return plan.accountId === null ? [] : [plan.accountId];
    case 'role_change':
      return plan.changes.map((change) => change.accountId);
    default:
      return plan satisfies never;
  }
}

/**
 * The subject of a plan; plans of one subject replace each other. A worklist is about its own set of accounts alone.
 */
export function subjectOf(plan: Plan): string {
  switch (plan.kind) {
    case 'offboarding':
      return plan.person === undefined
        ? `offboarding:${plan.accountId}`
        : `offboarding_person:${plan.person.identities[0] ?? plan.accountId}`;
    case 'provisioning':
      return `provisioning:${plan.directory}:${plan.email}`;
    case 'role_change':
      return `role_change:${plan.planId}`;
    default:
      return plan satisfies never;
  }
}

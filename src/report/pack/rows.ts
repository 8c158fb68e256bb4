import * as z from 'zod';
import { ACCOUNT_STATUSES } from '../../model/account.ts';
import { APP_ID } from '../../model/app-profile.ts';
import { ATTESTATION_LEVELS, FORMER_WAYS, formerAttestation } from '../../model/attestation.ts';
import { CORRELATION_RULES, SITUATIONS } from '../../model/correlation.ts';
import { DECISION_KINDS } from '../../model/decision.ts';
import { FINDINGS } from '../../model/finding.ts';
import { ENTITLEMENTS } from '../../model/identity.ts';
import { LINK_CHANGE_KINDS, LINK_CHANGE_REASONS } from '../../model/link-change.ts';
import { PLAN_STATUSES, STEP_ACTIONS } from '../../model/plan.ts';
import { CLAIM_STATES } from '../../model/record.ts';
import { ITEM_STATES, REVIEW_DECISIONS, REVIEW_GAPS } from '../../model/review.ts';
import { COMPLETENESS, KINDS } from '../../model/snapshot.ts';

// The rows of a pack as its files have them. Whoever verifies a pack parses them with the same shapes.

const instant = z.string().nullable();

/** How a statement arrived, and through which program by its own name. */
const attested = {
  attestation: z.enum(ATTESTATION_LEVELS),
  client: z.string().nullable(),
  /** The word that an earlier version stored instead of the level; null if there is none. */
  formerly: z.enum(FORMER_WAYS).nullable(),
};

/** Every account that any counted snapshot shows, exactly once. */
export const accountRow = z.strictObject({
  account_id: z.string(),
  app: z.string().regex(APP_ID),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.string().nullable(),
  status: z.enum(ACCOUNT_STATUSES),
  status_as_of: instant,
  first_seen: instant,
  in_latest_export: z.boolean(),
  situation: z.enum(SITUATIONS),
  link_rule: z.enum(CORRELATION_RULES).nullable(),
  link_confidence: z.number(),
  identities: z.array(z.string()),
  entitlements: z.array(z.enum(ENTITLEMENTS)),
  finding: z.enum(FINDINGS),
  also: z.array(z.enum(FINDINGS)),
  reason: z.string(),
  notes: z.array(z.string()),
  confidence: z.number(),
  evidence: z.array(z.string()),
});
export type AccountRow = z.infer<typeof accountRow>;

/** An account whose person lost the right to it, or that somebody states they closed. */
export const leaverRow = z.strictObject({
  account_id: z.string(),
  app: z.string().regex(APP_ID),
  email: z.string().nullable(),
  name: z.string().nullable(),
  identities: z.array(z.string()),
  finding: z.enum(FINDINGS),
  reason: z.string(),
  access_ended_at: instant,
  access_ended_basis: z.string().nullable(),
  claimed_at: instant,
  claimed_by: z.string().nullable(),
  claim_state: z.enum(CLAIM_STATES).nullable(),
  settled_as_of: instant,
  settled_by_read: z.string().nullable(),
  first_seen_closed_at: instant,
  due_at: instant,
  deadline: z.string(),
  used_after_access_ended: z.enum(['yes', 'no', 'unknown']),
});
export type LeaverRow = z.infer<typeof leaverRow>;

/** One snapshot of one source, held and superseded ones included. */
export const readRow = z.strictObject({
  snapshot_id: z.string(),
  kind: z.enum(KINDS),
  directory: z.string().nullable(),
  app: z.string().regex(APP_ID).nullable(),
  state: z.string(),
  as_of: z.string(),
  as_of_basis: z.string(),
  file_name: z.string(),
  sha256: z.string(),
  completeness: z.enum(COMPLETENESS),
  completeness_basis: z.string(),
  filter: z.string().nullable(),
  rows_read: z.int(),
  rows_accepted: z.int(),
  rows_refused: z.int(),
  imported_at: z.string(),
  imported_by: z.string(),
  guards: z.array(z.string()),
  // Packs of earlier versions have none of these.
  /** A guard spoke against it, and somebody accepted it all the same. */
  accepted: z.boolean().default(false),
  attestation: z.string().nullable().default(null),
  client: z.string().nullable().default(null),
  by_assistant: z.boolean().default(false),
  /** `field=header` as it was stated. */
  mapping: z.array(z.string()).default([]),
  /** `field from header: sense`, as its columns were read. */
  senses: z.array(z.string()).default([]),
});
export type ReadRow = z.infer<typeof readRow>;

const earlier = z.looseObject({ confirmed_by: z.enum(FORMER_WAYS), attested_by_person: z.boolean() });

/** Reads a row of a pack from before attestation levels as a present one; any other row is unchanged. */
export function rowOfNow(row: unknown): unknown {
  const { success, data } = earlier.safeParse(row);
  if (!success) return row;
  const { confirmed_by, attested_by_person: _, ...rest } = data;
  return { ...rest, attestation: formerAttestation(confirmed_by).level, client: null, formerly: confirmed_by };
}

/** A recorded deactivation, with where it stands. */
export const recordRow = z.strictObject({
  record_id: z.string(),
  account_id: z.string(),
  account_email: z.string().nullable(),
  performed_by: z.string(),
  performed_at: z.string(),
  recorded_by: z.string(),
  recorded_by_authenticated: z.boolean(),
  recorded_at: z.string(),
  ...attested,
  retroactive: z.boolean(),
  plan_id: z.string().nullable(),
  ticket: z.string().nullable(),
  evidence: z.array(z.string()),
  state: z.enum(CLAIM_STATES),
  settled_as_of: instant,
  settled_by_read: z.string().nullable(),
  reappeared_as_of: instant,
  ledger_sequence: z.int(),
});
export type RecordRow = z.infer<typeof recordRow>;

/** A recorded step of a plan, with what a later snapshot showed. */
export const stepRow = z.strictObject({
  record_id: z.string(),
  plan_id: z.string(),
  step_id: z.string(),
  action: z.enum(STEP_ACTIONS),
  performed_by: z.string(),
  performed_at: z.string(),
  recorded_by: z.string(),
  recorded_by_authenticated: z.boolean(),
  recorded_at: z.string(),
  ...attested,
  ticket: z.string().nullable(),
  evidence: z.array(z.string()),
  order_override: z.string().nullable(),
  state: z.enum(['claimed', 'confirmed', 'contradicted', 'withdrawn']),
  settled_as_of: instant,
  ledger_sequence: z.int(),
});
export type StepRow = z.infer<typeof stepRow>;

/** An exemption, a decided link, or the withdrawal of one of them or of a record. */
export const decisionRow = z.strictObject({
  decision_id: z.string(),
  kind: z.enum(DECISION_KINDS),
  state: z.enum(['in_force', 'ended', 'withdrawn', 'replaced', 'not_attested', 'made']),
  account_id: z.string().nullable(),
  account_email: z.string().nullable(),
  owner: z.string().nullable(),
  until: instant,
  identity: z.string().nullable(),
  withdraws: z.string().nullable(),
  reason: z.string(),
  decided_by: z.string(),
  decided_by_authenticated: z.boolean(),
  decided_at: z.string(),
  ...attested,
  ledger_sequence: z.int(),
});
export type DecisionRow = z.infer<typeof decisionRow>;

/** A link that a rule changed, as a ledger entry lists it; changes that the entry leaves out have no row. */
export const linkRow = z.strictObject({
  ledger_sequence: z.int(),
  at: z.string(),
  account_id: z.string(),
  formerly: z.string().nullable(),
  app: z.string().regex(APP_ID),
  what: z.array(z.enum(LINK_CHANGE_KINDS)),
  situation_before: z.enum(SITUATIONS),
  rule_before: z.enum(CORRELATION_RULES).nullable(),
  identities_before: z.array(z.string()),
  situation_now: z.enum(SITUATIONS),
  rule_now: z.enum(CORRELATION_RULES).nullable(),
  identities_now: z.array(z.string()),
  reasons: z.array(z.enum(LINK_CHANGE_REASONS)),
});
export type LinkRow = z.infer<typeof linkRow>;

/** An access review: how it was set up, the population that it froze, and what came of it. */
export const reviewRow = z.strictObject({
  review_id: z.string(),
  name: z.string(),
  app: z.string().regex(APP_ID),
  status: z.enum(['open', 'closed']),
  /** Why a person accepted a population that is not proven complete; null if it is. */
  accepted_incomplete: z.string().nullable(),
  missing: z.array(z.string()),
  scope_role: z.string().nullable(),
  scope_team: z.string().nullable(),
  scope_findings: z.array(z.string()),
  changed_only: z.boolean(),
  by_manager: z.boolean(),
  /** `role=address` */
  by_role: z.array(z.string()),
  by_team: z.array(z.string()),
  fallback: z.string().nullable(),
  second: z.string().nullable(),
  privileged_roles: z.array(z.string()),
  due_at: z.string(),
  /** Who answers for the application by now. */
  owner: z.string().nullable(),
  deputy: z.string().nullable(),
  owner_changes: z.array(z.string()),
  reminders: z.array(z.string()),
  opened_at: z.string(),
  opened_by: z.string(),
  opened_by_authenticated: z.boolean(),
  ...attested,
  evaluated_at: z.string(),
  accounts: z.int(),
  items: z.int(),
  privileged: z.int(),
  changed: z.int(),
  left_out: z.array(z.string()),
  /** SHA-256 over the column `frozen` of its items, one a line. */
  population_hash: z.string(),
  reads: z.array(z.string()),
  previous_review_id: z.string().nullable(),
  closed_at: instant,
  closed_by: z.string().nullable(),
  closed_by_authenticated: z.boolean(),
  closed_through: z.enum(ATTESTATION_LEVELS).nullable(),
  undecided_became: z.string().nullable(),
  closed_because: z.string().nullable(),
  kept: z.int().nullable(),
  revoked: z.int().nullable(),
  role_changes: z.int().nullable(),
  not_reviewed: z.int().nullable(),
  late: z.int().nullable(),
  /** Of the revoked ones, at closing. */
  proven: z.int().nullable(),
  decided_by: z.array(z.string()),
  outcome_hash: z.string().nullable(),
  ledger_sequence: z.int(),
  closed_sequence: z.int().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

/** An account as an access review froze it, and where it stands when the pack is written. */
export const reviewItemRow = z.strictObject({
  review_id: z.string(),
  item: z.int(),
  account_id: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.string().nullable(),
  team: z.string().nullable(),
  identities: z.array(z.string()),
  privileged: z.boolean(),
  finding: z.enum(FINDINGS),
  reason: z.string(),
  evidence: z.array(z.string()),
  last_used_at: instant,
  changes: z.array(z.string()),
  suggestion: z.string().nullable(),
  suggested_because: z.string(),
  gaps: z.array(z.enum(REVIEW_GAPS)),
  frozen_reviewer: z.string().nullable(),
  reviewer_basis: z.string().nullable(),
  /** Who has to decide it by now. */
  reviewer: z.string().nullable(),
  second: z.string().nullable(),
  reviewer_decision: z.enum(REVIEW_DECISIONS).nullable(),
  second_decision: z.enum(REVIEW_DECISIONS).nullable(),
  outcome: z.enum(REVIEW_DECISIONS).nullable(),
  state: z.enum(ITEM_STATES),
  plan_id: z.string().nullable(),
  record_id: z.string().nullable(),
  /** The whole frozen item in canonical form (RFC 8785). */
  frozen: z.string(),
});
export type ReviewItemRow = z.infer<typeof reviewItemRow>;

/** A person's decision on an item of an access review; of one place the last one counts. */
export const reviewDecisionRow = z.strictObject({
  review_id: z.string(),
  item: z.int(),
  account_id: z.string(),
  as: z.enum(['reviewer', 'second']),
  decision: z.enum(REVIEW_DECISIONS),
  rationale: z.string().nullable(),
  role: z.string().nullable(),
  to: z.string().nullable(),
  stated_by: z.string(),
  entered_by: z.string(),
  entered_by_authenticated: z.boolean(),
  decided_at: z.string(),
  late: z.boolean(),
  /** Where it was decided before it was entered here; absent in packs of earlier versions. */
  origin: z.string().nullable().default(null),
  ...attested,
  ledger_sequence: z.int(),
});
export type ReviewDecisionRow = z.infer<typeof reviewDecisionRow>;

/** A plan, who drafted and approved it, and how far it has come. */
export const planRow = z.strictObject({
  plan_id: z.string(),
  kind: z.string(),
  subject: z.string(),
  accounts: z.array(z.string()),
  plan_hash: z.string(),
  status: z.enum(PLAN_STATUSES),
  drafted_at: z.string(),
  drafted_by: z.string().nullable(),
  approved_at: instant,
  approved_by: z.string().nullable(),
  approved_by_authenticated: z.boolean(),
  /** A level; in packs of earlier versions, the word that they stored instead. */
  approved_through: z.string().nullable(),
  approval_sequence: z.int().nullable(),
  cancelled_at: instant,
  cancelled_because: z.string().nullable(),
  ticket: z.string().nullable(),
  steps_done: z.int(),
  steps_total: z.int(),
});
export type PlanRow = z.infer<typeof planRow>;

/** One ledger entry for a reader of a table; `ledger.jsonl` has it as it was sealed. */
export const historyRow = z.strictObject({
  sequence: z.int(),
  at: z.string(),
  actor: z.string(),
  actor_authenticated: z.boolean(),
  actor_via: z.string(),
  kind: z.string(),
  account_id: z.string().nullable(),
  plan_id: z.string().nullable(),
  record_id: z.string().nullable(),
  snapshot_id: z.string().nullable(),
  payload: z.string(),
  hash: z.string(),
});
export type HistoryRow = z.infer<typeof historyRow>;

import { canonicalJson } from '../../ledger/canonical.ts';
import type { Json } from '../../model/ledger.ts';
import type { DecisionOrigin, ItemDecision, ItemState, ReviewEvent, ReviewItem } from '../../model/review.ts';
import type { ReviewDecisionRow, ReviewItemRow, ReviewRow } from '../../report/pack/rows.ts';
import type { ItemStanding } from '../../review/standing.ts';
import type { StatedReview } from '../verification/stated-reviews.ts';
import { attestedPart } from './other-rows.ts';

/** The row of a review, from what a store keeps of it or from what a ledger states. */
export function reviewRowOf(review: StatedReview, events: readonly ReviewEvent[]): ReviewRow {
  const { scope, reviewers, population } = review;
  const closed = events.find((one) => one.kind === 'closed') ?? null;
  const outcome = closed?.outcome ?? null;
  const changes = events.filter((one) => one.kind === 'owner_changed');
  const { owner, deputy } = changes.at(-1) ?? review;
  return {
    review_id: review.reviewId,
    name: review.name,
    app: review.app,
    status: closed === null ? 'open' : 'closed',
    accepted_incomplete: review.acceptedIncomplete,
    missing: population.missing.map(({ what }) => what),
    scope_role: scope.role,
    scope_team: scope.team,
    scope_findings: [...scope.findings],
    changed_only: scope.changedOnly,
    by_manager: reviewers.manager,
    by_role: people(reviewers.byRole),
    by_team: people(reviewers.byTeam),
    fallback: reviewers.fallback,
    second: reviewers.second,
    privileged_roles: [...review.privilegedRoles],
    due_at: review.dueAt,
    owner,
    deputy,
    owner_changes: changes.map(
      (one) =>
        `${one.at} owner ${one.owner ?? 'nobody'}, deputy ${one.deputy ?? 'nobody'}, by ${one.by.name} (entry ${one.ledgerSequence}): ${one.reason}`,
    ),
    reminders: events
      .filter((one) => one.kind === 'reminded')
      .map(
        (one) => `${one.at} ${one.undecided} undecided, to ${one.reviewers.join(' ')} (entry ${one.ledgerSequence})`,
      ),
    opened_at: review.openedAt,
    opened_by: review.openedBy.name,
    opened_by_authenticated: review.openedBy.authenticated,
    ...attestedPart(review.attestation),
    evaluated_at: population.evaluatedAt,
    accounts: population.accounts,
    items: population.items,
    privileged: population.privileged,
    changed: population.changed,
    left_out: population.leftOut.map(({ why, accounts }) => `${accounts} ${why}`),
    population_hash: population.hash,
    reads: population.reads.map(
      (one) =>
        `${one.snapshotId} ${one.source}, ${one.completeness} as of ${one.asOf}, ${one.rows} rows, sha256:${one.sha256}`,
    ),
    previous_review_id: review.previousReviewId,
    closed_at: closed?.at ?? null,
    closed_by: closed?.by.name ?? null,
    closed_by_authenticated: closed?.by.authenticated ?? false,
    closed_through: closed?.attestation.level ?? null,
    undecided_became: closed?.undecidedBecome ?? null,
    closed_because: closed?.reason ?? null,
    kept: outcome?.kept ?? null,
    revoked: outcome?.revoked ?? null,
    role_changes: outcome?.roleChanges ?? null,
    not_reviewed: outcome?.notReviewed ?? null,
    late: outcome?.late ?? null,
    proven: outcome?.proven ?? null,
    decided_by: (outcome?.byReviewer ?? []).map(({ reviewer, decided }) => `${reviewer} ${decided}`),
    outcome_hash: outcome?.hash ?? null,
    ledger_sequence: review.ledgerSequence,
    closed_sequence: closed?.ledgerSequence ?? null,
  };
}

function people(rules: Readonly<Record<string, string>>): string[] {
  return Object.entries(rules)
    .map(([of, person]) => `${of}=${person}`)
    .sort();
}

/** Where an item stands beyond its decisions. */
export interface Followed {
  readonly state: ItemState;
  readonly planId: string | null;
  readonly recordId: string | null;
}

export function reviewItemRowOf(
  reviewId: string,
  item: ReviewItem,
  standing: ItemStanding,
  { state, planId, recordId }: Followed,
): ReviewItemRow {
  return {
    review_id: reviewId,
    item: item.ordinal,
    account_id: item.accountId,
    email: item.email,
    name: item.name,
    role: item.role,
    team: item.team,
    identities: [...item.identities],
    privileged: item.privileged,
    finding: item.finding,
    reason: item.reason,
    evidence: item.evidence.map((one) => `${one.observedAt ?? 'undated'} ${one.source}: ${one.fact}`),
    last_used_at: item.lastUsedAt,
    changes: item.changes.map(({ what, before }) => (before === null ? what : `${what} (before: ${before})`)),
    suggestion: item.suggestion.decision,
    suggested_because: item.suggestion.why,
    gaps: [...item.gaps],
    frozen_reviewer: item.reviewer,
    reviewer_basis: item.reviewerBasis,
    reviewer: lower(standing.reviewer),
    second: lower(standing.second),
    reviewer_decision: standing.reviewerDecision,
    second_decision: standing.secondDecision,
    outcome: standing.outcome,
    state,
    plan_id: planId,
    record_id: recordId,
    frozen: canonicalJson(item),
  };
}

function lower(address: string | null): string | null {
  return address === null ? null : address.trim().toLowerCase();
}

export function reviewDecisionRowOf(one: ItemDecision, dueAt: string): ReviewDecisionRow {
  return {
    review_id: one.reviewId,
    item: one.ordinal,
    account_id: one.accountId,
    as: one.as,
    decision: one.decision,
    rationale: one.rationale,
    role: one.role,
    to: one.to,
    stated_by: one.statedBy,
    entered_by: one.enteredBy.name,
    entered_by_authenticated: one.enteredBy.authenticated,
    decided_at: one.decidedAt,
    late: one.decidedAt > dueAt,
    origin: one.origin === undefined ? null : originText(one.origin),
    ...attestedPart(one.attestation),
    ledger_sequence: one.ledgerSequence,
  };
}

function originText({
  reviewedBy,
  reviewedAt,
  instanceId,
  resourceId,
  decisionId,
  fileSha256,
}: DecisionOrigin): string {
  return `entra: by ${reviewedBy} at ${reviewedAt}, decision ${decisionId} of instance ${instanceId}, resource ${resourceId ?? 'not named'}, file sha256:${fileSha256}`;
}

/** The columns in which two rows of one shape differ. */
export function differing(
  row: Readonly<Record<string, Json>>,
  said: Readonly<Record<string, Json>>,
): readonly string[] {
  return Object.keys(said).filter((name) => canonicalJson(row[name] ?? null) !== canonicalJson(said[name] ?? null));
}

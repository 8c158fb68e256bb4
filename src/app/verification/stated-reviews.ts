import * as z from 'zod';
import { APP_ID } from '../../model/app-profile.ts';
import { FINDINGS } from '../../model/finding.ts';
import { bare } from '../../model/foreign.ts';
import {
  type AccessReview,
  type DecisionOrigin,
  type ItemDecision,
  type Population,
  type PopulationGap,
  type PopulationRead,
  REVIEW_DECISIONS,
  type ReviewEvent,
} from '../../model/review.ts';
import { COMPLETENESS } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { attestation } from '../../store/records/documents.ts';
import type { StatedEntry } from './stated-entry.ts';

/** A review as the entry of its opening states it: a part of the review that is stored. */
export type StatedReview = Omit<AccessReview, 'population'> & {
  readonly population: Omit<Population, 'reads' | 'missing'> & {
    readonly reads: readonly Pick<
      PopulationRead,
      'snapshotId' | 'source' | 'sha256' | 'asOf' | 'completeness' | 'rows'
    >[];
    readonly missing: readonly Pick<PopulationGap, 'what'>[];
  };
};

/** Everything that the ledger states of one review, in its order. */
export interface ReviewFile {
  readonly opened: StatedReview;
  /** Of the whole population as it is stored. */
  readonly populationSha256: string;
  readonly events: ReviewEvent[];
  readonly decisions: ItemDecision[];
  closed: Extract<ReviewEvent, { readonly kind: 'closed' }> | null;
  /** Accounts whose deactivation was recorded since it was opened, and confirmed before it was closed. */
  provenAtClosing: ReadonlySet<string>;
}

export interface StatedReviews {
  /** In the order of the ledger. */
  readonly byId: Map<string, ReviewFile>;
  /** What the ledger must not say, one clause each. */
  readonly faults: string[];
}

export function noReviewsStated(): StatedReviews {
  return { byId: new Map(), faults: [] };
}

const textOrNull = z.string().nullable();
const texts = z.array(z.string());
const entered = { review_id: z.string(), attestation };

const openedShape = z.looseObject({
  ...entered,
  name: z.string(),
  app: z.string().regex(APP_ID),
  scope: z.looseObject({
    role: textOrNull,
    team: textOrNull,
    findings: z.array(z.enum(FINDINGS)),
    changed_only: z.boolean(),
  }),
  reviewers: z.looseObject({
    manager: z.boolean(),
    by_role: z.record(z.string(), z.string()),
    by_team: z.record(z.string(), z.string()),
    fallback: textOrNull,
    second: textOrNull,
  }),
  privileged_roles: texts,
  due_at: z.string(),
  owner: textOrNull,
  deputy: textOrNull,
  accepted_incomplete: textOrNull,
  previous_review_id: textOrNull,
  population: z.looseObject({
    evaluated_at: z.string(),
    accounts: z.int(),
    items: z.int(),
    privileged: z.int(),
    changed: z.int(),
    left_out: z.array(
      z.object({ why: z.enum(['not_active', 'out_of_scope', 'status_unknown', 'unchanged']), accounts: z.int() }),
    ),
    hash: z.string(),
    sha256: z.string(),
    missing: texts,
    reads: z.array(
      z.looseObject({
        snapshot_id: z.string(),
        source: z.string(),
        sha256: z.string(),
        as_of: z.string(),
        completeness: z.enum(COMPLETENESS),
        rows: z.int(),
      }),
    ),
  }),
});

const originShape = z.object({
  system: z.literal('entra'),
  file_sha256: z.string(),
  instance_id: z.string(),
  resource_id: textOrNull,
  decision_id: z.string(),
  reviewed_by: z.string(),
  reviewed_at: z.string(),
});

const decidedShape = z.looseObject({
  ...entered,
  items: z.array(
    z.looseObject({
      item: z.int(),
      account_id: z.string(),
      as: z.enum(['reviewer', 'second']),
      stated_by: z.string(),
      decision: z.enum(REVIEW_DECISIONS),
      rationale: textOrNull,
      role: textOrNull,
      to: textOrNull,
      origin: originShape.optional(),
    }),
  ),
});

const ownerShape = z.looseObject({ ...entered, owner: textOrNull, deputy: textOrNull, reason: z.string() });

const remindedShape = z.looseObject({ ...entered, reviewers: texts, undecided: z.int() });

const closedShape = z.looseObject({
  ...entered,
  undecided_become: z.literal('not_reviewed').nullable(),
  reason: textOrNull,
  outcome: z.looseObject({
    items: z.int(),
    kept: z.int(),
    revoked: z.int(),
    role_changes: z.int(),
    not_reviewed: z.int(),
    late: z.int(),
    by_reviewer: z.array(z.object({ reviewer: z.string(), decided: z.int() })),
    proven: z.int(),
    hash: z.string(),
  }),
});

/** Accounts whose newest recorded deactivation since a moment is confirmed by now. */
export type ConfirmedSince = (moment: Instant) => ReadonlySet<string>;

/** Adds what an entry about a review states. Entries come in order. */
export function stateReview(into: StatedReviews, entry: StatedEntry, confirmedSince: ConfirmedSince): void {
  const fault = entry.kind === 'review.opened' ? stateOpening(into, entry) : stateAfter(into, entry, confirmedSince);
  if (fault !== null) into.faults.push(`ledger entry ${entry.sequence} ${fault}`);
}

const UNREADABLE = 'is no entry about a review that this version knows';

function stateOpening({ byId }: StatedReviews, { payload, ...entry }: StatedEntry): string | null {
  const { success, data } = openedShape.safeParse(payload);
  if (!success) return UNREADABLE;
  if (byId.has(data.review_id)) return `opens the review ${bare(data.review_id)}, which was opened before`;
  const { scope, reviewers, population } = data;
  byId.set(data.review_id, {
    populationSha256: population.sha256,
    events: [],
    decisions: [],
    closed: null,
    provenAtClosing: new Set(),
    opened: {
      reviewId: data.review_id,
      name: data.name,
      app: data.app,
      scope: { role: scope.role, team: scope.team, findings: scope.findings, changedOnly: scope.changed_only },
      reviewers: {
        manager: reviewers.manager,
        byRole: reviewers.by_role,
        byTeam: reviewers.by_team,
        fallback: reviewers.fallback,
        second: reviewers.second,
      },
      privilegedRoles: data.privileged_roles,
      dueAt: data.due_at,
      owner: data.owner,
      deputy: data.deputy,
      population: {
        reads: population.reads.map((one) => ({
          snapshotId: one.snapshot_id,
          source: one.source,
          sha256: one.sha256,
          asOf: one.as_of,
          completeness: one.completeness,
          rows: one.rows,
        })),
        evaluatedAt: population.evaluated_at,
        accounts: population.accounts,
        items: population.items,
        privileged: population.privileged,
        changed: population.changed,
        leftOut: population.left_out,
        hash: population.hash,
        missing: population.missing.map((what) => ({ what })),
      },
      acceptedIncomplete: data.accepted_incomplete,
      previousReviewId: data.previous_review_id,
      openedAt: entry.at,
      openedBy: entry.actor,
      attestation: data.attestation,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    },
  });
  return null;
}

function stateAfter({ byId }: StatedReviews, entry: StatedEntry, confirmedSince: ConfirmedSince): string | null {
  const id = entry.payload['review_id'];
  const file = byId.get(typeof id === 'string' ? id : '');
  if (file === undefined) return `is about the review ${bare(String(id))}, which was not opened before it`;
  if (entry.kind === 'review.decided') return stateDecisions(file, entry);
  const event = eventOf(entry);
  if (event === null) return UNREADABLE;
  file.events.push(event);
  if (file.closed !== null) return `is about the review ${event.reviewId}, which was closed before it`;
  if (event.kind === 'closed') {
    file.closed = event;
    file.provenAtClosing = confirmedSince(file.opened.openedAt);
  }
  return null;
}

function stateDecisions(file: ReviewFile, { payload, sequence, at, actor, hash }: StatedEntry): string | null {
  const { success, data } = decidedShape.safeParse(payload);
  if (!success) return UNREADABLE;
  for (const one of data.items)
    file.decisions.push({
      reviewId: data.review_id,
      ordinal: one.item,
      accountId: one.account_id,
      decision: one.decision,
      rationale: one.rationale,
      role: one.role,
      to: one.to,
      as: one.as,
      statedBy: one.stated_by,
      enteredBy: actor,
      attestation: data.attestation,
      decidedAt: at,
      ...(one.origin === undefined ? {} : { origin: originOf(one.origin) }),
      ledgerSequence: sequence,
      ledgerHash: hash,
    });
  return file.closed === null ? null : `decides on items of the review ${data.review_id}, which was closed before it`;
}

function originOf(said: z.output<typeof originShape>): DecisionOrigin {
  return {
    system: said.system,
    fileSha256: said.file_sha256,
    instanceId: said.instance_id,
    resourceId: said.resource_id,
    decisionId: said.decision_id,
    reviewedBy: said.reviewed_by,
    reviewedAt: said.reviewed_at,
  };
}

/** Null: it is none. */
function eventOf({ kind, payload, sequence, at, actor, hash }: StatedEntry): ReviewEvent | null {
  const happened = { at, by: actor, ledgerSequence: sequence, ledgerHash: hash };
  if (kind === 'review.owner_changed') {
    const { data } = ownerShape.safeParse(payload);
    if (data === undefined) return null;
    const { owner, deputy, reason } = data;
    const about = { reviewId: data.review_id, attestation: data.attestation };
    return { kind: 'owner_changed', ...about, ...happened, owner, deputy, reason };
  }
  if (kind === 'review.reminded') {
    const { data } = remindedShape.safeParse(payload);
    if (data === undefined) return null;
    const about = { reviewId: data.review_id, attestation: data.attestation };
    return { kind: 'reminded', ...about, ...happened, reviewers: data.reviewers, undecided: data.undecided };
  }
  const { data } = closedShape.safeParse(payload);
  if (data === undefined) return null;
  const { outcome } = data;
  return {
    kind: 'closed',
    reviewId: data.review_id,
    attestation: data.attestation,
    ...happened,
    undecidedBecome: data.undecided_become,
    reason: data.reason,
    outcome: {
      items: outcome.items,
      kept: outcome.kept,
      revoked: outcome.revoked,
      roleChanges: outcome.role_changes,
      notReviewed: outcome.not_reviewed,
      late: outcome.late,
      byReviewer: outcome.by_reviewer,
      proven: outcome.proven,
      hash: outcome.hash,
    },
  };
}

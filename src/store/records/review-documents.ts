import * as z from 'zod';
import { APP_ID } from '../../model/app-profile.ts';
import { FINDINGS, REASONS } from '../../model/finding.ts';
import {
  type AccessReview,
  ITEM_CHANGES,
  type ItemDecision,
  REVIEW_DECISIONS,
  REVIEW_GAPS,
  type ReviewEvent,
  type ReviewItem,
} from '../../model/review.ts';
import { COMPLETENESS, FILTERS, KINDS } from '../../model/snapshot.ts';
import { actor, attestation } from './documents.ts';

// Loose, as plans are.

const texts = z.array(z.string());
const textOrNull = z.string().nullable();
const entered = { reviewId: z.string(), attestation, ledgerSequence: z.int(), ledgerHash: z.string() };

const population = z.looseObject({
  reads: z.array(
    z.looseObject({
      snapshotId: z.string(),
      source: z.string(),
      kind: z.enum(KINDS),
      fileName: z.string(),
      sha256: z.string(),
      asOf: z.string(),
      asOfBasis: z.enum(['stated', 'file_time']),
      completeness: z.enum(COMPLETENESS),
      filter: z.enum(FILTERS).nullable(),
      rows: z.int(),
      rowsRefused: z.int(),
    }),
  ),
  evaluatedAt: z.string(),
  accounts: z.int(),
  items: z.int(),
  privileged: z.int(),
  changed: z.int(),
  leftOut: z.array(
    z.looseObject({
      why: z.enum(['not_active', 'out_of_scope', 'status_unknown', 'unchanged']),
      accounts: z.int(),
    }),
  ),
  hash: z.string(),
  missing: z.array(z.looseObject({ what: z.string(), closeWith: z.string() })),
});

export const reviewDocument: z.ZodType<AccessReview> = z.looseObject({
  ...entered,
  name: z.string(),
  app: z.string().regex(APP_ID),
  scope: z.looseObject({
    role: textOrNull,
    team: textOrNull,
    findings: z.array(z.enum(FINDINGS)),
    changedOnly: z.boolean(),
  }),
  reviewers: z.looseObject({
    manager: z.boolean(),
    byRole: z.record(z.string(), z.string()),
    byTeam: z.record(z.string(), z.string()),
    fallback: textOrNull,
    second: textOrNull,
  }),
  privilegedRoles: texts,
  dueAt: z.string(),
  owner: textOrNull,
  deputy: textOrNull,
  population,
  acceptedIncomplete: textOrNull,
  previousReviewId: textOrNull,
  openedAt: z.string(),
  openedBy: actor,
});

export const reviewItemDocument: z.ZodType<ReviewItem> = z.looseObject({
  ordinal: z.int(),
  accountId: z.string(),
  email: textOrNull,
  name: textOrNull,
  role: textOrNull,
  team: textOrNull,
  identities: texts,
  addresses: texts,
  finding: z.enum(FINDINGS),
  reason: z.enum(REASONS),
  evidence: z.array(z.looseObject({ source: z.string(), observedAt: textOrNull, fact: z.string() })),
  lastUsedAt: textOrNull,
  privileged: z.boolean(),
  changes: z.array(z.looseObject({ what: z.enum(ITEM_CHANGES), before: textOrNull })),
  suggestion: z.looseObject({ decision: z.enum(['keep', 'revoke']).nullable(), why: z.string() }),
  reviewer: textOrNull,
  reviewerBasis: z.enum(['role', 'team', 'manager', 'fallback']).nullable(),
  second: textOrNull,
  gaps: z.array(z.enum(REVIEW_GAPS)),
});

export const itemDecisionDocument: z.ZodType<ItemDecision> = z.looseObject({
  ...entered,
  ordinal: z.int(),
  accountId: z.string(),
  decision: z.enum(REVIEW_DECISIONS),
  rationale: textOrNull,
  role: textOrNull,
  to: textOrNull,
  as: z.enum(['reviewer', 'second']),
  statedBy: z.string(),
  enteredBy: actor,
  decidedAt: z.string(),
  origin: z
    .looseObject({
      system: z.literal('entra'),
      fileSha256: z.string(),
      instanceId: z.string(),
      resourceId: textOrNull,
      decisionId: z.string(),
      reviewedBy: z.string(),
      reviewedAt: z.string(),
    })
    .optional(),
});

const happened = { ...entered, at: z.string(), by: actor };

export const reviewEventDocument: z.ZodType<ReviewEvent> = z.discriminatedUnion('kind', [
  z.looseObject({
    ...happened,
    kind: z.literal('owner_changed'),
    owner: textOrNull,
    deputy: textOrNull,
    reason: z.string(),
  }),
  z.looseObject({ ...happened, kind: z.literal('reminded'), reviewers: texts, undecided: z.int() }),
  z.looseObject({
    ...happened,
    kind: z.literal('closed'),
    undecidedBecome: z.literal('not_reviewed').nullable(),
    reason: textOrNull,
    outcome: z.looseObject({
      items: z.int(),
      kept: z.int(),
      revoked: z.int(),
      roleChanges: z.int(),
      notReviewed: z.int(),
      late: z.int(),
      byReviewer: z.array(z.looseObject({ reviewer: z.string(), decided: z.int() })),
      proven: z.int(),
      hash: z.string(),
    }),
  }),
]);

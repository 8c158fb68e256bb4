import * as z from 'zod';
import { ACTOR_VIA } from '../../model/actor.ts';
import { APP_ID } from '../../model/app-profile.ts';
import { ATTESTATION_LEVELS, type Attestation, FORMER_WAYS, formerAttestation } from '../../model/attestation.ts';
import type { Decision } from '../../model/decision.ts';
import type { Handover } from '../../model/handover.ts';
import type { Json } from '../../model/ledger.ts';
import { NOT_COVERED_REASONS, type Plan, SET_ASIDE_REASONS, STEP_ACTIONS } from '../../model/plan.ts';
import { PLAN_EVENT_KINDS, type PlanEvent } from '../../model/plan-event.ts';
import type { DeactivationRecord, StepRecord } from '../../model/record.ts';

const texts = z.array(z.string());
export const actor = z.object({ name: z.string(), authenticated: z.boolean(), via: z.enum(ACTOR_VIA) });
const handoverSource = z.looseObject({
  fileName: z.string(),
  asOf: z.string(),
  complete: z.boolean(),
  stale: z.boolean(),
});

export const attestation: z.ZodType<Attestation> = z.object({
  level: z.enum(ATTESTATION_LEVELS),
  client: z.object({ name: z.string(), version: z.string() }).nullable(),
  formerly: z.enum(FORMER_WAYS).optional(),
});

const former = z.looseObject({ confirmedBy: z.enum(FORMER_WAYS).nullish() });

/** Documents of versions that kept one word in place of a level, and never change: the word is read as the level it was. */
function withLevel(document: unknown): unknown {
  const { success, data } = former.safeParse(document);
  if (!success || data.confirmedBy === undefined) return document;
  const { confirmedBy, ...rest } = data;
  return { ...rest, attestation: confirmedBy === null ? null : formerAttestation(confirmedBy) };
}

/** Loose, as plans are. */
export const recordDocument: z.ZodType<DeactivationRecord> = z.preprocess(
  withLevel,
  z.looseObject({
    recordId: z.string(),
    accountId: z.string(),
    accountEmail: z.string().nullable(),
    performedBy: z.string(),
    performedAt: z.string(),
    recordedAt: z.string(),
    recordedBy: actor,
    attestation,
    planId: z.string().nullable(),
    ticket: z.string().nullable(),
    method: z.string().nullable(),
    note: z.string().nullable(),
    evidence: z.array(z.object({ name: z.string(), sha256: z.string() })),
    retroactive: z.boolean(),
    corrects: z.string().nullable().optional(),
    orderOverride: z.string().nullable().optional(),
    ledgerSequence: z.int(),
    ledgerHash: z.string(),
  }),
);

export const stepRecordDocument: z.ZodType<StepRecord> = z.preprocess(
  withLevel,
  z.looseObject({
    recordId: z.string(),
    planId: z.string(),
    stepId: z.string(),
    action: z.enum(STEP_ACTIONS),
    performedBy: z.string(),
    performedAt: z.string(),
    recordedAt: z.string(),
    recordedBy: actor,
    attestation,
    ticket: z.string().nullable(),
    note: z.string().nullable(),
    evidence: z.array(z.object({ name: z.string(), sha256: z.string() })),
    orderOverride: z.string().nullable(),
    ledgerSequence: z.int(),
    ledgerHash: z.string(),
  }),
);

const decided = {
  decisionId: z.string(),
  accountEmail: z.string().nullable(),
  reason: z.string(),
  decidedAt: z.string(),
  decidedBy: actor,
  attestation,
  ledgerSequence: z.int(),
  ledgerHash: z.string(),
};

export const decisionDocument: z.ZodType<Decision> = z.preprocess(
  withLevel,
  z.discriminatedUnion('kind', [
    z.looseObject({
      ...decided,
      kind: z.literal('exemption'),
      accountId: z.string(),
      owner: z.string(),
      until: z.string(),
    }),
    z.looseObject({
      ...decided,
      kind: z.literal('link'),
      accountId: z.string(),
      identity: z.object({ directory: z.string(), identityId: z.string() }).nullable(),
    }),
    z.looseObject({
      ...decided,
      kind: z.enum(['exemption_withdrawn', 'link_withdrawn']),
      accountId: z.string(),
      withdraws: z.string(),
    }),
    z.looseObject({
      ...decided,
      kind: z.literal('record_withdrawn'),
      accountId: z.string().nullable(),
      withdraws: z.string(),
      correctedBy: z.string().nullable(),
    }),
  ]),
);

export const withdrawalDocument = z.preprocess(
  withLevel,
  z.looseObject({
    attestation,
    decidedAt: z.string(),
    decidedBy: actor,
    reason: z.string(),
    correctedBy: z.string().nullable(),
  }),
);

const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('statement') }),
  z.object({ kind: z.literal('access_gone'), identities: texts }),
  z.object({ kind: z.literal('access_given'), identity: z.string() }),
  z.object({ kind: z.literal('account_closed'), accounts: texts }),
  z.object({ kind: z.literal('account_active'), account: z.string() }),
  z.object({
    kind: z.literal('role_set'),
    account: z.string(),
    role: z.string().nullable(),
    team: z.string().nullable(),
  }),
  z.object({ kind: z.literal('work_gone'), account: z.string() }),
]);

const planBase = {
  planId: z.string(),
  planHash: z.string(),
  draftedAt: z.string(),
  ticket: z.string().nullable(),
  dueAt: z.string().nullable(),
  steps: z.array(
    z.looseObject({
      stepId: z.string(),
      order: z.number(),
      app: z.string().regex(APP_ID).optional(),
      system: z.string().regex(APP_ID),
      action: z.enum(STEP_ACTIONS),
      title: z.string(),
      instructions: texts,
      performedBy: z.string(),
      dependsOn: texts,
      blockedBy: z.string().nullable(),
      proof: z.string(),
      settledBy: proof,
      alreadyTrue: z.string().nullable(),
      warnings: texts,
    }),
  ),
  risks: texts,
  factDigests: z.record(z.string(), z.string()),
};

const handover: z.ZodType<Handover> = z.looseObject({
  opportunities: z.array(
    z.looseObject({
      opportunityId: z.string().nullable(),
      name: z.string().nullable(),
      accountName: z.string().nullable(),
      stage: z.string().nullable(),
      amountRaw: z.string().nullable(),
      amount: z.number().nullable(),
      currency: z.string().nullable(),
      closeDate: z.string().nullable(),
      certainlyOpen: z.boolean(),
    }),
  ),
  totals: z.array(
    z.looseObject({
      currency: z.string().nullable(),
      amount: z.number(),
      opportunities: z.number(),
      withoutAmount: z.number(),
    }),
  ),
  opportunitiesFrom: handoverSource.nullable(),
  ambiguousOwnerRows: z.number(),
  forecasts: z.array(
    z.looseObject({
      field: z.string(),
      period: z.string(),
      dataType: z.string(),
      valueRaw: z.string().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  forecastsFrom: handoverSource.nullable(),
  dropped: z.number(),
});

const roleAndTeam = { role: z.string().nullable(), team: z.string().nullable() };

/** Loose, so that what is added to a plan later is kept without this file knowing of it. */
export const planDocument: z.ZodType<Plan> = z.discriminatedUnion('kind', [
  z.looseObject({
    ...planBase,
    kind: z.literal('offboarding'),
    accountId: z.string(),
    accountEmail: z.string().nullable(),
    app: z.string().regex(APP_ID).optional(),
    person: z
      .looseObject({
        identities: texts,
        accounts: z.array(
          z.looseObject({
            accountId: z.string(),
            app: z.string().regex(APP_ID),
            email: z.string().nullable(),
            finding: z.string(),
          }),
        ),
        notCovered: z.array(
          z.looseObject({
            app: z.string().regex(APP_ID),
            accountId: z.string().nullable(),
            reason: z.enum(NOT_COVERED_REASONS),
            why: z.string(),
          }),
        ),
      })
      .optional(),
    finding: z.string(),
    successor: z.object({ email: z.string(), accountId: z.string() }).nullable(),
    dueAtAsked: z.string().nullable(),
    handover,
  }),
  z.looseObject({
    ...planBase,
    ...roleAndTeam,
    kind: z.literal('provisioning'),
    email: z.string(),
    name: z.string().nullable(),
    directory: z.string(),
    accountId: z.string().nullable(),
  }),
  z.looseObject({
    ...planBase,
    kind: z.literal('role_change'),
    asked: z.array(z.looseObject({ ...roleAndTeam, account: z.string() })),
    changes: z.array(
      z.looseObject({
        ...roleAndTeam,
        accountId: z.string(),
        email: z.string().nullable(),
        from: z.object(roleAndTeam),
      }),
    ),
    setAside: z.array(
      z.looseObject({
        account: z.string(),
        accountId: z.string().nullable(),
        reason: z.enum(SET_ASIDE_REASONS),
        why: z.string(),
      }),
    ),
  }),
]);

export const planEventDocument: z.ZodType<PlanEvent> = z.preprocess(
  withLevel,
  z.looseObject({
    planId: z.string(),
    subject: z.string(),
    kind: z.enum(PLAN_EVENT_KINDS),
    at: z.string(),
    by: actor,
    attestation: attestation.nullable(),
    reason: z.string().nullable(),
    readAnew: texts,
    ledgerSequence: z.int(),
    ledgerHash: z.string(),
  }),
);

export const payloadDocument: z.ZodType<{ readonly [key: string]: Json }> = z.record(z.string(), z.json());

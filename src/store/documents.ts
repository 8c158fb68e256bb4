import { z } from 'zod';
import type { Json } from '../model/ledger.ts';
import { type OffboardingPlan, PLAN_SYSTEMS, STEP_ACTIONS } from '../model/plan.ts';
import { CONFIRMED_BY, type DeactivationRecord } from '../model/record.ts';

const texts = z.array(z.string());

/** Loose, as plans are. */
export const recordDocument: z.ZodType<DeactivationRecord> = z.looseObject({
  recordId: z.string(),
  accountId: z.string(),
  accountEmail: z.string().nullable(),
  performedBy: z.string(),
  performedAt: z.string(),
  recordedAt: z.string(),
  recordedBy: z.object({ name: z.string(), authenticated: z.boolean(), via: z.enum(['stdio', 'http', 'terminal']) }),
  confirmedBy: z.enum(CONFIRMED_BY),
  planId: z.string().nullable(),
  ticket: z.string().nullable(),
  method: z.string().nullable(),
  note: z.string().nullable(),
  evidence: z.array(z.object({ name: z.string(), sha256: z.string() })),
  retroactive: z.boolean(),
  ledgerSequence: z.int(),
  ledgerHash: z.string(),
});

/** Loose, so that what is added to a plan later is kept without this file knowing of it. */
export const planDocument: z.ZodType<OffboardingPlan> = z.looseObject({
  planId: z.string(),
  planHash: z.string(),
  status: z.literal('drafted'),
  accountId: z.string(),
  accountEmail: z.string().nullable(),
  finding: z.string(),
  draftedAt: z.string(),
  ticket: z.string().nullable(),
  dueAt: z.string().nullable(),
  successor: z.object({ email: z.string(), accountId: z.string() }).nullable(),
  steps: z.array(
    z.looseObject({
      stepId: z.string(),
      order: z.number(),
      system: z.enum(PLAN_SYSTEMS),
      action: z.enum(STEP_ACTIONS),
      title: z.string(),
      instructions: texts,
      performedBy: z.string(),
      dependsOn: texts,
      blockedBy: z.string().nullable(),
      proof: z.string(),
      warnings: texts,
    }),
  ),
  risks: texts,
});

export const payloadDocument: z.ZodType<{ readonly [key: string]: Json }> = z.record(z.string(), z.json());

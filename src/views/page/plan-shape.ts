import * as z from 'zod';

const event = z.looseObject({
  at: z.string(),
  by: z.string(),
  attestation: z.string().optional(),
  reason: z.string().optional(),
});

const step = z.looseObject({
  step_id: z.string(),
  order: z.number(),
  app: z.string(),
  system: z.string(),
  action: z.string(),
  title: z.string(),
  instructions: z.array(z.string()),
  performed_by: z.string(),
  depends_on: z.array(z.string()),
  blocked_by: z.string().optional(),
  proof: z.string(),
  settled_by: z.looseObject({ kind: z.string(), accounts: z.array(z.string()).optional() }),
  warnings: z.array(z.string()),
  state: z.string(),
  why: z.string(),
  waits_for: z.array(z.string()),
  record_id: z.string().optional(),
  is_done: z.boolean(),
});
export type StepShown = z.infer<typeof step>;

const source = z.looseObject({ file_name: z.string(), as_of: z.string(), complete: z.boolean(), stale: z.boolean() });

const handover = z.looseObject({
  opportunities: z.array(
    z.looseObject({
      opportunity_id: z.string().optional(),
      name: z.string().optional(),
      account_name: z.string().optional(),
      stage: z.string().optional(),
      amount: z.number().optional(),
      currency: z.string().optional(),
      close_date: z.string().optional(),
      certainly_open: z.boolean(),
    }),
  ),
  totals: z.array(
    z.looseObject({
      currency: z.string().optional(),
      amount: z.number(),
      opportunities: z.number(),
      without_amount: z.number(),
    }),
  ),
  opportunities_from: source.optional(),
  ambiguous_owner_rows: z.number(),
  forecasts: z.array(
    z.looseObject({
      field: z.string(),
      period: z.string(),
      data_type: z.string(),
      value_raw: z.string().optional(),
      currency: z.string().optional(),
    }),
  ),
  forecasts_from: source.optional(),
  dropped: z.number(),
});
export type HandoverShown = z.infer<typeof handover>;

/** What the page shows of the resource of a plan, of whichever kind. */
export const planShape = z.looseObject({
  kind: z.enum(['offboarding', 'provisioning', 'role_change']),
  plan_id: z.string(),
  plan_hash: z.string(),
  status: z.string(),
  ticket: z.string().optional(),
  due_at: z.string().optional(),
  progress: z.looseObject({ done: z.number(), total: z.number() }),
  superseded_by: z.string().optional(),
  drafted_at: z.string(),
  drafted: event.optional(),
  approved: event.optional(),
  cancelled: event.optional(),
  risks: z.array(z.string()),
  steps: z.array(step),
  account_id: z.string().optional(),
  account_email: z.string().optional(),
  app: z.string().optional(),
  finding: z.string().optional(),
  person: z
    .looseObject({
      accounts: z.array(
        z.looseObject({ account_id: z.string(), app: z.string(), email: z.string().optional(), finding: z.string() }),
      ),
      not_covered: z.array(z.looseObject({ app: z.string(), account_id: z.string().optional(), why: z.string() })),
    })
    .optional(),
  successor: z.looseObject({ email: z.string(), account_id: z.string() }).optional(),
  handover: handover.optional(),
  email: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  directory: z.string().optional(),
  set_aside: z.array(z.looseObject({ account: z.string(), reason: z.string(), why: z.string() })).optional(),
});
export type PlanShown = z.infer<typeof planShape>;

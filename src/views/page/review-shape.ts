import * as z from 'zod';
import { evidenceShape } from '../finding-parts.ts';

const item = z.looseObject({
  item_id: z.string(),
  account_id: z.string(),
  email: z.string().optional(),
  name: z.string().optional(),
  role: z.string().optional(),
  team: z.string().optional(),
  finding: z.string(),
  why: z.string(),
  evidence: z.array(evidenceShape).default([]),
  last_used_at: z.string().optional(),
  privileged: z.boolean(),
  changed: z.array(z.string()),
  before: z.record(z.string(), z.string()).default({}),
  suggestion: z.looseObject({ decision: z.string().optional(), why: z.string() }),
  reviewer: z.string().optional(),
  second: z.string().optional(),
  gaps: z.array(z.string()),
  decision: z.string().optional(),
  decided: z.array(z.string()),
  standing: z.string(),
  plan_id: z.string().optional(),
  news: z.array(z.string()),
});
export type ItemShown = z.infer<typeof item>;

/** What the page shows of the detailed answer of `get_access_review`. */
export const reviewShape = z.looseObject({
  review_id: z.string(),
  status: z.enum(['open', 'overdue', 'closed']),
  due_at: z.string(),
  owner: z.string().optional(),
  deputy: z.string().optional(),
  accepted_incomplete: z.string().optional(),
  population: z.looseObject({
    counts: z.looseObject({ accounts: z.number(), items: z.number(), privileged: z.number(), changed: z.number() }),
    hash: z.string(),
    left_out: z.array(z.looseObject({ why: z.string(), accounts: z.number() })),
    missing: z.array(z.string()),
    reads: z.array(z.looseObject({ source: z.string(), as_of: z.string(), rows: z.number(), sha256: z.string() })),
  }),
  progress: z.array(z.looseObject({ reviewer: z.string().nullable(), items: z.number(), owed: z.number() })),
  items: z.array(item),
  outcome: z
    .looseObject({
      items: z.number(),
      kept: z.number(),
      revoked: z.number(),
      role_changes: z.number(),
      not_reviewed: z.number(),
      late: z.number(),
      by_reviewer: z.record(z.string(), z.number()),
      proven: z.number(),
    })
    .optional(),
  total: z.number().nullable(),
  next_cursor: z.string().nullable(),
});
export type ReviewShown = z.infer<typeof reviewShape>;

/** What it shows of the resource of a review beside that. */
export const openedShape = z.looseObject({
  name: z.string(),
  app: z.string(),
  opened_at: z.string(),
  opened_by: z.looseObject({ name: z.string() }),
  previous_review_id: z.string().optional(),
  population: z.looseObject({
    evaluated_at: z.string(),
    reads: z.array(z.looseObject({ file_name: z.string(), completeness: z.string(), as_of_basis: z.string() })),
  }),
  closed: z
    .looseObject({ at: z.string(), by: z.looseObject({ name: z.string() }), reason: z.string().optional() })
    .optional(),
});
export type OpenedShown = z.infer<typeof openedShape>;

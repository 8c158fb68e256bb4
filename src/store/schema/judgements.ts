import type { Reference, Table } from './table.ts';

const OF_JUDGEMENT = {
  columns: ['account_id', 'app'],
  table: 'judgements',
  to: ['account_id', 'app'],
  cascade: true,
} as const satisfies Reference;

export const evaluation = {
  name: 'evaluation',
  columns: {
    id: 'integer',
    revision: 'integer',
    generation: 'integer',
    settings_hash: 'text',
    evaluated_at: 'text',
    valid_until: 'text?',
  },
  key: ['id'],
  checks: ['id = 1'],
} as const satisfies Table;

/** Narrow, so that filters and counts go through little; the judged account itself is beside it. */
export const judgements = {
  name: 'judgements',
  columns: {
    account_id: 'text',
    app: 'text',
    finding: 'text',
    finding_rank: 'integer',
    reason: 'text',
    status: 'text',
    role: 'text?',
    team: 'text?',
    email: 'text',
    search: 'text',
    directories: 'text',
    revoked_at: 'text?',
    shown: 'integer',
    hash: 'text',
  },
  key: ['account_id', 'app'],
  indexes: {
    by_severity: { on: ['finding_rank', 'reason', 'email', 'account_id', 'app'] },
    by_email: { on: ['email', 'account_id', 'app'] },
  },
} as const satisfies Table;

export const judgementBodies = {
  name: 'judgement_bodies',
  columns: { account_id: 'text', app: 'text', body: 'text' },
  key: ['account_id', 'app'],
  references: [OF_JUDGEMENT],
  large: true,
} as const satisfies Table;

export const judgementRefs = {
  name: 'judgement_refs',
  columns: { account_id: 'text', app: 'text', ref: 'text' },
  key: ['account_id', 'app', 'ref'],
  references: [OF_JUDGEMENT],
  indexes: { by_ref: { on: ['ref'] } },
} as const satisfies Table;

import type { Table } from './table.ts';

/** `logged_*`: the generation whose links the ledger knows, which is kept until the next one's are logged. */
export const evaluation = {
  name: 'evaluation',
  columns: {
    id: 'integer',
    revision: 'integer',
    generation: 'integer',
    content: 'text',
    content_version: 'integer',
    settings_hash: 'text',
    evaluated_at: 'text',
    valid_until: 'text?',
    basis: 'text',
    logged_generation: 'integer',
    logged_basis: 'text',
  },
  key: ['id'],
  checks: ['id = 1'],
} as const satisfies Table;

/**
 * A whole set of judgements. One is being read while another is written beside it, in short writes; `evaluation` names
 * the one that counts, and the others are swept.
 */
export const generations = {
  name: 'generations',
  columns: {
    generation: 'serial',
    owner_host: 'text',
    owner_pid: 'integer',
    owner_token: 'text',
    heartbeat_ms: 'integer',
  },
  neverReused: true,
} as const satisfies Table;

/** Judgements that are listed together: a verdict that changes for all of them is changed here, once. */
export const buckets = {
  name: 'buckets',
  columns: {
    generation: 'integer',
    bucket: 'integer',
    app: 'text',
    finding: 'text',
    finding_rank: 'integer',
    reason: 'text',
    shown: 'integer',
    accounts: 'integer',
  },
  key: ['generation', 'bucket'],
} as const satisfies Table;

/** What many accounts have in common, with one of them, and until when the clock leaves their verdict alone. */
export const premises = {
  name: 'premises',
  columns: {
    generation: 'integer',
    premise: 'text',
    bucket: 'integer',
    valid_until: 'text?',
    account_id: 'text',
    app: 'text',
    shape: 'text',
  },
  key: ['generation', 'premise'],
  large: true,
} as const satisfies Table;

/** Narrow, so that filters and counts go through little; `own` is what the premise does not say of the account. */
export const judgements = {
  name: 'judgements',
  columns: {
    generation: 'integer',
    account_id: 'text',
    app: 'text',
    bucket: 'integer',
    premise: 'text',
    status: 'text',
    role: 'text?',
    team: 'text?',
    email: 'text',
    search: 'text',
    directories: 'text',
    revoked_at: 'text?',
    revoked_ms: 'integer?',
    own: 'text',
    used_after: 'text?',
    last_login_ms: 'integer?',
    deadline: 'text?',
    open_ms: 'integer?',
    closed_ms: 'integer?',
  },
  key: ['generation', 'account_id', 'app'],
  large: true,
  indexes: {
    // The order of lists, and behind it what they are narrowed by: rows themselves are wide.
    by_bucket: { on: ['generation', 'bucket', 'email', 'account_id', 'app', 'team', 'role', 'used_after'] },
    by_revocation: { on: ['generation', 'bucket', 'revoked_ms'], where: 'revoked_ms is not null' },
  },
} as const satisfies Table;

/** Whom each account belongs to, apart: two generations are compared in the order of the key, through little. */
export const judgementLinks = {
  name: 'judgement_links',
  columns: { generation: 'integer', account_id: 'text', app: 'text', link: 'text' },
  key: ['generation', 'account_id', 'app'],
} as const satisfies Table;

/** Identities that an account is linked to or might be. */
export const judgementRefs = {
  name: 'judgement_refs',
  columns: { generation: 'integer', ref: 'text', account_id: 'text', app: 'text' },
  key: ['generation', 'ref', 'account_id', 'app'],
} as const satisfies Table;

/** What a generation was judged from beside single accounts: former account ids, and the domains of each directory. */
export const judgementFacts = {
  name: 'judgement_facts',
  columns: { generation: 'integer', kind: 'text', name: 'text', value: 'text' },
  key: ['generation', 'kind', 'name', 'value'],
} as const satisfies Table;

/** What each revision changed: one account, or (null) more than that; `link`: who owns it, and so others with it. */
export const changes = {
  name: 'changes',
  columns: { revision: 'integer', account_id: 'text?', link: 'integer' },
  key: ['revision'],
} as const satisfies Table;

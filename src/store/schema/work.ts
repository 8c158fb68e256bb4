import type { Table } from './table.ts';

export const records = {
  name: 'records',
  columns: { record_id: 'text', account_id: 'text', ledger_sequence: 'integer', body: 'text' },
  key: ['record_id'],
  indexes: { by_account: { on: ['account_id', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;

export const standings = {
  name: 'standings',
  columns: {
    record_id: 'text',
    state: 'text',
    settled_by_snapshot_id: 'text?',
    settled_as_of: 'text?',
    reappeared_as_of: 'text?',
  },
  key: ['record_id'],
  references: [{ columns: ['record_id'], table: 'records', to: ['record_id'] }],
} as const satisfies Table;

export const stepRecords = {
  name: 'step_records',
  columns: { record_id: 'text', plan_id: 'text', step_id: 'text', ledger_sequence: 'integer', body: 'text' },
  key: ['record_id'],
  references: [{ columns: ['plan_id'], table: 'plans', to: ['plan_id'] }],
  indexes: { by_plan: { on: ['plan_id', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;

/** What the ledger says of a step's claim by now. */
export const stepStandings = {
  name: 'step_standings',
  columns: { record_id: 'text', state: 'text', settled_as_of: 'text?' },
  key: ['record_id'],
  references: [{ columns: ['record_id'], table: 'step_records', to: ['record_id'] }],
} as const satisfies Table;

export const plans = {
  name: 'plans',
  columns: { plan_id: 'text', drafted_at: 'text', body: 'text' },
  key: ['plan_id'],
  appendOnly: true,
  large: true,
} as const satisfies Table;

/** One plan may be about thousands of accounts. */
export const planAccounts = {
  name: 'plan_accounts',
  columns: { plan_id: 'text', account_id: 'text' },
  key: ['plan_id', 'account_id'],
  references: [{ columns: ['plan_id'], table: 'plans', to: ['plan_id'] }],
  indexes: { by_account: { on: ['account_id'] } },
} as const satisfies Table;

export const planEvents = {
  name: 'plan_events',
  columns: { ledger_sequence: 'integer', plan_id: 'text', subject: 'text', body: 'text' },
  key: ['ledger_sequence'],
  references: [{ columns: ['plan_id'], table: 'plans', to: ['plan_id'] }],
  indexes: { by_subject: { on: ['subject', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;

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

export const plans = {
  name: 'plans',
  columns: { plan_id: 'text', account_id: 'text', drafted_at: 'text', body: 'text' },
  key: ['plan_id'],
  indexes: { by_account: { on: ['account_id', 'drafted_at'] } },
} as const satisfies Table;

import type { Table } from './table.ts';

/** What people decided and what they took back. Nothing is withdrawn twice. */
export const decisions = {
  name: 'decisions',
  columns: {
    decision_id: 'text',
    kind: 'text',
    account_id: 'text?',
    withdraws: 'text?',
    ledger_sequence: 'integer',
    body: 'text',
  },
  key: ['decision_id'],
  unique: [['withdraws']],
  indexes: { by_account: { on: ['account_id', 'ledger_sequence'] } },
  appendOnly: true,
} as const satisfies Table;

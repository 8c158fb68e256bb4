import type { Table } from './table.ts';

export const exemptions = {
  name: 'exemptions',
  columns: {
    exemption_no: 'serial',
    account_id: 'text',
    owner: 'text',
    reason: 'text',
    until: 'text',
    decided_at: 'text',
  },
} as const satisfies Table;

export const links = {
  name: 'links',
  columns: {
    link_no: 'serial',
    account_id: 'text',
    directory: 'text?',
    identity_id: 'text?',
    decided_by: 'text',
    decided_at: 'text',
    reason: 'text',
  },
} as const satisfies Table;

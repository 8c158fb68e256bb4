import type { Table } from './table.ts';

export const meta = {
  name: 'meta',
  columns: {
    id: 'integer',
    revision: 'integer',
    /** When a version that keeps levels of attestation first opened a store of one that did not. */
    levels_since: 'text?',
  },
  key: ['id'],
  checks: ['id = 1'],
  rows: [[1, 0]],
} as const satisfies Table;

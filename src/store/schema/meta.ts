import type { Table } from './table.ts';

export const meta = {
  name: 'meta',
  columns: { id: 'integer', revision: 'integer' },
  key: ['id'],
  checks: ['id = 1'],
  rows: [[1, 0]],
} as const satisfies Table;

import type { Table } from './table.ts';

/** Codes that were given out, by their hash: each is for one caller and one content, and works once. */
export const codes = {
  name: 'codes',
  columns: {
    code_hash: 'text',
    content_hash: 'text',
    caller: 'text',
    seen: 'text',
    expires_at: 'text',
    used: 'integer default 0',
  },
  key: ['code_hash'],
} as const satisfies Table;

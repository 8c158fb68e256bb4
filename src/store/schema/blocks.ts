import type { Table } from './table.ts';

/**
 * Rows of people, many to a block: a run of consecutive lines of a read, packed as one text. A read that comes again
 * with a few rows changed shares the blocks of the others, and a million rows are ten thousand to write.
 */
export const blocks = {
  name: 'blocks',
  columns: {
    block_id: 'integer',
    /** The read that brought it; those after it point at it. */
    read_id: 'integer',
    /** Of what the rows are and all that they say, their lines counted from the first. */
    hash: 'text',
    row_count: 'integer',
    content: 'text',
  },
  key: ['block_id'],
  indexes: { by_hash: { on: ['hash'] }, by_read: { on: ['read_id', 'block_id'] } },
  large: true,
} as const satisfies Table;

export const readBlocks = {
  name: 'read_blocks',
  columns: { read_id: 'integer', rows_of: 'text', first_line: 'integer', block_id: 'integer' },
  key: ['read_id', 'rows_of', 'first_line'],
} as const satisfies Table;

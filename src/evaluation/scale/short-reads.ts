import type { Store, StoreReader } from '../../store/store.ts';

/** Rows of published reads: they never change, whatever is read or written meanwhile. */
export type RowReader = Pick<
  StoreReader,
  | 'accountKeys'
  | 'accountNames'
  | 'identityNames'
  | 'accountRows'
  | 'identityRows'
  | 'assignmentRows'
  | 'mentionRows'
  | 'accountRowsAt'
  | 'identityRowsAt'
  | 'assignmentRowsAt'
  | 'mentionRowsAt'
>;

/**
 * Each page in a reading transaction of its own. One that lasts as long as a million accounts take would keep the database
 * from clearing away what is written meanwhile: its log would grow to many times the store.
 */
export function shortReads(store: Pick<Store, 'read'>): RowReader {
  return {
    accountKeys: (...page) => store.read((reader) => reader.accountKeys(...page)),
    accountNames: (...page) => store.read((reader) => reader.accountNames(...page)),
    identityNames: (...page) => store.read((reader) => reader.identityNames(...page)),
    accountRows: (...page) => store.read((reader) => reader.accountRows(...page)),
    identityRows: (...page) => store.read((reader) => reader.identityRows(...page)),
    assignmentRows: (...page) => store.read((reader) => reader.assignmentRows(...page)),
    mentionRows: (...page) => store.read((reader) => reader.mentionRows(...page)),
    accountRowsAt: (...lines) => store.read((reader) => reader.accountRowsAt(...lines)),
    identityRowsAt: (...lines) => store.read((reader) => reader.identityRowsAt(...lines)),
    assignmentRowsAt: (...lines) => store.read((reader) => reader.assignmentRowsAt(...lines)),
    mentionRowsAt: (...lines) => store.read((reader) => reader.mentionRowsAt(...lines)),
  };
}

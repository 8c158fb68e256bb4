import { codes } from './codes.ts';
import type { Dialect } from './dialect.ts';
import { meta } from './meta.ts';
import { addColumns, createTables } from './render.ts';
import { snapshots } from './snapshots.ts';
import type { Table } from './table.ts';
import { TABLES } from './tables.ts';

/** Of version 2. */
const READ_AS = ['reading', 'reader', 'imported_via', 'guard_facts'] as const;
/** Of version 3. */
const LEVELS = ['levels_since'] as const;
const READ_BY = ['attestation', 'stated', 'rows_sha256', 'purged_at'] as const;

/**
 * In order; the store's version is how many of them ran. One that was released is never edited: what came later is left
 * out of it here, and is a step of its own.
 */
export const VERSIONS: readonly ((dialect: Dialect) => string)[] = [
  (dialect) => createTables(TABLES.filter((table) => table !== codes).map(asOfVersion1), dialect),
  (dialect) => addColumns(snapshots, READ_AS, dialect),
  (dialect) =>
    `${addColumns(snapshots, READ_BY, dialect)}${addColumns(meta, LEVELS, dialect)}${createTables([codes], dialect)}update meta set levels_since = ${dialect.now} where exists (select 1 from ledger);\n`,
];

function asOfVersion1(table: Table): Table {
  if (table === snapshots) return without(table, [...READ_AS, ...READ_BY]);
  // Its first row has the values of the columns of then.
  return table === meta ? without(table, LEVELS) : table;
}

function without(table: Table, later: readonly string[]): Table {
  return {
    ...table,
    columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => !later.includes(name))),
  };
}

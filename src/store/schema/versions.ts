import type { Dialect } from './dialect.ts';
import { addColumns, createTables } from './render.ts';
import { snapshots } from './snapshots.ts';
import { TABLES } from './tables.ts';

/** Of version 2. */
const READ_AS = ['reading', 'reader', 'imported_via', 'guard_facts'] as const;
/** Of version 3. */
const PURGED = ['purged_at'] as const;

/**
 * In order; the store's version is how many of them ran. One that was released is never edited: what came later is left
 * out of it here, and is a step of its own.
 */
export const VERSIONS: readonly ((dialect: Dialect) => string)[] = [
  (dialect) =>
    createTables(
      TABLES.map((table) => (table.name === snapshots.name ? without([...READ_AS, ...PURGED]) : table)),
      dialect,
    ),
  (dialect) => addColumns(snapshots, READ_AS, dialect),
  (dialect) => addColumns(snapshots, PURGED, dialect),
];

function without(later: readonly string[]) {
  const columns = Object.fromEntries(Object.entries(snapshots.columns).filter(([name]) => !later.includes(name)));
  return { ...snapshots, columns };
}

import type { Dialect } from './dialect.ts';
import { createTables } from './render.ts';
import { TABLES } from './tables.ts';

/**
 * In order; the store's version is how many of them ran. One that was released is never edited: then the first takes
 * a copy of its tables, and what comes later is a step of its own.
 */
export const VERSIONS: readonly ((dialect: Dialect) => string)[] = [(dialect) => createTables(TABLES, dialect)];

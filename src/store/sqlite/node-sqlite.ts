import type { SqlValue } from '../driver.ts';
import type { RawDatabase, SqliteBinding, Unusable } from './binding.ts';
import { versionOf } from './sqlite-version.ts';

interface NodeStatement {
  all(...values: readonly SqlValue[]): readonly object[];
  run(...values: readonly SqlValue[]): { readonly changes: number | bigint };
  setReturnArrays?(enabled: boolean): void;
}

interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase;
}

/** Node's own SQLite, present from 22.13 on; 20 has none. */
export async function loadNodeSqlite(): Promise<SqliteBinding | Unusable> {
  try {
    const module = quietly(() => process.getBuiltinModule?.('node:sqlite'));
    if (!isNodeSqlite(module)) return { unusable: `Node ${process.versions.node} has no node:sqlite` };
    const open = (path: string): RawDatabase => adapt(new module.DatabaseSync(path));
    return { name: 'node:sqlite', sqliteVersion: versionOf(open), open, resultCode };
  } catch (cause) {
    return { unusable: `node:sqlite does not work in Node ${process.versions.node}`, cause };
  }
}

function adapt(database: NodeDatabase): RawDatabase {
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        // Its rows have no prototype; the other package's have one.
        all: (values) => statement.all(...values).map((row) => ({ ...row })),
        lists: (values) => listsOf(statement, values),
        run: (values) => Number(statement.run(...values).changes),
      };
    },
    close: () => database.close(),
  };
}

/** Versions of Node that can't give lists keep the columns in order all the same. */
function listsOf(statement: NodeStatement, values: readonly SqlValue[]): readonly unknown[] {
  if (statement.setReturnArrays === undefined) return statement.all(...values).map((row) => Object.values(row));
  statement.setReturnArrays(true);
  try {
    return statement.all(...values);
  } finally {
    statement.setReturnArrays(false);
  }
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return null;
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
}

function isNodeSqlite(module: unknown): module is NodeSqlite {
  return (
    typeof module === 'object' &&
    module !== null &&
    'DatabaseSync' in module &&
    typeof module.DatabaseSync === 'function'
  );
}

/** Node 22 warns on loading that the module is experimental: noise in a client's log, and nothing to act on. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

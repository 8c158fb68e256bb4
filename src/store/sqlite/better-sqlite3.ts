import type { Database } from 'better-sqlite3';
import type { RawDatabase, SqliteBinding, Unusable } from './binding.ts';
import { resultCodeOfName } from './result-codes.ts';
import { versionOf } from './sqlite-version.ts';

/** The package that brings its own SQLite. Optional: it is compiled or fetched for one version of Node at install. */
export async function loadBetterSqlite3(): Promise<SqliteBinding | Unusable> {
  try {
    const { default: BetterSqlite3 } = await import('better-sqlite3');
    const open = (path: string): RawDatabase => adapt(new BetterSqlite3(path));
    return { name: 'better-sqlite3', sqliteVersion: versionOf(open), open, resultCode };
  } catch (cause) {
    return isMissing(cause)
      ? { unusable: 'better-sqlite3 is not installed', cause }
      : { unusable: `better-sqlite3 does not load in Node ${process.versions.node}`, cause };
  }
}

function adapt(database: Database): RawDatabase {
  return {
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        // This package refuses to fetch rows of a statement without any; the other package returns none.
        all: (values) => (statement.reader ? statement.all(...values) : runWithoutRows(() => statement.run(...values))),
        lists: (values) => {
          statement.raw(true);
          try {
            return statement.all(...values);
          } finally {
            statement.raw(false);
          }
        },
        run: (values) => statement.run(...values).changes,
      };
    },
    close: () => {
      database.close();
    },
  };
}

function runWithoutRows(run: () => unknown): readonly unknown[] {
  run();
  return [];
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('SQLITE_') ? resultCodeOfName(error.code) : null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

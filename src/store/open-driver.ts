import { resolve } from 'node:path';
import { ClariIdentityError } from '../model/errors.ts';
import type { SqlDriver } from './driver.ts';
import { BINDING_NAMES, type BindingName } from './sqlite/binding.ts';
import { chooseBinding } from './sqlite/choose-binding.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { BUSY_TIMEOUT_MS } from './sqlite/patience.ts';

export interface DatabaseOptions {
  /** `sqlite:PATH` or `postgres://…`. */
  readonly url: string;
  /** Only this SQLite package; otherwise Node's own where it is new enough, else better-sqlite3. */
  readonly sqlite?: BindingName;
  /** How long a write waits for another process. */
  readonly busyTimeoutMs?: number;
  /** Where there is no store, none is made: it is refused. */
  readonly mustExist?: boolean;
  /** PostgreSQL: how long one statement may take. */
  readonly statementTimeoutMs?: number;
  /** SQLite: an upper bound on the size of the file, in pages of 4 KiB; beyond it a write fails as on a full disk. */
  readonly maxPages?: number;
}

/**
 * For a server that only reads: where a store of this address may only be read by this user, a copy of it to open instead.
 * Null: it can be opened as it is.
 */
export async function copyToRead(url: string): Promise<{ readonly url: string; readonly folder: string } | null> {
  if (isPostgres(url)) return null;
  const { privateCopy } = await import('./sqlite/private-copy.ts');
  const copy = await privateCopy({ path: sqlitePath(url) });
  return copy === null ? null : { url: `sqlite:${copy.path}`, folder: copy.folder };
}

function isPostgres(url: string): boolean {
  return /^postgres(ql)?:/i.test(url);
}

/** The database alone, at this version's schema. */
export async function openDriver(options: DatabaseOptions): Promise<SqlDriver> {
  if (isPostgres(options.url)) {
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    const { STATEMENT_MS } = await import('./postgres/limits.ts');
    return openPostgres(options.url, {
      busyMs: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
      statementMs: options.statementTimeoutMs ?? STATEMENT_MS,
      mustExist: options.mustExist ?? false,
    });
  }
  const path = sqlitePath(options.url);
  const binding = await chooseBinding(options.sqlite === undefined ? BINDING_NAMES : [options.sqlite]);
  return openSqlite(binding, {
    path,
    busyTimeoutMs: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
    maxPages: options.maxPages ?? null,
    mustExist: options.mustExist ?? false,
  });
}

function sqlitePath(url: string): string {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/i.exec(url)?.[1];
  // A database in memory would be another one on every connection.
  if (path === undefined || path.startsWith(':memory:')) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'The address of the store names neither a file nor a PostgreSQL database.',
      'Set CLARI_IDENTITY_DATABASE_URL to sqlite:PATH or postgres://…, or leave it out for a file in the data folder.',
    );
  }
  return resolve(path);
}

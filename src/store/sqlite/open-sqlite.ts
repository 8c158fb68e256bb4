import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlDriver } from '../driver.ts';
import type { SqliteBinding } from './binding.ts';
import { Database } from './database.ts';
import { prepareFile } from './file.ts';
import { identify, migrate } from './migrate.ts';
import { whenFree } from './patience.ts';
import { SqliteDriver } from './sqlite-driver.ts';

export interface SqliteOptions {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxPages: number | null;
  readonly mustExist?: boolean;
}

/** Opens the file, brings it to this version's schema, and leaves one connection for writing open. */
export async function openSqlite(binding: SqliteBinding, options: SqliteOptions): Promise<SqlDriver> {
  const { path, busyTimeoutMs } = options;
  await prepareFile(path, options.mustExist === true);
  const writer = new Database(binding, path);
  try {
    // Waiting is done outside of SQLite, which would stop the process.
    writer.exec('pragma busy_timeout = 0');
    const state = await whenFree(() => identify(writer, path), busyTimeoutMs);
    await whenFree(() => intoWal(writer, path), busyTimeoutMs);
    // Pages are allocated as they are needed, and given back when the store is idle.
    writer.exec('pragma foreign_keys = on; pragma cache_size = -65536; pragma journal_size_limit = 67108864');
    writer.exec('pragma trusted_schema = off; pragma synchronous = full');
    // Sixteen megabytes: a big import waits for the disk a quarter as often.
    writer.exec('pragma wal_autocheckpoint = 4000');
    if (options.maxPages !== null) writer.exec(`pragma max_page_count = ${options.maxPages}`);
    if (state === 'older') {
      await whenFree(() => writer.exec('begin immediate'), busyTimeoutMs);
      migrate(writer, path);
      writer.exec('commit');
    }
  } catch (error) {
    writer.close();
    throw error;
  }
  return new SqliteDriver(binding, writer, options);
}

function intoWal(writer: Database, path: string): void {
  const [row] = writer.all('pragma journal_mode = wal');
  if (row?.['journal_mode'] === 'wal') return;
  throw new ClariIdentityError(
    'ERR_STORE',
    `The place of the store ${path} does not allow two processes to share it (no write-ahead log).`,
    'Use a folder on a local disk, not on a network share.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { loadBetterSqlite3 } from './better-sqlite3.ts';
import type { BindingLoader, BindingName, SqliteBinding } from './binding.ts';
import { loadNodeSqlite } from './node-sqlite.ts';
import { isOld, isWithdrawn, OLDEST_SAFE_SQLITE } from './sqlite-version.ts';

const LOADERS: Readonly<Record<BindingName, BindingLoader>> = {
  'node:sqlite': loadNodeSqlite,
  'better-sqlite3': loadBetterSqlite3,
};

/** The first package whose SQLite is safe for two processes on one file: Node's own, else the optional dependency. */
export async function chooseBinding(
  wanted: readonly BindingName[],
  loaders: Readonly<Record<BindingName, BindingLoader>> = LOADERS,
): Promise<SqliteBinding> {
  const reasons: string[] = [];
  const causes: unknown[] = [];
  for (const name of wanted) {
    const loaded = await loaders[name]();
    if ('unusable' in loaded) {
      reasons.push(loaded.unusable);
      causes.push(loaded.cause);
    } else if (isOld(loaded.sqliteVersion)) {
      reasons.push(`${name} has SQLite ${loaded.sqliteVersion}, older than ${OLDEST_SAFE_SQLITE}`);
    } else if (isWithdrawn(loaded.sqliteVersion)) {
      reasons.push(`${name} has SQLite ${loaded.sqliteVersion}, which was withdrawn`);
    } else return loaded;
  }
  throw new ClariIdentityError(
    'ERR_STORE_DRIVER',
    `No usable SQLite was found: ${reasons.join('; ')}.`,
    'Run with Node 22.23.3, 24.22.3 or a newer one of these lines, which have one; or keep the store in PostgreSQL, with CLARI_IDENTITY_DATABASE_URL; or, where a C++ compiler is, run `npm install better-sqlite3@12.11.1` in the folder of this program with the Node that starts it.',
    { cause: new AggregateError(causes.filter((one) => one !== undefined)) },
  );
}

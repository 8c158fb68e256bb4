import { ClariIdentityError } from '../../model/errors.ts';
import { integer } from '../cells/columns.ts';
import { SQLITE } from '../schema/dialect.ts';
import { VERSIONS } from '../schema/versions.ts';
import type { Database } from './database.ts';

/** `CIDM`: distinguishes our files from those of other programs. */
const APPLICATION_ID = 0x4349444d;

/**
 * Refuses a file of a newer version or of another program before anything in it is changed. All values are read in one
 * moment, since another process may be filling the file.
 */
export function identify(database: Database, path: string): 'current' | 'older' {
  database.exec('begin');
  try {
    return stateOf(database, path);
  } finally {
    database.exec('rollback');
  }
}

function stateOf(database: Database, path: string): 'current' | 'older' {
  const version = pragma(database, 'user_version');
  const application = pragma(database, 'application_id');
  if (application !== APPLICATION_ID && !(application === 0 && version === 0 && isEmpty(database)))
    throw foreignFile(path);
  if (version > VERSIONS.length) throw newerStore(path, version);
  return version === VERSIONS.length ? 'current' : 'older';
}

/** Call inside an immediate transaction: what is missing is decided there, since another process may have been first. */
export function migrate(database: Database, path: string): void {
  if (stateOf(database, path) === 'current') return;
  const version = pragma(database, 'user_version');
  for (const step of VERSIONS.slice(version)) database.exec(step(SQLITE));
  database.exec(`pragma application_id = ${APPLICATION_ID}`);
  database.exec(`pragma user_version = ${VERSIONS.length}`);
}

function pragma(database: Database, name: 'user_version' | 'application_id'): number {
  const [row] = database.all(`pragma ${name}`);
  return row === undefined ? 0 : integer(row, name);
}

function isEmpty(database: Database): boolean {
  return database.all('select 1 from sqlite_master limit 1').length === 0;
}

function newerStore(path: string, version: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_NEWER',
    `The store ${path} was written by a newer version of this program (store version ${version}, this one knows ${VERSIONS.length}).`,
    'Update clari-identity-mcp, or name another store with CLARI_IDENTITY_DATABASE_URL. Nothing was changed.',
  );
}

function foreignFile(path: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `The file ${path} is a database of another program.`,
    'Name another file with CLARI_IDENTITY_DATABASE_URL or CLARI_IDENTITY_HOME. Nothing was changed.',
  );
}

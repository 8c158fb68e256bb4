import { ClariIdentityError } from '../../model/errors.ts';
import { CONSTRAINT_TRIGGER, IOERR_SHMSIZE, SQLITE } from './result-codes.ts';

/** Turns SQLite's result code into our own error; SQLite's words stay in `cause`. */
export function sqliteFailure(code: number | null, path: string, cause: unknown): ClariIdentityError {
  if (code === CONSTRAINT_TRIGGER) return ledgerRefused(cause);
  if (code === IOERR_SHMSIZE) return diskFull(path, cause);
  switch (code === null ? null : code & 0xff) {
    case SQLITE.FULL:
      return diskFull(path, cause);
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
      return new ClariIdentityError(
        'ERR_STORE_BUSY',
        `Another process keeps the store ${path} locked.`,
        'Wait until the other import or server call is done and try again. Nothing was changed.',
        { cause },
      );
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return new ClariIdentityError(
        'ERR_STORE_CORRUPT',
        `The file ${path} is damaged, or is not a SQLite database.`,
        'Restore it from a backup; or move it away (with its -wal and -shm files) and import the exports again. Records exist only in it; `clari-identity-mcp doctor` names the last evidence pack that proves them.',
        { cause },
      );
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
    case SQLITE.PERM:
    case SQLITE.AUTH:
      return cannotWrite(path, cause);
    case SQLITE.IOERR:
      return new ClariIdentityError(
        'ERR_STORE',
        `Reading or writing the store ${path} failed.`,
        'Check the disk and the rights on the folder, then try again. Nothing was half-applied.',
        { cause },
      );
    default:
      return new ClariIdentityError(
        'ERR_STORE',
        'The store refused a statement.',
        'Nothing was changed. If it happens again, report it with the version of this program.',
        { cause },
      );
  }
}

/** Turns a failure of the file system, before SQLite was reached, into our own error. */
export function fileFailure(path: string, cause: unknown): ClariIdentityError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(path, cause) : cannotWrite(path, cause);
}

function diskFull(path: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_FULL',
    `There is no room left to write the store ${path}.`,
    'Free space on its disk and repeat the call. Nothing was half-applied.',
    { cause },
  );
}

function cannotWrite(path: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `The store ${path} can't be created or written.`,
    'Give this user the right to write the folder and the file, or name another place with CLARI_IDENTITY_HOME or CLARI_IDENTITY_DATABASE_URL.',
    { cause },
  );
}

function ledgerRefused(cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_LEDGER_BROKEN',
    'The ledger only takes the entry that continues it, and keeps what it has; this change was refused.',
    'Nothing was changed. If it happens again, report it with the version of this program.',
    { cause },
  );
}

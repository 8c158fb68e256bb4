import { ClariIdentityError } from '../../model/errors.ts';
import { poolerRefusal } from './pooler.ts';

/** Thrown by the rules in the schema. */
const APPEND_ONLY = 'CIL01';

const LOST = /^(08|57P0[1-5]|25P03)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** What `pg` says without a code. */
const LOST_WORDS =
  /connection (terminated|ended)|Connection terminated|timeout expired|read timeout|not queryable|socket/i;

/** Whether the connection is lost, or was never made. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (refusalOf(error) !== null) return false;
  if (code !== null) return LOST.test(code) || NETWORK.has(code) || code === 'ENOENT';
  if (error instanceof AggregateError) return error.errors.some(isLost);
  return error instanceof Error && LOST_WORDS.test(error.message);
}

/** Whether the server only reads: a copy of the one that takes writes, or one that was that until a moment ago. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === '25006';
}

/** Whether another process did the same at the same moment, so that it is worth another look. */
export function isRace(error: unknown): boolean {
  return ['23505', '42P06', '42P07', '42710', '40001', '40P01'].includes(codeOf(error) ?? '');
}

/** Turns PostgreSQL's code into our own error; its words stay in `cause`. `place`: the store without credentials. */
export function postgresFailure(place: string, cause: unknown): ClariIdentityError {
  if (cause instanceof ClariIdentityError) return cause;
  const code = codeOf(cause) ?? '';
  if (code === APPEND_ONLY) {
    return new ClariIdentityError(
      'ERR_LEDGER_BROKEN',
      'The ledger only takes the entry that continues it, and keeps what it has; this change was refused.',
      'Nothing was changed. If it happens again, report it with the version of this program.',
      { cause },
    );
  }
  const pooler = refusalOf(cause);
  if (pooler === 'statement_pooling') {
    return new ClariIdentityError(
      'ERR_STORE',
      `The pooler of the store ${place} shares connections by statement, so that no change can be kept whole.`,
      'Set pool_mode to transaction or session for this database in the pooler, or name the server itself in CLARI_IDENTITY_DATABASE_URL. Nothing was changed.',
      { cause },
    );
  }
  if (pooler === 'startup_parameter') return refused(place, 'does not take a parameter of this address', cause);
  if (code.startsWith('28') || pooler === 'user')
    return refused(place, 'did not accept the user or the password', cause);
  if (code === '3D000' || pooler === 'database') return refused(place, 'has no such database', cause);
  if (code === '42501') return refused(place, 'denies this user the right to it', cause);
  if (['53300', '55P03', '40001', '40P01'].includes(code) || pooler === 'busy' || isPoolWait(cause)) {
    return new ClariIdentityError(
      'ERR_STORE_BUSY',
      `Other calls or processes keep the store ${place} busy.`,
      'Wait until the other import or server call is done and try again. Nothing was changed.',
      { cause },
    );
  }
  if (code === '53100') {
    return new ClariIdentityError(
      'ERR_STORE_FULL',
      `There is no room left to write the store ${place}.`,
      'Free space on the disk of the database server and repeat the call. Nothing was half-applied.',
      { cause },
    );
  }
  if (code === '57014') {
    return new ClariIdentityError(
      'ERR_STORE',
      `The store ${place} took too long over one statement, which was stopped.`,
      'Nothing was changed. Try again when the database server has less to do.',
      { cause },
    );
  }
  if (isReadOnly(cause)) return refused(place, 'is a copy that can only be read', cause);
  if (code.startsWith('XX00')) {
    return new ClariIdentityError(
      'ERR_STORE_CORRUPT',
      `The database server says that the store ${place} is damaged.`,
      'Restore the database from a backup. Records exist only in it; `clari-identity-mcp doctor` names the last evidence pack that proves them.',
      { cause },
    );
  }
  if (isLost(cause)) return unreachable(place, cause);
  return new ClariIdentityError(
    'ERR_STORE',
    'The store refused a statement.',
    'Nothing was changed. If it happens again, report it with the version of this program.',
    { cause },
  );
}

export function unreachable(place: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_UNREACHABLE',
    `The database of the store ${place} does not answer.`,
    'Check that it runs and can be reached from here, then repeat the call. Nothing was half-applied.',
    { cause },
  );
}

/** The error if the connection broke during the commit: only the database knows whether the commit arrived. */
export function unknownOutcome(place: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_UNREACHABLE',
    `The connection to the store ${place} broke at the very end: the change is there whole, or not at all.`,
    'Look whether it is there once the database answers again; repeating a record or an import is harmless.',
    { cause },
  );
}

/** What the server warns of when it stops waiting for its replica: the commit is there, and lost if the replica takes over. */
export function isUnreplicated({ routine }: { readonly routine?: string | undefined }): boolean {
  return routine === 'SyncRepWaitForLSN';
}

export function unreplicated(place: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_UNREACHABLE',
    `The change is in the store ${place}, and no replica of the database confirmed it.`,
    'Look whether it is there once the replica answers again; repeating a record or an import is harmless.',
    { cause },
  );
}

function refused(place: string, why: string, cause: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    `The database server of the store ${place} ${why}.`,
    'Correct CLARI_IDENTITY_DATABASE_URL, or give the user the rights on the database (it creates a schema of its own).',
    { cause },
  );
}

function refusalOf(error: unknown): ReturnType<typeof poolerRefusal> {
  return error instanceof Error ? poolerRefusal(codeOf(error), error.message) : null;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function isPoolWait(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

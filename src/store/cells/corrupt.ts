import { ClariIdentityError } from '../../model/errors.ts';

/** What a stored value that can't be one of ours is answered with. */
export function corrupt(what: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE_CORRUPT',
    `The store holds something that this program never writes (${what}).`,
    'Restore the database file from a backup, or move it away and import the files again.',
    { cause },
  );
}

import { ClariIdentityError } from '../../model/errors.ts';

/** The error for a time stamp that does not prove the time of what it lies beside (ERR_TIME_STAMP). */
export function stampFault(why: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_TIME_STAMP',
    `This time stamp does not hold: ${why}.`,
    'Send the head.tsq of this pack to a time stamp authority again, and keep its answer whole. Do not rely on this one.',
    cause === undefined ? {} : { cause },
  );
}

/** The error for a file of certificates or of revoked ones that cannot be used. */
export function trustFault(why: string, remedy: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError('ERR_USAGE', why, remedy, cause === undefined ? {} : { cause });
}

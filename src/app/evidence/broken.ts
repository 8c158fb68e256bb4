import { ClariIdentityError } from '../../model/errors.ts';

/** The error for the first thing in a pack that is not as it was written (ERR_EVIDENCE_BROKEN). */
export function broken(what: string, why: string, cause?: unknown): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_EVIDENCE_BROKEN',
    `This evidence does not hold: ${what}: ${why}.`,
    'Ask for the pack again from whoever exported it, and compare the head that was kept outside. Do not rely on this copy.',
    cause === undefined ? {} : { cause },
  );
}

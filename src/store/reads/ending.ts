import { ClariIdentityError } from '../../model/errors.ts';

/** Set when the transaction is over, so that a forgotten await does not write outside of it. */
export interface Ending {
  ended: boolean;
}

export function assertRunning(ending: Ending): void {
  if (!ending.ended) return;
  throw new ClariIdentityError(
    'ERR_INTERNAL',
    'The store was used after its transaction had ended.',
    'Report it with the version of this program.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';

export function changed(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_CHANGED',
    `${bare(fileName)} changed while it was read; nothing was imported.`,
    'Wait until the download has finished, then import it again.',
  );
}

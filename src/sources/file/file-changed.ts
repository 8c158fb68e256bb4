import { ClariIdentityError } from '../../model/errors.ts';

export function changed(fileName: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_FILE_CHANGED',
    `${fileName} changed while it was read; nothing was imported.`,
    'Wait until the download has finished, then import it again.',
  );
}

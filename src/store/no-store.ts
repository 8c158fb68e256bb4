import { ClariIdentityError } from '../model/errors.ts';

export function noStore(place: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `There is no store at ${place}.`,
    'Check its address; `clari-identity-mcp status` prints that of the store in use.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { readEmail } from '../../sources/cells/email.ts';

/** @throws ERR_ARGUMENT unless it is an e-mail address: who reviews has to be reachable. */
export function reviewerAddress(person: string): string {
  const address = readEmail(person);
  if (address !== null) return address;
  throw new ClariIdentityError(
    'ERR_ARGUMENT',
    `${quote(person)} is no e-mail address. Nothing was recorded.`,
    'Name people by the address under which the directory knows them.',
  );
}

import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { quotedList } from '../cells/text.ts';
import type { Layout } from '../csv/layout.ts';

const FIRST_LINE = /^\uFEFF?\s*"?version:\s*v\d/i;
/** `Block sign in (Yes/No) [accountEnabled] Required`. */
const HEADER = /\[[a-z][A-Za-z.]*\]\s+Required\b/;

/** Refuses Entra's templates for bulk operations: they say what is to be done to users, not how things are. */
export function refuseTemplate(head: string, layout: Layout, fileName: string): void {
  const headers = layout.headers.filter((header) => HEADER.test(header));
  if (!FIRST_LINE.test(head) && headers.length === 0) return;
  throw new ClariIdentityError(
    'ERR_KIND_UNSUPPORTED',
    `${bare(fileName)} is a template for bulk operations in Entra ID (${headers.length === 0 ? 'its first line is "version:v1.0"' : quotedList(headers, 2)}): it says what is to be done, such as creating users or blocking their sign-in, and not how things are.`,
    'Import the list of users instead: Entra admin center, Users > All users > Download users.',
  );
}

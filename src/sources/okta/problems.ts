import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { at, textAt } from '../live/values.ts';

/** An answer of Okta that is an error, by its status and its own code; null: it is something else. */
export interface OktaProblem {
  readonly status: number;
  /** `E0000006` and the like: a fixed vocabulary, unlike the sentence that comes with it. */
  readonly code: string | null;
}

export function oktaProblem(error: unknown): OktaProblem | null {
  if (error instanceof ClariIdentityError) return null;
  const status = at(error, 'status');
  if (typeof status !== 'number') return null;
  const code = textAt(error, 'errorCode');
  return { status, code: code !== null && /^E\d{7}$/.test(code) ? code : null };
}

export function isForbidden(error: unknown): boolean {
  return (
    oktaProblem(error)?.status === 403 || (error instanceof ClariIdentityError && error.code === 'ERR_SOURCE_FORBIDDEN')
  );
}

/** Says what an error means for the person who configured this. Errors that are already ours stay what they are. */
export function explained(error: unknown, orgUrl: string, doing: string): unknown {
  const problem = oktaProblem(error);
  if (problem === null) return error;
  const { status, code } = problem;
  const word = code === null ? `${status}` : `${status}, ${bare(code)}`;
  switch (status) {
    case 401:
      return new ClariIdentityError(
        'ERR_SOURCE_AUTH',
        `Okta refused the credentials (${word}) when ${doing}: they are wrong, expired or revoked.`,
        'Make a new key or token in the Okta admin console, set it, and run `clari-identity-mcp doctor`. The last good read stays in force.',
      );
    case 403:
      return new ClariIdentityError(
        'ERR_SOURCE_FORBIDDEN',
        `Okta does not permit it (${word}) when ${doing}.`,
        'Grant the read scope and a read-only admin role; `clari-identity-mcp doctor` lists which.',
      );
    case 404:
      return new ClariIdentityError(
        'ERR_SOURCE_NOT_FOUND',
        `${orgUrl} does not know what was asked for (${word}) when ${doing}: it is no Okta organisation, or the id is not of this one.`,
        'Check OKTA_ORG_URL and OKTA_CLARI_APP_ID.',
      );
    default:
      return new ClariIdentityError(
        'ERR_SOURCE_ANSWER',
        `Okta refused (${word}) when ${doing}.`,
        'Run `clari-identity-mcp doctor`; if it stays so, look for the code in the Okta documentation.',
      );
  }
}

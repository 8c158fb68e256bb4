import { ClariIdentityError, isErrorCode } from './errors.ts';

/** A failure on its way between two threads: errors lose their class there. */
export type PassedFailure =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly remedy: string }
  | { readonly kind: 'fault'; readonly stack: string };

export function passedFailure(error: unknown): PassedFailure {
  if (error instanceof ClariIdentityError)
    return { kind: 'refused', code: error.code, message: error.message, remedy: error.remedy };
  return { kind: 'fault', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The error again, created anew. */
export function failureOf(failure: PassedFailure): Error {
  if (failure.kind === 'refused' && isErrorCode(failure.code))
    return new ClariIdentityError(failure.code, failure.message, failure.remedy);
  return new Error(failure.kind === 'fault' ? failure.stack : failure.message);
}

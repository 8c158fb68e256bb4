import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ClariIdentityError, type ErrorCode } from '../../model/errors.ts';

interface Fault {
  readonly title: string;
  readonly status: ContentfulStatusCode;
  readonly what: string;
  readonly next: string | null;
}

const STATUS: Readonly<Partial<Record<ErrorCode, ContentfulStatusCode>>> = {
  ERR_FORBIDDEN: 403,
  ERR_ACCOUNT_UNKNOWN: 404,
  ERR_IDENTITY_UNKNOWN: 404,
  ERR_PLAN_UNKNOWN: 404,
  ERR_REVIEW_UNKNOWN: 404,
};

/** What a person may read of a failure: our own text alone. */
export function faultOf(error: unknown, id: string): Fault {
  if (error instanceof ClariIdentityError)
    return {
      title: 'This can not be done',
      status: STATUS[error.code] ?? (error.audience === 'system' ? 503 : 400),
      what: error.message,
      next: error.remedy,
    };
  return {
    title: 'An unexpected fault',
    status: 500,
    what: `The page met a fault that it does not know. The server's log has it under ${id}.`,
    next: 'Try again; if it stays, report it with that number.',
  };
}

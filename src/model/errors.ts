/** Who has to act. It decides the exit code: `usage` 2, `guard` 3, everything else 1. */
export type ErrorAudience = 'usage' | 'guard' | 'input' | 'system';

const CODES = {
  ERR_USAGE: 'usage',
  ERR_CONFIG: 'usage',
  ERR_GUARD: 'guard',
  ERR_DUTIES: 'guard',
  ERR_PLAN_STALE: 'guard',
  ERR_PLAN_UNKNOWN: 'input',
  ERR_PLAN_CLOSED: 'input',
  ERR_REVIEW_UNKNOWN: 'input',
  ERR_REVIEW_CLOSED: 'input',
  ERR_REVIEW_ITEM: 'input',
  ERR_ACCOUNT_UNKNOWN: 'input',
  ERR_ACCOUNT_AMBIGUOUS: 'input',
  ERR_IDENTITY_UNKNOWN: 'input',
  ERR_ARGUMENT: 'input',
  ERR_CURSOR_STALE: 'input',
  ERR_CURSOR_INVALID: 'input',
  ERR_TIME: 'input',
  ERR_TIME_STAMP: 'input',
  ERR_CLAIM_REFUSED: 'input',
  ERR_CONFIRMATION: 'guard',
  ERR_FORBIDDEN: 'input',
  ERR_FILE_NOT_FOUND: 'input',
  ERR_FILE_FORBIDDEN: 'input',
  ERR_FILE_EMPTY: 'input',
  ERR_FILE_TOO_LARGE: 'input',
  ERR_FILE_CHANGED: 'input',
  ERR_FILE_WRITE: 'input',
  ERR_EXPORT_TRUNCATED: 'input',
  ERR_EXPORT_MALFORMED: 'input',
  ERR_ENCODING: 'input',
  ERR_HEADER: 'input',
  ERR_KIND_UNKNOWN: 'input',
  ERR_KIND_AMBIGUOUS: 'input',
  ERR_KIND_MISMATCH: 'input',
  ERR_KIND_UNSUPPORTED: 'input',
  ERR_SENSE_UNKNOWN: 'input',
  ERR_ID_SHARED: 'input',
  ERR_NO_ROWS: 'input',
  ERR_CANCELLED: 'input',
  ERR_APP_UNKNOWN: 'input',
  ERR_APP_AMBIGUOUS: 'input',
  ERR_SOURCE_UNREACHABLE: 'system',
  ERR_SOURCE_FAILED: 'system',
  ERR_SOURCE_BUSY: 'system',
  ERR_SOURCE_AUTH: 'system',
  ERR_SOURCE_FORBIDDEN: 'system',
  ERR_SOURCE_NOT_FOUND: 'system',
  ERR_SOURCE_ANSWER: 'system',
  ERR_SOURCE_LINK: 'system',
  ERR_SOURCE_CLOCK: 'system',
  ERR_STORE: 'system',
  ERR_STORE_FULL: 'system',
  ERR_STORE_BUSY: 'system',
  ERR_STORE_NEWER: 'system',
  ERR_STORE_UNREACHABLE: 'system',
  ERR_STORE_CORRUPT: 'system',
  ERR_STORE_DRIVER: 'system',
  ERR_EVIDENCE_BROKEN: 'input',
  ERR_LEDGER_BROKEN: 'system',
  ERR_INTERNAL: 'system',
} as const satisfies Record<string, ErrorAudience>;

export type ErrorCode = keyof typeof CODES;

export function isErrorCode(text: string): text is ErrorCode {
  return text in CODES;
}

/**
 * The one error class of this program. `message` says what failed and why, `remedy` the next thing to do. Both are our
 * own text: the words of a driver or a file stay in `cause`, which a model never sees.
 */
export class ClariIdentityError extends Error {
  override readonly name = 'ClariIdentityError';
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }

  get audience(): ErrorAudience {
    return CODES[this.code];
  }
}

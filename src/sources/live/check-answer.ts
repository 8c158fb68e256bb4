import { ClariIdentityError } from '../../model/errors.ts';
import type { LiveRequest, LiveResponse } from './live-request.ts';

export interface AnswerFault {
  readonly error: ClariIdentityError;
  /** Another attempt may bring another answer. */
  readonly again: boolean;
}

/** Returns why an answer cannot be used; null if it can. Client errors (4xx) are left to the caller to explain. */
export function checkAnswer(response: LiveResponse, request: LiveRequest, service: string): AnswerFault | null {
  const { status, text } = response;
  if (status === 429) return { again: true, error: busy(service) };
  if (status >= 500) return { again: true, error: broken(service, status) };
  if (status >= 300 && status < 400) return { again: false, error: redirected(service, status) };
  if (request.expects === 'any' || status === 204 || status === 202) return null;
  if (looksLikeHtml(response)) return { again: false, error: page(service, status) };
  if (status >= 400 || request.into !== undefined) return null;
  // The answer was cut off on its way; the next attempt may be whole.
  return isJson(text) ? null : { again: true, error: malformed(service) };
}

function looksLikeHtml({ headers, text }: LiveResponse): boolean {
  return /\bhtml\b/i.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html|head|body)/i.test(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function busy(service: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_BUSY',
    `${service} keeps answering 429: its rate limit is used up, also by others.`,
    'Run it again in some minutes. The last good read stays in force.',
  );
}

function broken(service: string, status: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `${service} keeps answering ${status}.`,
    'Run it again later. The last good read stays in force.',
  );
}

function redirected(service: string, status: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    `${service} answered ${status}, a redirect, which no API call gets. It was not followed.`,
    'Check the configured address: it must be that of the API itself, not of a sign-in page or an old name.',
  );
}

function page(service: string, status: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    `${service} answered ${status} with a web page instead of data: a proxy or a sign-in page is in between, or the address is another site's.`,
    'Check the configured address, and that this machine may reach it without a proxy that answers by itself.',
  );
}

function malformed(service: string): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    `${service} keeps answering with data that is cut off or no JSON.`,
    'Run it again; if it stays so, something between here and there shortens answers.',
  );
}

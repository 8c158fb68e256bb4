import { MINUTE_MS } from '../../model/time.ts';
import type { Tuning } from './tuning.ts';

const FIRST_WAIT_MS = 500;
/** Below this share of what is left, the next request waits for the window to begin anew. */
const RESERVE = 0.1;
const GRAPH_SHARE = 0.8;
const GRAPH_PAUSE_MS = 2_000;
/** A tenth of the 600 units a minute that Salesloft gives a team. */
const MINUTE_RESERVE = 60;
/** Clocks that write these headers differ by less than a second. */
const MARGIN_MS = 1_000;

/**
 * The wait before the next attempt, in milliseconds: what the server asks for, else until its limit begins anew
 * (`window`), else doubled each time, with jitter so that clients do not retry at the same moment. A moment that is over
 * by the server's own clock asks for nothing: it refused the call all the same.
 */
export function retryWait(
  attempt: number,
  headers: Headers | null,
  tuning: Tuning,
  window: 'minute' | null = null,
): number {
  const asked =
    headers === null
      ? null
      : (retryAfter(headers, tuning) ??
        untilReset(headers, tuning) ??
        (window === null ? null : untilNextMinute(headers, tuning)));
  const jitter = 0.5 + tuning.random() / 2;
  const wait =
    asked === null || asked <= 0 ? FIRST_WAIT_MS * 2 ** attempt * jitter : asked + FIRST_WAIT_MS * tuning.random();
  return Math.min(Math.max(0, wait), tuning.waitMaxMs);
}

/**
 * The wait before the next request of the same kind, in milliseconds: 0 while enough of the limit is left. It avoids a
 * 429, which would show in the admin's log.
 */
export function pace(headers: Headers, tuning: Tuning): number {
  // Graph tells its share only from 0.8 on; its windows last ten seconds.
  if (Number(headers.get('x-ms-throttle-limit-percentage')) >= GRAPH_SHARE) return GRAPH_PAUSE_MS;
  const left = count(headers, 'x-ratelimit-remaining-minute');
  if (left !== null) {
    // The next page costs as much as this one, or more; other integrations of the team need the rest.
    const cost = count(headers, 'x-ratelimit-endpoint-cost') ?? 1;
    return left >= MINUTE_RESERVE + cost ? 0 : Math.min(untilNextMinute(headers, tuning), tuning.waitMaxMs);
  }
  const [limit, remaining] = [count(headers, 'x-rate-limit-limit'), count(headers, 'x-rate-limit-remaining')];
  if (limit === null || remaining === null || limit === 0 || remaining >= limit * RESERVE) return 0;
  return Math.min(Math.max(0, untilReset(headers, tuning) ?? 0), tuning.waitMaxMs);
}

function retryAfter(headers: Headers, tuning: Tuning): number | null {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at - serverNow(headers, tuning);
}

function untilReset(headers: Headers, tuning: Tuning): number | null {
  const reset = count(headers, 'x-rate-limit-reset');
  return reset === null ? null : reset * 1000 - serverNow(headers, tuning) + MARGIN_MS;
}

/** Until the next minute begins on the server's clock: a limit by the minute does not say when that is. */
function untilNextMinute(headers: Headers, tuning: Tuning): number {
  return MINUTE_MS - (serverNow(headers, tuning) % MINUTE_MS) + MARGIN_MS;
}

/** The reset is of the server's clock, so ours does not matter where it says its own. */
function serverNow(headers: Headers, tuning: Tuning): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? tuning.nowMs() : date;
}

/** A header that was sent twice is a list, and says nothing here. */
function count(headers: Headers, name: string): number | null {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

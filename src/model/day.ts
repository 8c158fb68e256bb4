import { addMs, daysBetween, type Instant, MINUTE_MS } from './time.ts';

/** A date as `YYYY-MM-DD`. */
export type Day = string;

/** Age after which a dated statement about the outside is asked about again. */
export const OLD_AFTER_DAYS = 180;

/** No place is further ahead of UTC, so a day that has begun there is not in the future. */
const FURTHEST_AHEAD_MS = 14 * 60 * MINUTE_MS;

/** Whether the day has not begun anywhere. */
export function isAhead(day: Day, now: Instant): boolean {
  return day > addMs(now, FURTHEST_AHEAD_MS).slice(0, 10);
}

export function isOld(day: Day, now: Instant): boolean {
  return daysBetween(`${day}T00:00:00.000Z`, now) > OLD_AFTER_DAYS;
}

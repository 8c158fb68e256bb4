/**
 * A point in time as `YYYY-MM-DDTHH:MM:SS.sssZ`. Always this one form, so that instants compare as strings
 * in JavaScript and in SQL alike.
 */
export type Instant = string;

/** A time read from a file. A date without a time counts as its earliest instant (00:00 UTC) and says so in `dateOnly`. */
export interface Moment {
  readonly at: Instant;
  readonly dateOnly: boolean;
}

export type Clock = () => Instant;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export function instantFromMs(ms: number): Instant {
  return new Date(ms).toISOString();
}

export function addMs(at: Instant, ms: number): Instant {
  return instantFromMs(Date.parse(at) + ms);
}

/** Whole days from `from` to `to`, rounded down; negative when `to` is earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * A date is a day on somebody's clock: it begins up to 14 hours before, and ends up to 12 hours after, that day in UTC.
 */
const DAY_BEGINS_MS = -14 * 3_600_000;
const DAY_ENDS_MS = DAY_MS + 12 * 3_600_000;

/** The first instant that a moment may mean. */
export function earliestOf({ at, dateOnly }: Moment): Instant {
  return dateOnly ? addMs(at, DAY_BEGINS_MS) : at;
}

/** The last one. */
export function latestOf({ at, dateOnly }: Moment): Instant {
  return dateOnly ? addMs(at, DAY_ENDS_MS) : at;
}

/** What systems write for "no date", as text: 0, the largest number of Active Directory, year 0 or 1, the day before the first. */
const NEVER = new RegExp(
  `^(?:${[
    '0+',
    '-1',
    String.raw`9223372036854\d{6}`,
    String.raw`9[.,]22\d*e\+?0?18`,
    String.raw`000[01](?:[-/.]\d{1,2}[-/.]\d{1,2}(?:[ t].*)?|\d{4}(?:t?\d{6}(?:\.\d+)?z?)?)`,
    String.raw`\d{1,2}[-/.]\d{1,2}[-/.]000[01](?:[ t].*)?`,
    '(?:1900[-/.]0?1[-/.]0?0|0?0[-/.]0?1[-/.]1900|0?1[-/.]0?0[-/.]1900)(?:[ t].*)?',
  ].join('|')})$`,
  'i',
);
/** From this day on, a date is a real one: 1601, 1753, 1899 and 1900 are where some systems begin to count. */
const AFTER_ZEROS = '1901';
const FROM_NEVER = '2099';
const FIRST_DAYS = new Set(['1904-01-01', '1970-01-01']);
const HALF_HOUR_MS = 1_800_000;
const FURTHEST_MS = 14 * 3_600_000;

/** Whether a cell without anything invisible writes "no date" in a form that is no date at all. */
export function writesNever(text: string): boolean {
  return NEVER.test(text);
}

/** Whether an instant stands for "no date": the first or the last that somebody's clock can count. */
export function isNeverInstant(at: string): boolean {
  if (at < AFTER_ZEROS || at >= FROM_NEVER) return true;
  // A cheap check first: most real times are later than both limits.
  return at < '1971' && FIRST_DAYS.has(at.slice(0, 10)) && at.endsWith('T00:00:00.000Z');
}

/** Whether a clock somewhere showed this when the count of seconds began, as 1970-01-01 01:00 in Berlin. */
export function isLocalZero(localMs: number): boolean {
  return Math.abs(localMs) <= FURTHEST_MS && localMs % HALF_HOUR_MS === 0;
}

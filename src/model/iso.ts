import type { Instant } from './time.ts';

/**
 * What an ISO 8601 text says. `no_offset`: no instant; `localMs` is the local time in milliseconds, counted as if it
 * were UTC. `impossible`: no such day or time exists. `other_calendar`: weeks, or days of a year.
 */
export type IsoReading =
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'date'; readonly at: Instant }
  | { readonly kind: 'no_offset'; readonly localMs: number }
  | { readonly kind: 'impossible' }
  | { readonly kind: 'other_calendar' };

const EXTENDED =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/;
/** The basic form `20261128T090000Z`, and the form without `T` that directories write: `20261128090000.0Z`. */
const BASIC =
  /^(\d{4})(\d{2})(\d{2})(?:(?:[Tt](?=\d)|(?=\d{6}))(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;
/** `2026-W48-5`, `2026W485`, `2026-332`, `2026332`. */
const OTHER_CALENDAR = /^\d{4}(?:-?W\d{2}(?:-?\d)?|-\d{3}|\d{3})(?:[Tt ].*)?$/;
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const USUAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;

/** Reads one ISO 8601 date or date-time; null if the text has another form. */
export function readIso(text: string): IsoReading | null {
  const usual = readUsualIso(text);
  if (usual !== null) return usual;
  const found = EXTENDED.exec(text) ?? BASIC.exec(text);
  if (found === null) return OTHER_CALENDAR.test(text) ? { kind: 'other_calendar' } : null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = found;
  const date = dayMs(Number(year), Number(month), Number(day));
  if (date === null) return { kind: 'impossible' };
  if (hour === undefined || minute === undefined) return { kind: 'date', at: new Date(date).toISOString() };
  const time = timeMs(Number(hour), Number(minute), Number(second), fraction);
  if (time === null) return { kind: 'impossible' };
  if (zone === undefined) return { kind: 'no_offset', localMs: date + time };
  const offset = offsetMs(zone);
  // In another zone, the last hours of the year 9999 have a year of five digits.
  return offset === null || date + time - offset > LATEST_MS
    ? { kind: 'impossible' }
    : { kind: 'instant', at: new Date(date + time - offset).toISOString() };
}

/** Reads the usual machine form without a Date object, because files have millions of these. Null for another form. */
export function readUsualIso(text: string): IsoReading | null {
  if (!USUAL.test(text)) return null;
  const [year, month, day] = [digits(text, 0) * 100 + digits(text, 2), digits(text, 5), digits(text, 8)];
  const exists = year >= 1000 && day >= 1 && day <= daysIn(year, month);
  if (!exists || digits(text, 11) > 23 || digits(text, 14) > 59 || digits(text, 17) > 59) return { kind: 'impossible' };
  return { kind: 'instant', at: text.length === 24 ? text : `${text.slice(0, 19)}.000Z` };
}

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return MONTH_DAYS[month - 1] ?? 0;
}

/**
 * Midnight UTC of a calendar day, in milliseconds; null if there is no such day, or its year does not have four digits.
 */
export function dayMs(year: number, month: number, day: number): number | null {
  // Date.UTC reads years below 100 as 19xx.
  if (year < 1000 || year > 9999) return null;
  const ms = Date.UTC(year, month - 1, day);
  const back = new Date(ms);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? ms : null;
}

export function timeMs(hour: number, minute: number, second: number, fraction: string): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** The offset in milliseconds of `Z`, `UTC`, `GMT`, `+02`, `+0200` or `+02:00`; null if no place has that offset. */
export function offsetMs(zone: string): number | null {
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

import { dayMs, offsetMs, readIso, readUsualIso, timeMs } from '../model/iso.ts';
import { addMs, DAY_MS, type Instant, type Moment } from '../model/time.ts';
import { visible } from './text.ts';

/** A cell that should be a time. `blank` says nothing (never, n/a); `unknown` was set aside, and why. */
export type MomentReading =
  | { readonly kind: 'moment'; readonly moment: Moment }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unknown'; readonly why: string };

type DayReading = number | 'ambiguous' | 'impossible' | 'short_year';

const EARLIEST = '1990-01-01T00:00:00.000Z';
// A file's clock may be ahead, and a date alone may be tomorrow's somewhere.
const AHEAD_MS = DAY_MS;
const NOTHING = /^(?:-+|0|n\/?a|#n\/a|null|none|never|never logged in|not available|unknown|0001-01-01(?:[t ].*)?)$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const MONTH_FIRST = new RegExp(`^${MONTH}[ -](\\d{1,2})(?:st|nd|rd|th)?,?[ -](\\d{2}|\\d{4})(?![\\d:])`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH},?[ -](\\d{2}|\\d{4})(?![\\d:])`, 'i');
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|T)/i;
const NUMBERS = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const TIME =
  /^(?:,|t|\s+at)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?\s*(z|utc|gmt|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?)?$/i;
const EPOCH = /^(\d{10}|\d{13})(?:\.\d+)?$/;
const DAY_NUMBER = /^\d{5}(?:\.\d+)?$/;

/** Reads times and never guesses one: two readings, or none of UTC, and the value is set aside. */
export function momentReader(now: Instant): (raw: string) => MomentReading {
  const latest = addMs(now, AHEAD_MS);
  return (raw) => readMoment(raw, latest);
}

function readMoment(raw: string, latest: Instant): MomentReading {
  // The form that machines write needs no cleaning, and is none of the words for nothing.
  const usual = readUsualIso(raw);
  if (usual?.kind === 'instant') return plausible({ at: usual.at, dateOnly: false }, latest);
  const text = visible(raw);
  if (text === '' || NOTHING.test(text)) return { kind: 'blank' };
  const iso = readIso(text);
  if (iso?.kind === 'instant') return plausible({ at: iso.at, dateOnly: false }, latest);
  if (iso?.kind === 'date') return plausible({ at: iso.at, dateOnly: true }, latest);
  if (iso?.kind === 'no_offset') return noOffset();
  if (iso?.kind === 'impossible') return impossible();
  if (EPOCH.test(text)) {
    const number = Math.floor(Number(text));
    return plausible({ at: new Date(number < 1e11 ? number * 1000 : number).toISOString(), dateOnly: false }, latest);
  }
  if (DAY_NUMBER.test(text)) return { kind: 'unknown', why: "is a spreadsheet's day number, not a date" };
  return readWords(text.replace(WEEKDAY, ''), latest);
}

function readWords(text: string, latest: Instant): MomentReading {
  const found = dayOf(text);
  if (found === null) return { kind: 'unknown', why: 'is not a date that is understood (ISO 8601 is)' };
  if (found.day === 'ambiguous') return { kind: 'unknown', why: 'can be read as month/day or as day/month' };
  if (found.day === 'short_year') return { kind: 'unknown', why: 'has a year of two digits' };
  if (found.day === 'impossible') return impossible();
  const rest = text.slice(found.length).trimEnd();
  if (rest === '') return plausible({ at: new Date(found.day).toISOString(), dateOnly: true }, latest);
  const time = timeOf(rest);
  if (time === null) return { kind: 'unknown', why: 'is not a date that is understood (ISO 8601 is)' };
  if (time === 'impossible') return impossible();
  if (time === 'no_offset') return noOffset();
  return plausible({ at: new Date(found.day + time).toISOString(), dateOnly: false }, latest);
}

function dayOf(text: string): { readonly day: DayReading; readonly length: number } | null {
  let found = YEAR_FIRST.exec(text);
  if (found !== null) return { day: day(found[1], found[3], found[4]), length: found[0].length };
  found = COMPACT.exec(text);
  if (found !== null) return { day: day(found[1], found[2], found[3]), length: found[0].length };
  found = MONTH_FIRST.exec(text);
  if (found !== null) return { day: day(found[3], monthNumber(found[1]), found[2]), length: found[0].length };
  found = DAY_FIRST.exec(text);
  if (found !== null) return { day: day(found[3], monthNumber(found[2]), found[1]), length: found[0].length };
  found = NUMBERS.exec(text);
  if (found === null) return null;
  const [whole, first = '', , second = '', year = ''] = found;
  return { day: numbersDay(Number(first), Number(second), year), length: whole.length };
}

function numbersDay(first: number, second: number, year: string): DayReading {
  if (year.length === 2) return 'short_year';
  if (first === second) return day(year, second, first);
  if (first <= 12 && second <= 12) return 'ambiguous';
  return first > 12 ? day(year, second, first) : day(year, first, second);
}

function day(
  year: string | undefined,
  month: string | number | undefined,
  date: string | undefined | number,
): DayReading {
  if (year?.length === 2) return 'short_year';
  return dayMs(Number(year), Number(month), Number(date)) ?? 'impossible';
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function timeOf(text: string): number | 'no_offset' | 'impossible' | null {
  const found = TIME.exec(text);
  if (found === null) return null;
  const [, hour = '', minute = '', second = '0', fraction = '', half, zone] = found;
  const clock = half === undefined ? Number(hour) : twelveHours(Number(hour), half.toLowerCase() === 'p');
  const ms = clock === null ? null : timeMs(clock, Number(minute), Number(second), fraction);
  if (ms === null) return 'impossible';
  if (zone === undefined) return 'no_offset';
  const offset = offsetMs(zone.replace(/^(?:utc|gmt)(?=[+-])/i, ''));
  return offset === null ? 'impossible' : ms - offset;
}

function twelveHours(hour: number, afternoon: boolean): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (afternoon ? 12 : 0);
}

function plausible(moment: Moment, latest: Instant): MomentReading {
  if (moment.at > latest) return { kind: 'unknown', why: 'lies in the future' };
  if (moment.at < EARLIEST) return { kind: 'unknown', why: 'lies before 1990' };
  return { kind: 'moment', moment };
}

function noOffset(): MomentReading {
  return { kind: 'unknown', why: 'is a time without an offset from UTC' };
}

function impossible(): MomentReading {
  return { kind: 'unknown', why: 'is a date or time that does not exist' };
}

import { dayMs, offsetMs, readIso, readUsualIso, timeMs } from '../../model/iso.ts';
import { addMs, DAY_MS, type Instant, type Moment } from '../../model/time.ts';
import type { TimeZone } from '../../model/time-zone.ts';
import { isLocalZero, isNeverInstant, writesNever } from './never-dates.ts';
import { visible } from './visible.ts';

/**
 * What a cell says that should be a time. `note`: the time was read with a remark, such as a local time of which only
 * the day is kept. `blank`: the cell says nothing (n/a, "never logged in"). `never`: a date that stands for no date
 * (1601, 9999, 0), which decides nothing. `unknown`: the cell was set aside, with the reason.
 */
export type MomentReading =
  | { readonly kind: 'moment'; readonly moment: Moment; readonly note?: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface MomentOptions {
  /** The zone of times that have no offset. If absent, nobody stated one, and only the day of such a time is kept. */
  readonly zone?: TimeZone | null;
  /** Whether future dates are read as well, such as the last day of somebody who is still employed. */
  readonly ahead?: boolean;
}

interface Reading extends MomentOptions {
  readonly latest: Instant;
}

/** What the order of day, month and year would settle. */
export const AMBIGUOUS = { kind: 'unknown', why: 'can be read as month/day or as day/month' } as const;
export const SHORT_YEAR = { kind: 'unknown', why: 'has a year of two digits' } as const;

type DayReading = number | 'ambiguous' | 'impossible' | 'short_year';

const EARLIEST = '1990-01-01T00:00:00.000Z';
// How far ahead a time may lie: the clock of a file may be fast, and a date alone may already be tomorrow somewhere.
const AHEAD_MS = DAY_MS;
const AT_MOST = '9999-12-31T23:59:59.999Z';
const NOTHING = /^(?:-+|n\/?a|#n\/a|null|none|nan|nat|never|never logged in|not available|unknown)$/i;
/** How months begin in English, German and French; longer beginnings first, since Juin and Juillet begin alike. */
const MONTHS: readonly (readonly [string, number])[] = [
  ['juin', 6],
  ['juil', 7],
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(numbered),
  ...['jän', 'fév', 'mär', 'avr', 'mai'].map(numbered),
  ['fev', 2],
  ['mae', 3],
  ['mrz', 3],
  ['aoû', 8],
  ['aou', 8],
  ['okt', 10],
  ['dez', 12],
  ['déc', 12],
];
const MONTH = `(${MONTHS.map(([name]) => name).join('|')})\\p{L}*\\.?`;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const MONTH_FIRST = new RegExp(`^${MONTH}[ -](\\d{1,2})(?:st|nd|rd|th)?,?[ -](\\d{2}|\\d{4})(?![\\d:])`, 'iu');
const DAY_FIRST = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[ -]${MONTH},?[ -](\\d{2}|\\d{4})(?![\\d:])`, 'iu');
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|T)/i;
const NUMBERS = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const TIME =
  /^(?:,|t|\s+at)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?\s*(z|utc|gmt|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?|[a-z]{3,5})?$/i;
const EPOCH = /^(\d{10}|\d{13})(?:\.\d+)?$/;
const DAY_NUMBER = /^\d{5}(?:[.,]\d+)?$/;
/** Day 0 of a spreadsheet, as days before 1970. */
const DAY_ZERO = 25_569;
/** Active Directory counts tenths of microseconds since 1601. */
const FILE_TIME = /^1[2-5]\d{16}$/;
const FILE_TIME_ZERO_MS = 11_644_473_600_000;
/** Letters that several zones share, such as EST and IST, so that the offset is unknown. */
const ZONE_LETTERS = /^(?!utc|gmt)[a-z]{3,5}$/i;

/**
 * Reads times without guessing. If a cell could mean two days it is set aside; if only the time of day is unclear, the
 * day is kept.
 */
export function momentReader(now: Instant, options: MomentOptions = {}): (raw: string) => MomentReading {
  const how = { ...options, latest: options.ahead === true ? AT_MOST : addMs(now, AHEAD_MS) };
  return (raw) => readMoment(raw, how);
}

/** Whether a cell holds a date that stands for "no date", as systems write where nothing ends. It decides nothing. */
export function isNever(raw: string): boolean {
  return readMoment(raw, { latest: AT_MOST }).kind === 'never';
}

function readMoment(raw: string, how: Reading): MomentReading {
  // The form that machines write needs no cleaning, and cannot be a word for "nothing".
  const usual = readUsualIso(raw);
  if (usual?.kind === 'instant') return plausible({ at: usual.at, dateOnly: false }, how);
  const text = visible(raw);
  if (text === '') return { kind: 'blank' };
  const iso = readIso(text);
  switch (iso?.kind) {
    case 'instant':
      return plausible({ at: iso.at, dateOnly: false }, how);
    case 'date':
      return plausible({ at: iso.at, dateOnly: true }, how);
    case 'no_offset':
      return local(iso.localMs, how);
    case 'impossible':
      return writesNever(text) ? { kind: 'never' } : impossible();
    case 'other_calendar':
      return { kind: 'unknown', why: 'counts weeks or days of the year, and only calendar dates are read' };
    case undefined:
      if (NOTHING.test(text)) return { kind: 'blank' };
      if (writesNever(text)) return { kind: 'never' };
      return readNumber(text, how) ?? readWords(text.normalize('NFC').replace(WEEKDAY, ''), how);
  }
}

/** Seconds or milliseconds since 1970, what Active Directory counts, a spreadsheet's day number; null: no such number. */
function readNumber(text: string, how: Reading): MomentReading | null {
  if (EPOCH.test(text)) {
    const number = Math.floor(Number(text));
    return plausible({ at: new Date(number < 1e11 ? number * 1000 : number).toISOString(), dateOnly: false }, how);
  }
  if (FILE_TIME.test(text)) {
    const ms = Number(text.slice(0, 14)) - FILE_TIME_ZERO_MS;
    return plausible({ at: new Date(ms).toISOString(), dateOnly: false }, how);
  }
  if (!DAY_NUMBER.test(text)) return null;
  const localMs = Math.round((Number(text.replace(',', '.')) - DAY_ZERO) * DAY_MS);
  if (localMs % DAY_MS !== 0) return local(localMs, how);
  return noted(
    plausible({ at: new Date(localMs).toISOString(), dateOnly: true }, how),
    "is a spreadsheet's day number, read as its date",
  );
}

function readWords(text: string, how: Reading): MomentReading {
  const found = dayOf(text);
  if (found === null) return { kind: 'unknown', why: 'is not a date that is understood (ISO 8601 is)' };
  if (found.day === 'ambiguous') return AMBIGUOUS;
  if (found.day === 'short_year') return SHORT_YEAR;
  if (found.day === 'impossible') return impossible();
  const rest = text.slice(found.length).trimEnd();
  if (rest === '') return plausible({ at: new Date(found.day).toISOString(), dateOnly: true }, how);
  const time = timeOf(rest);
  if (time === null) return { kind: 'unknown', why: 'is not a date that is understood (ISO 8601 is)' };
  if (time === 'impossible') return impossible();
  const ms = found.day + time.ms;
  switch (time.offset) {
    case 'none':
      return local(ms, how);
    case 'letters':
      return dayOnly(ms, how, 'names its time zone by letters that several zones share, so only its day is kept');
    default:
      return plausible({ at: new Date(ms - time.offset).toISOString(), dateOnly: false }, how);
  }
}

/** Turns a local time into an instant where its zone is known, else into its day. */
function local(localMs: number, how: Reading): MomentReading {
  const zone = how.zone ?? null;
  if (isLocalZero(localMs)) return { kind: 'never' };
  if (zone === null) {
    return dayOnly(
      localMs,
      how,
      'has no offset from UTC, so only its day is kept; --time-zone ZONE, for example Europe/Berlin, reads its time',
    );
  }
  const [at, second] = zone.instantsOf(localMs);
  if (at !== undefined && second === undefined) return plausible({ at, dateOnly: false }, how);
  return dayOnly(
    localMs,
    how,
    `is a time that clocks in ${zone.name} showed ${at === undefined ? 'never' : 'twice'}, since they were changed, so only its day is kept`,
  );
}

function dayOnly(localMs: number, how: Reading, note: string): MomentReading {
  const day = Math.floor(localMs / DAY_MS) * DAY_MS;
  return noted(plausible({ at: new Date(day).toISOString(), dateOnly: true }, how), note);
}

function noted(reading: MomentReading, note: string): MomentReading {
  return reading.kind === 'moment' ? { kind: 'moment', moment: reading.moment, note } : reading;
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

function numbered(name: string, index: number): readonly [string, number] {
  return [name, index + 1];
}

function monthNumber(name: string | undefined): number {
  const beginning = (name ?? '').toLowerCase();
  return MONTHS.find(([month]) => month === beginning)?.[1] ?? 0;
}

/** `offset` in milliseconds; `letters`: a zone is named, and it is not known which. */
interface TimeOfDay {
  readonly ms: number;
  readonly offset: number | 'none' | 'letters';
}

function timeOf(text: string): TimeOfDay | 'impossible' | null {
  const found = TIME.exec(text);
  if (found === null) return null;
  const [, hour = '', minute = '', second = '0', fraction = '', half, zone] = found;
  const clock = half === undefined ? Number(hour) : twelveHours(Number(hour), half.toLowerCase() === 'p');
  const ms = clock === null ? null : timeMs(clock, Number(minute), Number(second), fraction);
  if (ms === null) return 'impossible';
  if (zone === undefined) return { ms, offset: 'none' };
  if (ZONE_LETTERS.test(zone)) return { ms, offset: 'letters' };
  const offset = offsetMs(zone.replace(/^(?:utc|gmt)(?=[+-])/i, ''));
  return offset === null ? 'impossible' : { ms, offset };
}

function twelveHours(hour: number, afternoon: boolean): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (afternoon ? 12 : 0);
}

function plausible(moment: Moment, { latest }: Reading): MomentReading {
  if (isNeverInstant(moment.at)) return { kind: 'never' };
  if (moment.at > latest) return { kind: 'unknown', why: 'lies in the future' };
  if (moment.at < EARLIEST) return { kind: 'unknown', why: 'lies before 1990' };
  return { kind: 'moment', moment };
}

function impossible(): MomentReading {
  return { kind: 'unknown', why: 'is a date or time that does not exist' };
}

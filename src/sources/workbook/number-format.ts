import { DAY_MS } from '../../model/time.ts';

/** What the number format of a cell says that its number is. */
export type NumberKind =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  /** Digits in places of their own, as in `00000` or `000-00`: the zeros belong to the number. */
  | { readonly kind: 'digits'; readonly pattern: readonly string[] };

const NUMBER: NumberKind = { kind: 'number' };
const DATE: NumberKind = { kind: 'date' };
const TIME: NumberKind = { kind: 'time' };

/** Text in quotation marks or behind a backslash, and marks that leave room or repeat: no part of what is asked for. */
const LITERAL = /"[^"]*"|\\.|_.|\*./g;
const DURATION = /\[(?:h+|m+|s+)\]/i;
const BRACKETS = /\[[^\]]*\]/g;
/** Whole numbers of places: `0`s with literals between them. */
const PLACES = /^(?:[0#?]|"[^"]*"|\\.|_.|\*.|[- ()])*$/;
const PLACE = /[0#?]|"([^"]*)"|\\(.)|_.|\*.|([- ()])/g;

const LAST_DAY = 2_958_465;
/** Of the calendar that begins in 1900 and has a 29 February that never was. */
const LEAP_DAY = 60;
const DAY_ZERO_1900 = Date.UTC(1899, 11, 30);
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1);
const DAY_SECONDS = 86_400;
/** A spreadsheet keeps fifteen digits. */
const DIGITS = 15;

/** The meaning of a format by its number, where the program gave it no text. */
export function builtInKind(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return DATE;
  return id >= 18 && id <= 21 ? TIME : NUMBER;
}

export function numberKind(format: string): NumberKind {
  const [section = ''] = sections(format);
  if (DURATION.test(section)) return NUMBER;
  const shown = section
    .replace(LITERAL, '')
    .replace(BRACKETS, '')
    .replace(/am\/pm|a\/p/gi, 'h');
  if (/general|standard/i.test(shown)) return NUMBER;
  if (/[yd]/i.test(shown) || (/m/i.test(shown) && !/[hs]/i.test(shown))) return DATE;
  if (/[hs]/i.test(shown)) return TIME;
  const coloured = section.replace(BRACKETS, '');
  const pattern = PLACES.test(coloured) ? patternOf(coloured) : [];
  return pattern.length > 1 && pattern.includes('0') ? { kind: 'digits', pattern } : NUMBER;
}

/** Parts for positive numbers, negative ones, zero and text. */
function sections(format: string): readonly string[] {
  return format.match(/(?:"[^"]*"|\\.|[^;"\\])+/g) ?? [];
}

/** Places as `0` or `#`, literals behind a mark, so that neither is taken for the other. */
function patternOf(section: string): readonly string[] {
  return [...section.matchAll(PLACE)].flatMap(([whole, quoted, escaped, plain]) => {
    if (whole === '0') return ['0'];
    if (whole === '#' || whole === '?') return ['#'];
    const literal = quoted ?? escaped ?? plain ?? '';
    return literal === '' ? [] : [`'${literal}`];
  });
}

/** The cell as it is shown to a person, in forms that do not depend on a language: dates are ISO 8601. */
export function numberText(raw: string, format: NumberKind, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  switch (format.kind) {
    case 'number':
      return plainNumber(value);
    case 'date':
      return dateText(value, from1904) ?? plainNumber(value);
    case 'time':
      // A moment may be shown by its time alone.
      return (value >= 1 ? dateText(value, from1904) : timeText(value)) ?? plainNumber(value);
    case 'digits':
      return Number.isSafeInteger(value) && value >= 0 ? inPlaces(String(value), format.pattern) : plainNumber(value);
  }
}

/** Without an exponent, and with the digits that a spreadsheet keeps: `1E5` is 100000. */
function plainNumber(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return String(value);
  const rounded = Number(value.toPrecision(DIGITS));
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return String(rounded);
  const [digits = '', exponent = '0'] = Math.abs(value)
    .toExponential(DIGITS - 1)
    .split('e+');
  return `${value < 0 ? '-' : ''}${digits.replace('.', '').padEnd(Number(exponent) + 1, '0')}`;
}

/** Null: no day of a calendar. */
function dateText(value: number, from1904: boolean): string | null {
  if (value < 0 || value > LAST_DAY) return null;
  const seconds = Math.round(value * DAY_SECONDS);
  const [days, rest] = [Math.floor(seconds / DAY_SECONDS), seconds % DAY_SECONDS];
  const time = rest === 0 ? '' : `T${clock(rest)}`;
  if (from1904) return `${dayText(DAY_ZERO_1904 + days * DAY_MS)}${time}`;
  if (days === 0) return rest === 0 ? '1900-01-00' : clock(rest);
  if (days === LEAP_DAY) return `1900-02-29${time}`;
  return `${dayText(DAY_ZERO_1900 + (days < LEAP_DAY ? days + 1 : days) * DAY_MS)}${time}`;
}

function timeText(value: number): string | null {
  return value < 0 ? null : clock(Math.round(value * DAY_SECONDS) % DAY_SECONDS);
}

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function clock(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(11, 19);
}

/** Puts digits into places from the right; digits that are left over stand where the first place is. */
function inPlaces(digits: string, pattern: readonly string[]): string {
  const first = pattern.findIndex((one) => one === '0' || one === '#');
  let [left, text] = [digits, ''];
  for (let at = pattern.length - 1; at >= 0; at -= 1) {
    const place = pattern[at] ?? '';
    if (place.startsWith("'")) {
      text = (left === '' && !pattern.slice(0, at).includes('0') && at > first ? '' : place.slice(1)) + text;
      continue;
    }
    const digit = at === first ? left : left.slice(-1);
    left = at === first ? '' : left.slice(0, -1);
    text = (digit === '' && place === '0' ? '0' : digit) + text;
  }
  return text;
}

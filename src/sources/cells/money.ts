import { currencyOfSign } from './currency.ts';
import { saysNothing } from './ids.ts';
import { visible } from './visible.ts';

/** A cell that should be an amount. `none`: blank, or a word such as Yes; `unknown`: set aside, and why. */
export type MoneyReading =
  | { readonly kind: 'money'; readonly value: number; readonly currency: string | null }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

const NONE: MoneyReading = { kind: 'none' };
const LARGEST = 1e15;
const LENGTH_MAX = 64;
const WORD = /^(?:yes|no|true|false|-+)$/i;
/** Salesforce shows the amount in the reader's currency behind the one of the record. */
const CONVERTED = /^(.*\d)\s*\([A-Z]{3}\s[-\d.,' ]+\)$/;
const PARTS = /^([-−+(]*)\s*([^\d\s.,()+−-]{0,4})\s*([-−+(]*)\s*(\d[\d.,'’ ]*?)\s*([^\d\s.,()+−-]{0,4})\s*([-−)]*)$/u;
const FLOAT = /^-?\d(?:\.\d+)?E\d{1,2}$/;
const ROUNDED = /^[-+]?\d+(?:[.,]\d+)?e\+\d+$/i;
const ABBREVIATED = /^(?:k|m|mm|mn|mio|b|bn|t|tsd)$/i;

/**
 * An amount as reports and exports write it: `$3,000,190.00`, `(1,234)`, `USD 125,000.00`, `1.234.567,89 €`. Two ways
 * to read one are none. `$` names no currency: only a code, or a sign that one currency has, does.
 */
export function readMoney(raw: string): MoneyReading {
  const text = visible(raw.normalize('NFKC'));
  if (text === '' || WORD.test(text) || saysNothing(text)) return NONE;
  if (text.length > LENGTH_MAX) return unknown('is no amount that is understood');
  if (FLOAT.test(text)) return plausible(Number(text), null);
  if (ROUNDED.test(text)) return unknown('was shortened by a spreadsheet to a rounded number');
  const found = PARTS.exec(CONVERTED.exec(text)?.[1] ?? text);
  if (found === null) return unknown('is no amount that is understood');
  const [, outer = '', before = '', inner = '', digits = '', after = '', closing = ''] = found;
  if (ABBREVIATED.test(after)) return unknown('is abbreviated, so it is not the amount itself');
  if (!isSign(before) || !isSign(after)) return unknown('is no amount that is understood');
  if (before !== '' && after !== '' && before !== after) return unknown('names two currencies');
  const negative = signOf(`${outer}${inner}${closing}`);
  if (negative === null) return unknown('is no amount that is understood');
  const number = plainNumber(digits.trim());
  if (number === null) return unknown('can be read as more than one number, or as none');
  return plausible(negative ? -number : number, currencyOfSign(before === '' ? after : before));
}

function isSign(text: string): boolean {
  return text === '' || /^(?:[A-Z]{3}|[A-Za-z]{0,3}\p{Sc}|\p{Sc}[A-Z]{0,3})$/u.test(text);
}

/** Whether the marks around a number make it negative; null: they make no sense. */
function signOf(marks: string): boolean | null {
  if (marks === '' || marks === '+') return false;
  return marks === '-' || marks === '−' || marks === '()' ? true : null;
}

/** Digits with grouping and decimals to a number, where only one reading is possible. */
function plainNumber(digits: string): number | null {
  const text = digits.replaceAll('’', "'").replaceAll(' ', "'");
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return grouped(text, "'");
  const mark = text.charAt(last);
  const other = mark === '.' ? ',' : '.';
  const whole = text.slice(0, last);
  const decimals = text.slice(last + 1);
  if (!/^\d+$/.test(decimals)) return null;
  if (whole.includes(mark)) return whole.includes(other) || whole.includes("'") ? null : grouped(text, mark);
  if (whole.includes(other)) return fraction(grouped(whole, other), decimals);
  if (whole.includes("'")) return fraction(grouped(whole, "'"), decimals);
  const couldGroup = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  // 1,234 is what every English export writes; 1.234 is as often a thousand as it is one and a bit.
  if (couldGroup) return mark === ',' ? Number(whole + decimals) : null;
  if (mark === ',' && decimals.length > 2) return null;
  return fraction(grouped(whole, "'"), decimals);
}

function grouped(text: string, mark: string): number | null {
  const groups = text.split(mark);
  if (groups.some((group) => !/^\d+$/.test(group))) return null;
  const [first = '', ...rest] = groups;
  const thousands = rest.every((group) => group.length === 3);
  // Lakhs and crores: 12,34,567.
  const indian = mark === ',' && rest.at(-1)?.length === 3 && rest.slice(0, -1).every((group) => group.length === 2);
  if (rest.length > 0 && (first.length > 3 || !(thousands || indian))) return null;
  return Number(groups.join(''));
}

function fraction(whole: number | null, decimals: string): number | null {
  return whole === null ? null : Number(`${whole}.${decimals}`);
}

function plausible(value: number, currency: string | null): MoneyReading {
  if (!(Math.abs(value) < LARGEST)) return unknown('is too large a number');
  // Minus zero would be another value than zero to some readers.
  return { kind: 'money', value: value === 0 ? 0 : value, currency };
}

function unknown(why: string): MoneyReading {
  return { kind: 'unknown', why };
}

import type { FieldComparison } from '../../model/correlation.ts';
import { words } from '../../model/words.ts';

type Outcome = FieldComparison['outcome'];

/** What people type where there is no number. Two equal placeholders say nothing. */
const PLACEHOLDERS = new Set(
  words('n/a na none null nil tbd tba unknown undefined contractor external employee temp test'),
);

/** What programs write where there was no value: the name of its type, or a spreadsheet error. */
const NO_VALUE = /^#|\[\]$|^\[object |^(?:system|microsoft)\.\w+\.|valuecollection$/;

/** Nearly all ids have this form, from which nothing needs to be removed. */
const PLAIN = /^[1-9][0-9]*$/;

/** An employee id in the form that compares; null for a placeholder such as `N/A` or `0000`. */
export function employeeKey(text: string | null): string | null {
  if (text === null) return null;
  if (PLAIN.test(text)) return text;
  const plain = withoutTextMarks(text.normalize('NFKC').trim().toLowerCase());
  if (!/[\p{L}\p{N}]/u.test(plain) || /^[0x.\s-]*$/.test(plain) || PLACEHOLDERS.has(plain)) return null;
  return NO_VALUE.test(plain) ? null : plain;
}

/** `="00123"` and `'00123`: what keeps the zeros in a spreadsheet. */
function withoutTextMarks(text: string): string {
  const marked = /^=?"(.*)"$/.exec(text);
  return (marked?.[1] ?? text).replace(/^'(?=.)/, '').trim();
}

/**
 * The id without what spreadsheets add or remove: leading zeros, `.0`, thousands separators. Two ids with one core may
 * be the same id, but only if a name or an address supports it.
 */
export function employeeCore(key: string): string {
  if (PLAIN.test(key)) return key;
  const isNumber = /^\d+[.,]0{1,2}$/.test(key) || THOUSANDS.test(key);
  const digits = isNumber ? key.replace(/[.,]0{1,2}$/, '').replace(/[^0-9]/g, '') : key;
  return digits.replace(/^0+(?=.)/, '');
}

const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.0{1,2})?$|^\d{1,3}(?:\.\d{3})+(?:,0{1,2})?$|^\d{1,3}(?:['’\s]\d{3})+$/;

/**
 * Compares two employee ids. `near`: two spellings of what may be one id, which a name or an address has to support.
 */
export function compareEmployeeIds(a: string | null, b: string | null): Outcome {
  if (a === null || b === null) return 'missing';
  if (isExact(a) && isExact(b)) return a === b ? 'agree' : 'disagree';
  const [left, right] = [roundedOf(a), roundedOf(b)];
  if (left !== null || right !== null) return compareRounded(left ?? exactOf(a), right ?? exactOf(b));
  if (a === b) return 'agree';
  return employeeCore(a) === employeeCore(b) ? 'near' : 'disagree';
}

/** Nearly all: a number that no spreadsheet changes. */
function isExact(key: string): boolean {
  return key.length <= KEPT && PLAIN.test(key);
}

/** The first digits of a number, and how many it has in all. */
interface Digits {
  readonly known: string;
  readonly length: number;
}

/** With fewer common digits than this, two ids neither agree nor disagree. */
const TELLING = 12;
/** How many digits a spreadsheet keeps of a number. */
const KEPT = 15;
const SHORTEST_ROUNDED = 5;
const LONGEST_ROUNDED = 40;

/**
 * The known digits of a number that a spreadsheet shortened: `1,23457E+17`, or fifteen digits and zeros; null for any
 * other.
 */
function roundedOf(key: string): Digits | null {
  if (key.length < SHORTEST_ROUNDED || key.length > LONGEST_ROUNDED) return null;
  const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d{1,3})$/.exec(key);
  if (scientific !== null) {
    const [, first = '', rest = '', exponent = ''] = scientific;
    return { known: first + rest.replace(/0+$/, ''), length: Number(exponent) + 1 };
  }
  return key.length > KEPT && /^\d{15}0+$/.test(key) ? { known: key.slice(0, KEPT), length: key.length } : null;
}

function exactOf(key: string): Digits | null {
  return /^\d+$/.test(key) ? { known: key, length: key.length } : null;
}

function compareRounded(a: Digits | null, b: Digits | null): Outcome {
  if (a === null || b === null || a.length !== b.length) return 'disagree';
  const digits = Math.min(a.known.length, b.known.length);
  if (!beginAlike(a.known, b.known, digits)) return 'disagree';
  return digits >= TELLING ? 'near' : 'missing';
}

/** The last known digit may have been rounded up. */
function beginAlike(a: string, b: string, digits: number): boolean {
  const apart = BigInt(a.slice(0, digits)) - BigInt(b.slice(0, digits));
  return apart >= -1n && apart <= 1n;
}

/** Whether several people may have this id: somebody typed it as a filler, or a spreadsheet rounded it. */
export function isDoubtful(key: string): boolean {
  return looksTyped(key) || roundedOf(key) !== null;
}

/** Whether the digits are a filler: one digit repeated, or a sequence. */
function looksTyped(key: string): boolean {
  return key.length >= SHORTEST_TYPED && (/^(\d)\1+$/.test(key) || UP.includes(key) || DOWN.includes(key));
}

const SHORTEST_TYPED = 4;
const UP = '01234567890123456789';
const DOWN = '98765432109876543210';

/**
 * Whether an id identifies a person: a number, or a word made of this person's own name: `aquist` of Ada Quist, not
 * `vendor`.
 */
export function namesSomebody(key: string, ownWords: () => readonly string[]): boolean {
  return /[0-9]/.test(key) || ownWords().some((word) => isMadeOf(key, word));
}

function isMadeOf(key: string, word: string): boolean {
  if (key === word) return true;
  return word.length > 2 && (key.startsWith(word.slice(0, BEGINNING)) || key.endsWith(word));
}

/** How many letters of a family name such a word begins with: `quisa` of Ada Quist has four. */
const BEGINNING = 4;

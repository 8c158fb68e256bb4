import { words } from '../../model/words.ts';
import { cleanText } from './text.ts';

const ID_MAX = 256;
/** What systems write where there is no id. Used as an id, it would make one person of many. */
const NOTHING = new Set(words('- -- n/a #n/a null (null) nil none (none) undefined (blank) unknown tbd'));
/**
 * What people write where there is no id. Names and logins are not compared with these words, because `na` or `x` may
 * be real ones.
 */
const FILLERS = new Set([
  ...words('na n.a. nan <na> nat tba tbc ? ?? ??? . / \\ _ x xx xxx xxxx'),
  ...['see hr', 'ask hr', 'not applicable', 'not available', 'not set', 'not assigned', 'no id', 'empty', 'blank'],
  ...['missing', 'pending', '(empty)', '[null]', 'siehe hr', 'keine', 'keiner', 'keine angabe', 'k.a.', 'k. a.'],
  ...['unbekannt', 'leer', '(leer)', 'ohne', 'folgt', 'aucun', 'aucune', 'néant', 'inconnu', 'vide', '(vide)', 's.o.'],
]);
const SHORTENED_BY_SPREADSHEET = /^\d(?:[.,]\d+)?e[+]?\d+$/i;
/** A spreadsheet keeps fifteen digits. A longer number that ends in zeros has lost the digits that stood there. */
const ROUNDED = /^[1-9]\d{14}0{3,}$/;
const ONLY_ZEROS = /^0+$/;
/**
 * Quotation and markup characters, or three words. Ids are quoted in our own sentences, so an id must not contain a
 * sentence.
 */
const PROSE = /[<>"`{}]|\s\S+\s/u;
/** What PowerShell and JavaScript write in place of a list or an object. */
const TYPE_NAME =
  /^(?:(?:Selected\.|Deserialized\.)*@?\{?(?:System|Microsoft)(?:\.[A-Z]\w*)+(?:`\d+)?(?:\[.*\])?\}?|\[object \w+\]|@\{.*\}?)$/u;
/** `#REF!`, `#NAME?`, `#DIV/0!`, `#N/A` and their German and French forms, and the `####` of a narrow column. */
const SHEET_ERROR = /^(?:#[\p{Lu}/0]+[!?]|#n\/a|#nv|#+|err:\d{3})$/iu;

/** An id that needs no cleaning, and that has none of the forms which name nobody. */
const USUAL = /^(?!0+$|[1-9]\d{14}0{3,}$|\d(?:\.\d+)?e\d+$|(?:system|microsoft|deserialized)\.|err:)[\w.@:|-]{1,256}$/i;

/** Whether `readId` would return the text unchanged. This check is cheaper, and true of most cells. */
export function isUsualId(raw: string): boolean {
  return USUAL.test(raw) && !saysNothing(raw) && !isFiller(raw);
}

/**
 * What a cell that should hold an identifier says. `isMarked`: the cell had a mark that keeps a spreadsheet from
 * changing it.
 */
export interface IdReading {
  readonly id: string | null;
  /** Why it can't identify anybody; null: it can, or it is blank. */
  readonly why: string | null;
  readonly isMarked: boolean;
}

const BLANK: IdReading = { id: null, why: null, isMarked: false };

/** Reads an identifier and keeps its case. Null if blank; with a reason if it cannot identify anybody. */
export function readId(raw: string): IdReading {
  if (raw === '') return BLANK;
  const whole = cleanText(raw, ID_MAX + 1);
  const id = withoutTextMark(whole);
  if (id === '' || saysNothing(id)) return BLANK;
  const why = whyNoId(id);
  return { id: why === null ? id : null, why, isMarked: id !== whole };
}

export const ROUNDED_WHY = 'was rounded by a spreadsheet, which keeps fifteen digits';

function whyNoId(id: string): string | null {
  if (id.length > ID_MAX) return `is longer than ${ID_MAX} characters`;
  if (SHORTENED_BY_SPREADSHEET.test(id)) return 'was shortened by a spreadsheet to a rounded number';
  if (ROUNDED.test(id)) return ROUNDED_WHY;
  if (ONLY_ZEROS.test(id)) return 'is only zeros, as systems fill in where there is none';
  if (isTypeName(id)) return 'is the name of a type, written in place of its values';
  if (SHEET_ERROR.test(id)) return 'is an error of a spreadsheet';
  if (isFiller(id)) return 'is what people write where there is none';
  return PROSE.test(id) ? 'is text, and no id' : null;
}

/** `System.Object[]`, `Microsoft.….ADPropertyValueCollection`, `[object Object]`: a cell whose values were lost. */
export function isTypeName(raw: string): boolean {
  return raw.length > 3 && TYPE_NAME.test(raw.trim());
}

/** `="00777"`, `'00777` and `"00777"` are 00777: the marks keep a spreadsheet from taking the zeros away. */
export function withoutTextMark(text: string): string {
  const mark = text.charCodeAt(0);
  if (mark !== EQUALS && mark !== APOSTROPHE && mark !== QUOTE) return text;
  const inside = /^="([^"]*)"$|^"([^"]*)"$|^'([^']*)'?$/.exec(text);
  return inside === null ? text : (inside[1] ?? inside[2] ?? inside[3] ?? '').trim();
}

const EQUALS = 0x3d;
const APOSTROPHE = 0x27;
const QUOTE = 0x22;

export function saysNothing(text: string): boolean {
  // Most ids end in a digit, and none of those words does.
  return text.length < 16 && !endsInDigit(text) && NOTHING.has(text.trim().toLowerCase());
}

function isFiller(text: string): boolean {
  return text.length < 16 && !endsInDigit(text) && FILLERS.has(text.trim().toLowerCase());
}

function endsInDigit(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0x30 && last <= 0x39;
}

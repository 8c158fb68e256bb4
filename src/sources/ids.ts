import { cleanText } from './text.ts';

const ID_MAX = 256;
/** What systems write where there is no id: taken as an id, it would make one person of many. */
const NOTHING = new Set([
  '-',
  '--',
  'n/a',
  '#n/a',
  'null',
  '(null)',
  'nil',
  'none',
  '(none)',
  'undefined',
  '(blank)',
  'unknown',
  'tbd',
]);
const SHORTENED_BY_SPREADSHEET = /^\d(?:[.,]\d+)?e[+]?\d+$/i;
const ONLY_ZEROS = /^0+$/;
/** Marks of quoting and markup, or three words: ids stand in sentences of ours, where a sentence of the file must not. */
const PROSE = /[<>"`{}]|\s\S+\s/u;

/** Nothing in it that could be left out, and neither of the two forms that name nobody. */
const USUAL = /^(?!0+$|\d(?:\.\d+)?e\d+$)[\w.@:|-]{1,256}$/i;

/** Whether it is an id as it stands: the answer that `readId` would give to most cells, for less. */
export function isUsualId(raw: string): boolean {
  return USUAL.test(raw) && !saysNothing(raw);
}

/** An identifier, its case kept; null when blank, or with a reason when it can't identify anybody. */
export function readId(raw: string): { readonly id: string | null; readonly why: string | null } {
  if (raw === '') return { id: null, why: null };
  const id = cleanText(raw, ID_MAX + 1);
  if (id === '' || saysNothing(id)) return { id: null, why: null };
  if (id.length > ID_MAX) return { id: null, why: `is longer than ${ID_MAX} characters` };
  if (SHORTENED_BY_SPREADSHEET.test(id)) return { id: null, why: 'was shortened by a spreadsheet to a rounded number' };
  if (ONLY_ZEROS.test(id)) return { id: null, why: 'is only zeros, as systems fill in where there is none' };
  if (PROSE.test(id)) return { id: null, why: 'is text, and no id' };
  return { id, why: null };
}

export function saysNothing(text: string): boolean {
  // None of those words ends in a digit, and most ids do.
  const last = text.charCodeAt(text.length - 1);
  return text.length < 16 && !(last >= 0x30 && last <= 0x39) && NOTHING.has(text.trim().toLowerCase());
}

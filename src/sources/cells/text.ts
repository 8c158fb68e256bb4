import { quote } from '../../model/foreign.ts';
import { isPlain, visible } from './visible.ts';

const TEXT_MAX = 256;
const QUOTE_MAX = 40;

/** Text from outside as data: NFC, nothing invisible, single spaces, at most 256 characters. Formulas stay what they are. */
export function cleanText(raw: string, max: number = TEXT_MAX): string {
  if (raw.length <= max && isPlain(raw)) return raw;
  return cap(visible(raw).normalize('NFC'), max);
}

export function textOrNull(raw: string): string | null {
  const text = cleanText(raw);
  return text === '' ? null : text;
}

/** A value of the file inside a sentence of ours: clean, short, in quotation marks. */
export function quoted(raw: string): string {
  return quote(cleanText(raw, QUOTE_MAX), { longest: QUOTE_MAX });
}

/** "a", "b" and 3 more: at most `max` values of the file inside a sentence. */
export function quotedList(values: readonly string[], max = 30): string {
  const shown = values.slice(0, max).map(quoted).join(', ');
  return values.length > max ? `${shown} and ${values.length - max} more` : shown;
}

/** A number with its noun. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function cap(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  // Half of a surrogate pair is no character.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Copies a text, so that the large piece of the file that it was cut from can be freed. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** Whether the text has no visible character. */
export function isBlank(raw: string): boolean {
  const first = raw.charCodeAt(0);
  return raw === '' || (!(first > 0x20 && first < 0x7f) && visible(raw) === '');
}

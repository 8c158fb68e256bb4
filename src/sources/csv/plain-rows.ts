import type { CellForm } from './cell-form.ts';
import type { Delimiter } from './delimiters.ts';

/** A longer row could have a cell that is longer than what is kept of one. */
const ROW_MAX = 256;
const TRIED_ROWS = 2_000;
/** An id of at least this length cannot be a word for "nothing". */
const LONG_ID = 16;
const ROUNDED_ID = 18;

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HYPHEN = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const AT = 0x40;
const LETTER_X = 0x78;
const ASCII_MOST = 0x7f;
/** The first two letters of type names and of a spreadsheet error: System.…, Microsoft.…, Deserialized.…, Err:502. */
const STARTS_NO_ID = new Set(['sy', 'mi', 'de', 'er'].map((two) => two.charCodeAt(0) * 256 + two.charCodeAt(1)));
// Classes of bytes, as bits. Bytes above ASCII have none, so rows that contain them are read cell by cell.
const BARE = 1;
const QUOTED = 2;
const ID = 4;
const LOCAL = 8;
const LABEL = 16;
const LETTER = 32;
const DIGIT = 64;
const NONZERO = 128;

/**
 * Detects rows whose cells need no cleaning, in one pass over the bytes of the file beside the parser. Most rows of
 * most exports are such rows, and cleaning every cell took a third of the reading time. In doubt a row is not plain.
 * The check stops by itself if few rows are plain.
 */
export class PlainRows {
  readonly #forms: readonly CellForm[];
  readonly #classes: Uint8Array;
  readonly #delimiter: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #tried = 0;
  #plain = 0;
  #start = 0;
  /** Where the cells of the row that was last found plain begin and end. */
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  /** Every character of it is one byte. */
  #isAscii = true;

  constructor(forms: readonly CellForm[], delimiter: Delimiter) {
    this.#forms = forms;
    this.#from = new Int32Array(forms.length);
    this.#to = new Int32Array(forms.length);
    this.#delimiter = delimiter.charCodeAt(0);
    this.#classes = classesOf(this.#delimiter);
  }

  /** Starts on bytes whose rows follow, each on one line. */
  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  /** Offset of the row that comes next. */
  get at(): number {
    return this.#at;
  }

  /** The cells of the row that was last found plain, from the text in which it begins at `chars`; null: bytes are no characters there. */
  cells(text: string, chars: number): readonly string[] | null {
    if (!this.#isAscii) return null;
    const shift = chars - this.#start;
    const [from, to] = [this.#from, this.#to];
    const cells = new Array<string>(from.length);
    for (let column = 0; column < from.length; column += 1)
      cells[column] = text.slice((from[column] ?? 0) + shift, (to[column] ?? 0) + shift);
    return cells;
  }

  /** Whether the next row is plain. */
  next(): boolean {
    this.#start = this.#at;
    if (this.#tried >= TRIED_ROWS && this.#plain * 2 < this.#tried) return this.#pass();
    this.#tried += 1;
    const end = this.#endOf(this.#at);
    if (end !== -1 && end - this.#at <= ROW_MAX) {
      this.#at = end;
      this.#plain += 1;
      return true;
    }
    return this.#pass();
  }

  #pass(): false {
    const lineEnd = this.#bytes.indexOf(LINE_FEED, this.#at);
    this.#at = lineEnd === -1 ? this.#bytes.length : lineEnd + 1;
    return false;
  }

  /** The offset after this row's line break, or -1 if the row is not plain. */
  #endOf(start: number): number {
    const bytes = this.#bytes;
    const classes = this.#classes;
    const forms = this.#forms;
    const last = forms.length - 1;
    let at = start;
    this.#isAscii = true;
    for (let column = 0; column <= last; column += 1) {
      const quoted = bytes[at] === QUOTE;
      if (quoted) at += 1;
      this.#from[column] = at;
      const form = forms[column];
      if (form === 'text') at = textEnd(bytes, classes, at, quoted ? QUOTED : BARE);
      else if (form === 'id') at = idEnd(bytes, classes, at);
      else if (form === 'address') at = addressEnd(bytes, classes, at);
      else at = this.#anyEnd(at, quoted ? QUOTE : this.#delimiter);
      if (at === -1) return -1;
      this.#to[column] = at;
      if (quoted) {
        if (bytes[at] !== QUOTE) return -1;
        at += 1;
      }
      if (column === last) break;
      if (bytes[at] !== this.#delimiter) return -1;
      at += 1;
    }
    if (bytes[at] === RETURN) at += 1;
    return bytes[at] === LINE_FEED ? at + 1 : -1;
  }

  #anyEnd(from: number, stop: number): number {
    const bytes = this.#bytes;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === stop || byte === QUOTE || byte === LINE_FEED || byte === RETURN) return at;
      if (byte > ASCII_MOST) this.#isAscii = false;
    }
    return -1;
  }
}

// Each of the following functions returns the offset at which the cell that begins at `from` ends, or -1 if the cell
// needs cleaning.

/** A cell that `cleanText` would leave unchanged: visible ASCII characters with single spaces between them. */
function textEnd(bytes: Uint8Array, classes: Uint8Array, from: number, visible: number): number {
  let at = from;
  for (;;) {
    while (((classes[bytes[at] ?? 0] ?? 0) & visible) !== 0) at += 1;
    if (bytes[at] !== SPACE) return at;
    if (at === from || ((classes[bytes[at + 1] ?? 0] ?? 0) & visible) === 0) return -1;
    at += 1;
  }
}

/**
 * A cell that `isUsualId` accepts: no word for "nothing", not all zeros, and no number that a spreadsheet shortened.
 */
function idEnd(bytes: Uint8Array, classes: Uint8Array, from: number): number {
  let seen = 0;
  let last = 0;
  let at = from;
  for (;;) {
    const found = classes[bytes[at] ?? 0] ?? 0;
    if ((found & ID) === 0) break;
    seen |= found;
    last = found;
    at += 1;
  }
  if (at === from) return at;
  if ((seen & NONZERO) === 0 || ((last & DIGIT) === 0 && at - from < LONG_ID)) return -1;
  // Fifteen digits and zeros behind them: a spreadsheet may have rounded it.
  if (at - from >= ROUNDED_ID && bytes[at - 1] === ZERO && bytes[at - 2] === ZERO && bytes[at - 3] === ZERO) return -1;
  const second = bytes[from + 1] ?? 0;
  const shortened = ((classes[bytes[from] ?? 0] ?? 0) & DIGIT) !== 0 && (second === DOT || (second | 0x20) === 0x65);
  return shortened || STARTS_NO_ID.has(((bytes[from] ?? 0) | 0x20) * 256 + (second | 0x20)) ? -1 : at;
}

/** A cell that `readEmail` would leave unchanged: lower case, and no label that could be Punycode. */
function addressEnd(bytes: Uint8Array, classes: Uint8Array, from: number): number {
  let at = from;
  while (((classes[bytes[at] ?? 0] ?? 0) & LOCAL) !== 0) at += 1;
  if (at === from && bytes[at] !== AT) return at;
  if (bytes[at] !== AT || at === from || at - from > 64) return -1;
  let label = at + 1;
  for (let labels = 1; ; labels += 1) {
    let shared = LETTER;
    at = label;
    for (;;) {
      const found = classes[bytes[at] ?? 0] ?? 0;
      if ((found & LABEL) === 0) break;
      shared &= found;
      at += 1;
    }
    const length = at - label;
    if (length === 0 || length > 62 || bytes[label] === LETTER_X || bytes[label] === HYPHEN) return -1;
    if (bytes[at] !== DOT) return labels > 1 && shared !== 0 && length >= 2 && length <= 24 ? at : -1;
    label = at + 1;
  }
}

function classesOf(delimiter: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => {
    const letter = String.fromCharCode(code);
    const visible = code > SPACE && code < 0x7f && code !== QUOTE;
    return (
      (visible && code !== delimiter ? BARE : 0) |
      (visible ? QUOTED : 0) |
      (/[\w.@:|-]/.test(letter) ? ID : 0) |
      (/[a-z0-9_'+.-]/.test(letter) ? LOCAL : 0) |
      (/[a-z0-9-]/.test(letter) ? LABEL : 0) |
      (/[a-z]/.test(letter) ? LETTER : 0) |
      (/\d/.test(letter) ? DIGIT : 0) |
      (letter === '0' ? 0 : NONZERO)
    );
  });
}

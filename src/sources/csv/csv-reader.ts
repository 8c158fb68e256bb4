import Papa from 'papaparse';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { Delimiter } from './delimiters.ts';
import type { PlainRows } from './plain-rows.ts';

export const RECORD_MAX = 1_048_576;

/** One record; `line` is the physical line on which it starts, `lines` how many it spans. */
export interface CsvRow {
  readonly line: number;
  readonly lines: number;
  readonly cells: readonly string[];
  /** True if a quotation mark stood where none belongs; the cells are then a best reading. */
  readonly strayQuote: boolean;
  /** True if there are as many cells as headers and none of them needs cleaning. */
  readonly plain: boolean;
}

export interface CsvEnd {
  /** The last record, when no line break follows it. */
  readonly unterminated: CsvRow | null;
  /** The text from the record on that opens a quotation which never closes; null: none does. */
  readonly openText: string | null;
  /** The last line break of a file with CRLF lost its LF. */
  readonly halfBreak: boolean;
}

interface ParsedPiece {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

/**
 * Parses pieces of text into records with papaparse, holding one record in memory, so that the consumer sets the pace.
 * A record of more than 1 MiB is refused (ERR_EXPORT_MALFORMED).
 */
export class CsvReader {
  readonly #fileName: string;
  readonly #delimiter: Delimiter;
  readonly #parser: Papa.Parser;
  readonly #breaks = new LineBreaks();
  readonly #plainRows: PlainRows | null;
  #rest = '';
  #line: number;

  /** `firstLine`: where the text stands in the file. */
  constructor(delimiter: Delimiter, fileName: string, plainRows: PlainRows | null = null, firstLine = 1) {
    this.#fileName = fileName;
    this.#delimiter = delimiter;
    this.#line = firstLine;
    this.#plainRows = plainRows;
    this.#parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', header: false });
  }

  /**
   * `bytes`: the bytes from which the text was decoded; null for an encoding in which an ASCII character is more than
   * one byte.
   */
  push(text: string, bytes: Uint8Array | null = null): readonly CsvRow[] {
    const isStart = this.#rest === '' && !this.#breaks.holds;
    if (!isStart || !this.#breaks.areLines) return this.#parsed(text, bytes);
    const rows: CsvRow[] = [];
    const { chars, byte } = this.#plainly(text, bytes, rows);
    if (chars === text.length) return rows;
    const others = this.#parsed(text.slice(chars), bytes?.subarray(byte) ?? null);
    return rows.length === 0 ? others : [...rows, ...others];
  }

  /**
   * Lines that need no parser, since each is one row whose quotation marks are where they belong: appended to `rows`, up to
   * the first that is none. Says where that one begins.
   */
  #plainly(text: string, bytes: Uint8Array | null, rows: CsvRow[]): { readonly chars: number; readonly byte: number } {
    const plainRows = bytes === null ? null : this.#plainRows;
    if (bytes !== null) plainRows?.begin(bytes);
    let chars = 0;
    let byte = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', chars)) {
      const plain = plainRows?.next() ?? false;
      // Of a plain row it is known where its cells stand.
      const known = plain ? (plainRows?.cells(text, chars) ?? null) : null;
      const cells = known ?? cellsOfLine(text, chars, end, this.#delimiter);
      if (cells === null) break;
      rows.push({ line: this.#line, lines: 1, cells, strayQuote: false, plain });
      this.#line += 1;
      chars = end + 1;
      byte = plainRows?.at ?? 0;
    }
    return { chars, byte };
  }

  #parsed(text: string, bytes: Uint8Array | null): readonly CsvRow[] {
    // What is left over from an earlier piece is not part of these bytes.
    const whole = this.#rest === '' && !this.#breaks.holds;
    const piece = this.#breaks.push(text);
    const aggregate = this.#rest + piece;
    if (!piece.includes('\n')) return this.#keep(aggregate, []);
    const parsed = this.#parse(aggregate, true);
    const { cursor } = parsed.meta;
    return this.#keep(aggregate.slice(cursor), this.#rows(parsed, breaksIn(aggregate, cursor), whole ? bytes : null));
  }

  /** Terminated rows that were still waiting, and what the end of the text looks like. */
  end(lastPiece = ''): { readonly rows: readonly CsvRow[]; readonly end: CsvEnd } {
    const before = lastPiece === '' ? [] : this.push(lastPiece);
    const { text, halfBreak } = this.#breaks.end();
    const rows = text === '' ? before : [...before, ...this.push(text)];
    if (this.#rest === '') return { rows, end: { unterminated: null, openText: null, halfBreak } };
    const parsed = this.#parse(this.#rest, false);
    const openQuote = parsed.errors.some((error) => error.code === 'MissingQuotes');
    // The line break that the last row lacks is counted as well.
    const last = this.#rows(parsed, 1 + breaksIn(this.#rest, this.#rest.length), null);
    const openText = openQuote && last.length === 1 ? this.#rest : openQuote ? '' : null;
    this.#rest = '';
    return { rows: [...rows, ...last.slice(0, -1)], end: { unterminated: last.at(-1) ?? null, openText, halfBreak } };
  }

  #keep(rest: string, rows: readonly CsvRow[]): readonly CsvRow[] {
    this.#rest = rest;
    if (rest.length > RECORD_MAX) throw this.#tooLong();
    return rows;
  }

  #parse(text: string, more: boolean): ParsedPiece {
    return this.#parser.parse(text, 0, more);
  }

  /** `breaks`: the number of line breaks in the text of these rows, which begins where `bytes` begins. */
  #rows({ data, errors }: ParsedPiece, breaks: number, bytes: Uint8Array | null): readonly CsvRow[] {
    // With as many breaks as rows, no break is inside a cell, and every row is one line.
    if (errors.length === 0 && breaks === data.length) return this.#lines(data, bytes);
    const stray = new Set(errors.map((error) => error.row));
    return data.map((cells, index) => {
      const line = this.#line;
      const lines = 1 + breaksWithin(cells);
      this.#line += lines;
      return { line, lines, cells, strayQuote: stray.has(index), plain: false };
    });
  }

  #lines(data: ParsedPiece['data'], bytes: Uint8Array | null): readonly CsvRow[] {
    const plainRows = bytes === null ? null : this.#plainRows;
    if (bytes !== null) plainRows?.begin(bytes);
    return data.map((cells) => {
      const line = this.#line;
      this.#line += 1;
      return { line, lines: 1, cells, strayQuote: false, plain: plainRows?.next() ?? false };
    });
  }

  #tooLong(): ClariIdentityError {
    const quotation = this.#rest.includes('\n');
    return new ClariIdentityError(
      'ERR_EXPORT_MALFORMED',
      quotation
        ? `${bare(this.#fileName)}, line ${this.#line}: a quotation that opens here does not close within 1 MiB.`
        : `${bare(this.#fileName)}, line ${this.#line}: the line is longer than 1 MiB and has no end, so it is no row of an export.`,
      quotation
        ? 'Correct the quotation mark on that line, or export the file again.'
        : 'Check that it is the CSV file that was downloaded, and download it again.',
    );
  }
}

/** The cells of one line; null: a quotation mark is not where it belongs, or its quotation goes on behind the line. */
function cellsOfLine(text: string, from: number, lineFeed: number, delimiter: Delimiter): readonly string[] | null {
  const end = lineFeed > from && text.charCodeAt(lineFeed - 1) === RETURN ? lineFeed - 1 : lineFeed;
  const line = text.slice(from, end);
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    if (line.charCodeAt(at) === QUOTE) {
      const close = closingQuote(line, at + 1);
      if (close === -1) return null;
      const inside = line.slice(at + 1, close);
      cells.push(inside.includes('"') ? inside.replaceAll('""', '"') : inside);
      at = close + 1;
      if (at < line.length && line[at] !== delimiter) return null;
    } else {
      const next = line.indexOf(delimiter, at);
      const cell = line.slice(at, next === -1 ? line.length : next);
      if (cell.includes('"')) return null;
      cells.push(cell);
      at += cell.length;
    }
    if (at >= line.length) return cells;
  }
}

const RETURN = 0x0d;
const QUOTE = 0x22;

/** Two marks stand for one that belongs to the cell. */
function closingQuote(line: string, from: number): number {
  let at = line.indexOf('"', from);
  while (at !== -1 && line.charCodeAt(at + 1) === QUOTE) at = line.indexOf('"', at + 2);
  return at;
}

function breaksWithin(cells: readonly string[]): number {
  return cells.reduce((breaks, cell) => breaks + breaksIn(cell, cell.length), 0);
}

function breaksIn(text: string, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/**
 * Turns every kind of line break into LF. A lone CR is data in a file that has LF, and the line break in a file that
 * has none.
 */
class LineBreaks {
  #held = '';
  #style: 'lf' | 'crlf' | 'cr' | null = null;

  /** Whether the piece ends with a CR that the next piece may complete to CRLF. */
  get holds(): boolean {
    return this.#held !== '';
  }

  /** Whether it is known by now that lines end with LF, with or without CR before it. */
  get areLines(): boolean {
    return this.#style === 'lf' || this.#style === 'crlf';
  }

  push(text: string): string {
    let all = this.#held + text;
    this.#held = '';
    if (all.endsWith('\r')) {
      this.#held = '\r';
      all = all.slice(0, -1);
    }
    this.#style ??= styleOf(all, text.length > 0);
    return this.#normalised(all);
  }

  end(): { readonly text: string; readonly halfBreak: boolean } {
    const text = this.#held;
    this.#held = '';
    return { text: text === '' ? '' : '\n', halfBreak: text !== '' && this.#style === 'crlf' };
  }

  #normalised(text: string): string {
    if (!text.includes('\r')) return text;
    return this.#style === 'cr' ? text.replaceAll('\r', '\n') : text.replaceAll('\r\n', '\n');
  }
}

function styleOf(text: string, decidable: boolean): 'lf' | 'crlf' | 'cr' | null {
  const lf = text.indexOf('\n');
  if (lf > 0 && text[lf - 1] === '\r') return 'crlf';
  if (lf !== -1) return 'lf';
  return decidable && text.includes('\r') ? 'cr' : null;
}

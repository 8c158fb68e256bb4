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
  /** A quotation mark stood where it does not belong; the cells are a best reading. */
  readonly strayQuote: boolean;
  /** Each of its cells can be taken as it stands, and there are as many as headers. */
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
 * Text in pieces to records, in memory of one record: papaparse's own parser, driven piece by piece, so that the
 * consumer sets the pace. A record of more than 1 MiB is no export (ERR_EXPORT_MALFORMED).
 */
export class CsvReader {
  readonly #fileName: string;
  readonly #parser: Papa.Parser;
  readonly #breaks = new LineBreaks();
  readonly #plainRows: PlainRows | null;
  #rest = '';
  #line: number;

  /** `firstLine`: where the text stands in the file. */
  constructor(delimiter: Delimiter, fileName: string, plainRows: PlainRows | null = null, firstLine = 1) {
    this.#fileName = fileName;
    this.#line = firstLine;
    this.#plainRows = plainRows;
    this.#parser = new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', header: false });
  }

  /** `bytes`: those of which the text was made, if each of its characters of ASCII is one of them. */
  push(text: string, bytes: Uint8Array | null = null): readonly CsvRow[] {
    // What is left of an earlier piece is not in these bytes.
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
    // The break that the last row lacks counts as well.
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

  /** `breaks`: all in the text of these rows, which begins where `bytes` do. */
  #rows({ data, errors }: ParsedPiece, breaks: number, bytes: Uint8Array | null): readonly CsvRow[] {
    // As many breaks as rows: none of them is in a cell, and every row is a line.
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

function breaksWithin(cells: readonly string[]): number {
  return cells.reduce((breaks, cell) => breaks + breaksIn(cell, cell.length), 0);
}

function breaksIn(text: string, end: number): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/** Every kind of line break to LF. In a file that has LF a lone CR is data; in one that has none it is the break. */
class LineBreaks {
  #held = '';
  #style: 'lf' | 'crlf' | 'cr' | null = null;

  /** Whether a break may have begun that the next piece ends. */
  get holds(): boolean {
    return this.#held !== '';
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

import { isBlank } from '../cells/text.ts';
import { isBareQuote } from './bare-quote.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { csvdeCells } from './csvde-cells.ts';
import type { Delimiter } from './delimiters.ts';
import { headerKey } from './header.ts';
import type { Layout } from './layout.ts';
import { scimCells } from './scim-cells.ts';
import { insideOf } from './whole-quotes.ts';

const CELL_MAX = 65_536;

/** The expected width of the rows of a table, and what is wrong with a row of another width. */
export class TableShape {
  readonly headerLine: number;
  readonly columns: number;
  readonly #keys: readonly string[];
  /** Columns without which a short row says too little. */
  readonly #needed: readonly number[];
  readonly #pivot: number;
  readonly #pivotText: string;
  /** The lower case of some letters has another length. False where the pivot text has such letters. */
  readonly #plain: boolean;
  readonly #delimiter: Delimiter;
  /** Decodes the cells; null if they need no decoding. */
  readonly #valuesOf: ((cells: readonly string[]) => readonly string[]) | null;

  constructor(layout: Layout, needed: readonly number[]) {
    const { headerLine, headers, keys, delimiter } = layout;
    this.headerLine = headerLine;
    this.columns = keys.length;
    this.#delimiter = delimiter;
    this.#valuesOf = csvdeCells(keys) ?? scimCells(layout);
    this.#keys = keys;
    this.#needed = needed;
    this.#pivot = keys.findIndex((key) => key !== '');
    this.#pivotText = (headers[this.#pivot] ?? '').toLowerCase();
    this.#plain = /^[ -~]+$/.test(this.#pivotText);
  }

  isHeader(cells: readonly string[]): boolean {
    // A cheap check first, because every row is checked: a plain cell without surrounding blanks must have the same
    // length.
    const pivot = cells[this.#pivot] ?? '';
    const longer = pivot.length - this.#pivotText.length;
    if (this.#plain && (longer < 0 || (longer > 0 && isPlain(pivot, 0) && isPlain(pivot, pivot.length - 1))))
      return false;
    // Trimming also removes a byte-order mark, as concatenated files have in the middle.
    if (pivot.trim().toLowerCase() !== this.#pivotText) return false;
    return cells.length >= this.columns && this.#keys.every((key, index) => headerKey(cells[index] ?? '') === key);
  }

  /** Splits a row that stands whole in one pair of quotation marks; returns any other row unchanged. */
  takenApart(row: CsvRow): CsvRow {
    if (row.cells.length !== 1 || this.columns === 1) return row;
    const cells = insideOf(row.cells, this.#delimiter);
    return cells.length === this.columns ? { ...row, cells, plain: false } : row;
  }

  /** Whether a quotation that is open at the end of the file is a bare mark in an otherwise whole row. */
  isBareQuote(row: CsvRow, text: string): boolean {
    return isBareQuote(text, row.cells.length - 1, this.columns, this.#delimiter);
  }

  /** A reader that goes on below a line. */
  csvAfter(line: number): CsvReader {
    return new CsvReader(this.#delimiter, '', null, line + 1);
  }

  /** Whether a record can be a row: even if it says little, a row of full width has a value that identifies it. */
  couldBeRow(cells: readonly string[]): boolean {
    return cells.length >= this.columns && this.#needed.includes(cells.findIndex((cell) => !isBlank(cell)));
  }

  /** The cells decoded, without blank cells beyond the header: a delimiter at the end of a line adds one. */
  cellsOf({ cells }: CsvRow): readonly string[] {
    const values = this.#valuesOf === null ? cells : this.#valuesOf(cells);
    if (values.length <= this.columns) return values;
    return values.slice(this.columns).every(isBlank) ? values.slice(0, this.columns) : values;
  }

  /** Why a row can't be read by position; null: it can. */
  faultOf(row: CsvRow, cells: readonly string[]): string | null {
    if (row.strayQuote && row.lines > 1) {
      return `A quotation mark inside a quoted cell is not doubled, so lines ${row.line} to ${row.line + row.lines - 1} run into one another.`;
    }
    for (const cell of cells) if (cell.length > CELL_MAX) return 'A cell is longer than 64 KiB.';
    if (cells.length > this.columns) {
      return `${cells.length} cells, but the header has ${this.columns}: is a value with the delimiter in it not quoted?`;
    }
    const short = cells.length < this.columns;
    return short && (cells.length < 2 || this.#needed.some((index) => index >= cells.length))
      ? tooFew(cells.length, this.columns)
      : null;
  }
}

function isPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code > 0x20 && code < 0x7f;
}

export function tooFew(cells: number, columns: number): string {
  return `${cells} cells, but the header has ${columns}, and the missing ones may be in the middle.`;
}

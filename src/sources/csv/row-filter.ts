import type { Observation } from '../../model/observation.ts';
import { isBlank } from '../cells/text.ts';
import type { RowReader } from '../kinds/kind-spec.ts';
import type { Notes } from '../notes/notes.ts';
import type { Table } from '../table/table.ts';
import type { CsvEnd, CsvRow } from './csv-reader.ts';
import { LastColumn } from './cut-off.ts';
import { footerReading, isRule } from './footers.ts';
import { type TableShape, tooFew } from './table-shape.ts';

const FOOTER_LINES_MAX = 20;
/** Each attempt reads the rest of the file again, at most 1 MiB. */
const BARE_QUOTES_MAX = 50;

const standWhole = (count: number) =>
  `${count === 1 ? 'A row stands' : `${count} rows stand`} whole in one pair of quotation marks, this one first, as a spreadsheet saves lines that were never split into columns: taken apart.`;

/**
 * Decides for each record whether it is a row, and reads it if so. Other records are skipped, or refused with their
 * line and the reason.
 */
export class RowFilter {
  readonly #table: TableShape;
  readonly #columns: number;
  readonly #read: RowReader;
  readonly #notes: Notes;
  readonly #file: Pick<Table, 'placeOf'>;
  /** Null if no row can be cut off in its last cell. */
  readonly #lastColumn: LastColumn | null;
  /** Lines that are a footer if no row follows them. */
  #waiting: CsvRow[] = [];
  #inFooter = false;
  #bareQuotes = 0;
  #belowHeader = true;
  #accepted = 0;
  #leftOut = 0;
  #skipped = 0;
  #cutLine: number | null = null;
  #lastLine: number;

  constructor(table: TableShape, read: RowReader, notes: Notes, file: Pick<Table, 'closed' | 'placeOf'>) {
    this.#table = table;
    this.#file = file;
    this.#read = read;
    this.#notes = notes;
    this.#columns = table.columns;
    this.#lastColumn = file.closed ? null : new LastColumn();
    this.#lastLine = table.headerLine;
  }

  get accepted(): number {
    return this.#accepted;
  }

  /** Number of valid rows that the import does not want. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Number of rows that are about something else. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Why the file is only a part, as the row reader found out; null if it is not, or if that is unknown. */
  get partial(): string | null {
    return this.#read.partial?.() ?? null;
  }

  /** Line on which the content proves that the file was cut off; null if nothing proves it. */
  get cutLine(): number | null {
    return this.#cutLine;
  }

  /** Reads one record; its observations are appended to `into`. */
  row(found: CsvRow, into: Observation[]): void {
    if (found.line <= this.#table.headerLine || found.cells.every(isBlank)) return;
    const row = this.#takenApart(found);
    if (this.#table.isHeader(row.cells)) {
      this.#notes.warn('repeated_header', row.line, 'The header again: skipped.');
      this.#belowHeader = true;
      return;
    }
    if (this.#belowHeader) {
      this.#belowHeader = false;
      if (isRule(row.cells)) {
        this.#notes.warn('footer', row.line, 'The line of dashes under a header, no row: skipped.');
        return;
      }
    }
    switch (footerReading(row.cells, this.#columns)) {
      case 'certain':
        this.#footer(row);
        return;
      case 'trailing':
        if (!this.#table.couldBeRow(row.cells)) {
          this.#wait(row);
          return;
        }
        break;
      case null:
        break;
    }
    if (this.#waiting.length > 0) this.#refuseWaiting();
    this.#data(row, into);
  }

  /** Ends the file after the last record. `brokenEnd`: what the file ends in the middle of. */
  end(end: CsvEnd, brokenEnd: Table['cutOff'], into: Observation[]): void {
    if (this.#swallowed(end, brokenEnd, into)) return;
    const unterminated = end.unterminated === null ? null : this.#takenApart(end.unterminated);
    if (unterminated !== null && unterminated.line > this.#table.headerLine && !unterminated.cells.every(isBlank)) {
      const footer = footerReading(unterminated.cells, this.#columns);
      const whole = unterminated.cells.length >= this.#columns && !this.#table.couldBeRow(unterminated.cells);
      if (footer === 'certain' || (footer === 'trailing' && (this.#inFooter || whole))) this.#footer(unterminated);
      else this.#lastRow(unterminated, end.openText !== null, brokenEnd, into);
    }
    for (const line of this.#waiting) this.#footer(line);
    this.#waiting = [];
    this.#read.repeats?.end();
    // A file that ends with half a CRLF lost its end, even if every row is whole.
    if (this.#cutLine === null && (brokenEnd !== null || end.halfBreak))
      this.#cutLine = unterminated?.line ?? this.#lastLine;
  }

  /**
   * If an unclosed quotation mark swallowed rows, they are read again line by line. Returns false if there is no such
   * mark.
   */
  #swallowed({ unterminated, openText, halfBreak }: CsvEnd, brokenEnd: Table['cutOff'], into: Observation[]): boolean {
    if (unterminated === null || openText === null || unterminated.line <= this.#table.headerLine) return false;
    if (!this.#table.isBareQuote(unterminated, openText) || this.#bareQuotes === BARE_QUOTES_MAX) return false;
    this.#bareQuotes += 1;
    this.#refuseWaiting();
    this.#refuse(
      unterminated,
      'A quotation mark opens a cell here and none closes it, so it is a bare one: write it twice or take it away.',
    );
    const rest = openText.slice(openText.indexOf('\n') + 1);
    const csv = this.#table.csvAfter(unterminated.line);
    const { rows, end } = csv.end(openText.includes('\n') ? rest : '');
    for (const row of rows) this.row(row, into);
    this.end({ ...end, halfBreak: end.halfBreak || halfBreak }, brokenEnd, into);
    return true;
  }

  #lastRow(row: CsvRow, openQuote: boolean, brokenEnd: Table['cutOff'], into: Observation[]): void {
    this.#refuseWaiting();
    const why = this.#cutOff(row, openQuote, brokenEnd);
    if (why === null) {
      this.#data(row, into);
      return;
    }
    this.#cutLine = row.line;
    this.#notes.refuse(row.line, why);
  }

  /** What shows that the file was cut off in the last row; null: nothing does. */
  #cutOff(row: CsvRow, openQuote: boolean, brokenEnd: Table['cutOff']): string | null {
    if (openQuote) {
      const until = row.lines > 1 ? `, so lines ${row.line} to ${row.line + row.lines - 1} could not be read` : '';
      return `A quotation that opens here does not close before the end of the file${until}.`;
    }
    if (brokenEnd !== null)
      return `The file ends in the middle of ${brokenEnd === 'character' ? 'a character of this row' : 'this entry'}.`;
    if (row.cells.length < this.#columns)
      return `The file ends in the middle of this row: ${row.cells.length} of ${this.#columns} cells, and no line break.`;
    return this.#lastColumn?.isCut(row.cells[this.#columns - 1] ?? '')
      ? 'The file ends in the middle of the last cell of this row, and without a line break.'
      : null;
  }

  #data(row: CsvRow, into: Observation[]): void {
    this.#inFooter = false;
    const cells = this.#table.cellsOf(row);
    const fault = row.plain ? null : this.#table.faultOf(row, cells);
    if (fault !== null) {
      this.#refuse(row, fault);
      return;
    }
    const missing = this.#columns - cells.length;
    // The remarks on a short row are counted, so earlier rows are settled first: their remarks must not count for this
    // row.
    if (missing > 0) this.#read.repeats?.settle();
    const before = this.#notes.added;
    const reading = this.#read(cells, row.line, row.plain && cells === row.cells);
    if (missing > 0) this.#read.repeats?.settle();
    switch (reading.kind) {
      case 'refused':
        this.#refuse(row, reading.why);
        return;
      case 'skipped':
        this.#skipped += 1;
        this.#lastLine = row.line;
        return;
      case 'left_out':
        this.#leftOut += 1;
        this.#lastColumn?.push(cells[this.#columns - 1] ?? '');
        this.#lastLine = row.line;
        return;
      case 'read':
      case 'read_all':
        break;
    }
    if (missing > 0) {
      // A cell that is missing in the middle shifts all cells after it, so any doubt about one of them refuses the row.
      if (this.#notes.added > before) {
        this.#refuse(row, tooFew(cells.length, this.#columns));
        return;
      }
      this.#notes.warn(
        'cell',
        row.line,
        `${cells.length} of ${this.#columns} cells: the missing ones at the end are taken as blank.`,
      );
    }
    if (row.strayQuote)
      this.#notes.warn('cell', row.line, 'A quotation mark inside a quoted cell is not doubled: kept as it is.');
    this.#lastColumn?.push(cells[this.#columns - 1] ?? '');
    this.#lastLine = row.line;
    this.#accepted += 1;
    if (reading.kind === 'read') into.push(reading.observation);
    else into.push(...reading.observations);
  }

  #takenApart(row: CsvRow): CsvRow {
    if (row.cells.length !== 1) return row;
    const apart = this.#table.takenApart(row);
    if (apart !== row) this.#notes.sum('layout', row.line, standWhole);
    return apart;
  }

  #refuse(row: CsvRow, why: string): void {
    const place = this.#file.placeOf?.(row.line);
    this.#notes.refuse(row.line, place === undefined ? why : `${place}: ${why}`);
    this.#lastLine = row.line;
  }

  #footer(row: CsvRow): void {
    this.#inFooter = true;
    this.#notes.warn('footer', row.line, 'A line that a report writer added, no row: skipped.');
  }

  #wait(row: CsvRow): void {
    this.#waiting.push(row);
    if (this.#waiting.length > FOOTER_LINES_MAX) this.#refuseWaiting();
  }

  #refuseWaiting(): void {
    for (const row of this.#waiting) this.#refuse(row, 'Only one cell has a value.');
    this.#waiting = [];
  }
}

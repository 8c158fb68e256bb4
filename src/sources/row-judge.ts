import type { Observation } from '../model/observation.ts';
import type { CsvEnd, CsvRow } from './csv-reader.ts';
import { LastColumn } from './cut-off.ts';
import { footerReading } from './footers.ts';
import type { RowReader } from './kinds/kind-spec.ts';
import type { Notes } from './notes.ts';
import { type TableShape, tooFew } from './table-shape.ts';
import { isBlank } from './text.ts';

const FOOTER_LINES_MAX = 20;
const NOTHING: readonly Observation[] = [];

/** Decides of each record whether it is a row, and reads it: the rest is skipped or refused, with its line and reason. */
export class RowJudge {
  readonly #table: TableShape;
  readonly #columns: number;
  readonly #read: RowReader;
  readonly #notes: Notes;
  readonly #lastColumn = new LastColumn();
  /** Lines that are a footer if no row follows them. */
  #waiting: CsvRow[] = [];
  #inFooter = false;
  #accepted = 0;
  #leftOut = 0;
  #cutLine: number | null = null;
  #lastLine: number;

  constructor(table: TableShape, read: RowReader, notes: Notes) {
    this.#table = table;
    this.#read = read;
    this.#notes = notes;
    this.#columns = table.columns;
    this.#lastLine = table.headerLine;
  }

  get accepted(): number {
    return this.#accepted;
  }

  /** Rows that are whole and not wanted. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** Line on which the content proves that the file was cut off; null: it does not. */
  get cutLine(): number | null {
    return this.#cutLine;
  }

  row(row: CsvRow): readonly Observation[] {
    if (row.line <= this.#table.headerLine || row.cells.every(isBlank)) return NOTHING;
    if (this.#table.isHeader(row.cells)) {
      this.#notes.warn('repeated_header', row.line, 'The header again: skipped.');
      return NOTHING;
    }
    switch (footerReading(row.cells, this.#columns)) {
      case 'certain':
        return this.#footer(row);
      case 'trailing':
        if (!this.#table.couldBeRow(row.cells)) return this.#wait(row);
        break;
      case null:
        break;
    }
    this.#refuseWaiting();
    return this.#data(row);
  }

  /** After the last record; `brokenEnd`: the bytes themselves end in the middle of something. */
  end(end: CsvEnd, brokenEnd: boolean): readonly Observation[] {
    const { unterminated } = end;
    let observations = NOTHING;
    if (unterminated !== null && unterminated.line > this.#table.headerLine && !unterminated.cells.every(isBlank)) {
      const footer = footerReading(unterminated.cells, this.#columns);
      const whole = unterminated.cells.length >= this.#columns && !this.#table.couldBeRow(unterminated.cells);
      if (footer === 'certain' || (footer === 'trailing' && (this.#inFooter || whole))) this.#footer(unterminated);
      else observations = this.#lastRow(unterminated, end.openQuote, brokenEnd);
    }
    for (const line of this.#waiting) this.#footer(line);
    this.#waiting = [];
    // A file of one line break that is only half there lost its end, even if every row is whole.
    if (this.#cutLine === null && (brokenEnd || end.halfBreak)) this.#cutLine = unterminated?.line ?? this.#lastLine;
    return observations;
  }

  #lastRow(row: CsvRow, openQuote: boolean, brokenEnd: boolean): readonly Observation[] {
    this.#refuseWaiting();
    if (openQuote) {
      const until = row.lines > 1 ? `, so lines ${row.line} to ${row.line + row.lines - 1} could not be read` : '';
      return this.#cut(row, `A quotation that opens here does not close before the end of the file${until}.`);
    }
    if (brokenEnd) return this.#cut(row, 'The file ends in the middle of a character of this row.');
    if (row.cells.length < this.#columns) {
      return this.#cut(
        row,
        `The file ends in the middle of this row: ${row.cells.length} of ${this.#columns} cells, and no line break.`,
      );
    }
    if (this.#lastColumn.isCut(row.cells[this.#columns - 1] ?? '')) {
      return this.#cut(row, 'The file ends in the middle of the last cell of this row, and without a line break.');
    }
    return this.#data(row);
  }

  #cut(row: CsvRow, why: string): readonly Observation[] {
    this.#cutLine = row.line;
    this.#notes.refuse(row.line, why);
    return NOTHING;
  }

  #data(row: CsvRow): readonly Observation[] {
    this.#inFooter = false;
    const cells = this.#table.cellsOf(row);
    const fault = this.#table.faultOf(row, cells);
    if (fault !== null) return this.#refuse(row, fault);
    const missing = this.#columns - cells.length;
    const before = this.#notes.added;
    const reading = this.#read(cells, row.line);
    switch (reading.kind) {
      case 'refused':
        return this.#refuse(row, reading.why);
      case 'skipped':
        this.#notes.warn('other_application', row.line, reading.why);
        return NOTHING;
      case 'left_out':
        this.#leftOut += 1;
        this.#lastColumn.push(cells[this.#columns - 1] ?? '');
        this.#lastLine = row.line;
        return NOTHING;
      case 'read':
      case 'read_all':
        break;
    }
    if (missing > 0) {
      // A cell that is missing in the middle shifts all that follow: any doubt about one of them is reason enough.
      if (this.#notes.added > before) return this.#refuse(row, tooFew(cells.length, this.#columns));
      this.#notes.warn(
        'cell',
        row.line,
        `${cells.length} of ${this.#columns} cells: the missing ones at the end are taken as blank.`,
      );
    }
    if (row.strayQuote)
      this.#notes.warn('cell', row.line, 'A quotation mark inside a quoted cell is not doubled: kept as it is.');
    this.#lastColumn.push(cells[this.#columns - 1] ?? '');
    this.#lastLine = row.line;
    this.#accepted += 1;
    return reading.kind === 'read' ? [reading.observation] : reading.observations;
  }

  #refuse(row: CsvRow, why: string): readonly Observation[] {
    this.#notes.refuse(row.line, why);
    this.#lastLine = row.line;
    return NOTHING;
  }

  #footer(row: CsvRow): readonly Observation[] {
    this.#inFooter = true;
    this.#notes.warn('footer', row.line, 'A line that a report writer added, no row: skipped.');
    return NOTHING;
  }

  #wait(row: CsvRow): readonly Observation[] {
    this.#waiting.push(row);
    if (this.#waiting.length > FOOTER_LINES_MAX) this.#refuseWaiting();
    return NOTHING;
  }

  #refuseWaiting(): void {
    for (const row of this.#waiting) this.#refuse(row, 'Only one cell has a value.');
    this.#waiting = [];
  }
}

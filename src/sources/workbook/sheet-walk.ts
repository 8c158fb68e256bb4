import { bare } from '../../model/foreign.ts';
import { quoted } from '../cells/text.ts';
import type { CsvRow } from '../csv/csv-reader.ts';
import { cancelled } from '../file/bytes.ts';
import { type Book, partFault, type Sheet, unescaped } from './book.ts';
import { numberText } from './number-format.ts';
import { XmlFault, XmlReader } from './xml.ts';

const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;
/** Cells further right make a row too wide, and that is all that is said of them. */
const CELLS_KEPT = 1_024;
const A = 65;

/** What a sheet has that a person who looks at it may not see, or sees otherwise. */
class SheetNotes {
  hiddenRows = 0;
  /** Formulas that no program has worked out. */
  formulas = 0;
  merged = 0;
  /** Rows with a value right of the last header. */
  beside = 0;
  readonly hiddenColumns: { readonly from: number; readonly to: number }[] = [];
}

interface Cell {
  column: number;
  type: string;
  style: number;
  value: string | null;
  isFormula: boolean;
}

/**
 * Cells of a sheet to rows of text, as its XML goes by. A cell is what a person is shown, in a form that depends on no
 * language: `00123` under the format `00000`, dates as ISO 8601, TRUE and FALSE, errors as `#N/A`, formulas by the value
 * that was kept. Rows without a value are passed over.
 */
export class SheetWalk {
  readonly notes = new SheetNotes();
  readonly #book: Book;
  readonly #sheet: Sheet;
  readonly #table: { readonly width: number; readonly delimiter: string } | null;
  readonly #xml: XmlReader;
  #rows: CsvRow[] = [];
  #cells: string[] = [];
  #row = 0;
  #cell: Cell = { column: 0, type: '', style: 0, value: null, isFormula: false };
  #column = 0;
  #takes = false;
  #inInline = false;
  #inReading = false;
  #read = 0;

  /** `table`: the header, once it is known. Rows are then as wide as it is. */
  constructor(book: Book, sheet: Sheet, table: { readonly width: number; readonly delimiter: string } | null = null) {
    this.#book = book;
    this.#sheet = sheet;
    this.#table = table;
    this.#xml = new XmlReader({
      open: (name, attributes) => this.#opens(name, attributes),
      text: (text) => {
        if (this.#takes) this.#cell.value = (this.#cell.value ?? '') + text;
      },
      close: (name) => this.#closes(name),
    });
  }

  /** Characters of XML that went by. */
  get read(): number {
    return this.#read;
  }

  async *pieces(signal?: AbortSignal | undefined): AsyncGenerator<readonly CsvRow[], void, void> {
    const { fileName, parts } = this.#book;
    try {
      for await (const text of parts.text(this.#sheet.part)) {
        if (signal?.aborted === true) throw cancelled(fileName);
        this.#read += text.length;
        this.#xml.push(text);
        if (this.#rows.length === 0) continue;
        yield this.#rows;
        this.#rows = [];
      }
      this.#xml.end();
      yield this.#rows;
    } catch (cause) {
      throw partFault(cause, fileName, `sheet ${quoted(this.#sheet.name)}, ${this.#place()}`);
    }
  }

  #opens(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'c':
        this.#startCell(attributes);
        return;
      case 'v':
        this.#takes = true;
        return;
      case 'f':
        this.#cell.isFormula = true;
        return;
      case 'is':
        this.#inInline = true;
        return;
      case 'rPh':
        this.#inReading = true;
        return;
      case 't':
        this.#takes = this.#inInline && !this.#inReading;
        return;
      case 'row':
        this.#startRow(attributes);
        return;
      case 'col':
        if (isYes(attributes['hidden']) && this.notes.hiddenColumns.length < CELLS_KEPT)
          this.notes.hiddenColumns.push({ from: Number(attributes['min']) - 1, to: Number(attributes['max']) - 1 });
        return;
      case 'mergeCell':
        this.notes.merged += 1;
        return;
      default:
        return;
    }
  }

  #closes(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.#takes = false;
        return;
      case 'c':
        this.#endCell();
        return;
      case 'is':
        this.#inInline = false;
        return;
      case 'rPh':
        this.#inReading = false;
        return;
      case 'row':
        if (this.#cells.length === 0) return;
        if (this.#table !== null) this.#fill(this.#cells, this.#table);
        this.#rows.push({ line: this.#row, lines: 1, cells: this.#cells, strayQuote: false, plain: false });
        return;
      default:
        return;
    }
  }

  /** Blank cells at the end of a row are not kept in a workbook. A row of one cell may be a line of text that holds them all. */
  #fill(cells: string[], { width, delimiter }: { readonly width: number; readonly delimiter: string }): void {
    if (cells.length === 1 && (cells[0]?.split(delimiter).length ?? 0) >= width) return;
    // A cell stands under its own header, so what has none moves no other.
    if (cells.length > width) {
      this.notes.beside += 1;
      cells.length = width;
    }
    while (cells.length < width) cells.push('');
  }

  #startRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.#row + 1 : Number(r);
    if (!Number.isInteger(row) || row <= this.#row || row > ROWS_MAX) throw new XmlFault('its rows are not in order');
    this.#row = row;
    this.#column = -1;
    this.#cells = [];
    if (isYes(hidden)) this.notes.hiddenRows += 1;
  }

  #startCell({ r, t, s }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column + 1 : columnOf(r);
    if (column <= this.#column || column >= COLUMNS_MAX) throw new XmlFault('the cells of its row are not in order');
    this.#column = column;
    const cell = this.#cell;
    cell.column = column;
    cell.type = t ?? 'n';
    cell.style = s === undefined ? 0 : Number(s);
    cell.value = null;
    cell.isFormula = false;
  }

  #endCell(): void {
    const { column, value, isFormula } = this.#cell;
    if (value === null) {
      if (isFormula) this.notes.formulas += 1;
      return;
    }
    const text = this.#textOf(value);
    if (text === '') return;
    const cells = this.#cells;
    const at = Math.min(column, CELLS_KEPT);
    while (cells.length < at) cells.push('');
    cells[at] = text;
  }

  #textOf(value: string): string {
    const { type, style } = this.#cell;
    switch (type) {
      case 'n':
        return numberText(value, this.#book.kinds[style] ?? { kind: 'number' }, this.#book.from1904);
      case 's':
        return this.#shared(value);
      case 'b':
        return value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?$/, '');
      default:
        return unescaped(value);
    }
  }

  #shared(value: string): string {
    const text = this.#book.strings[Number(value)];
    if (text === undefined)
      throw new XmlFault(`it refers to a shared text that is not there (there are ${this.#book.strings.length})`);
    return text;
  }

  #place(): string {
    return this.#row === 0
      ? 'before its first row'
      : `cell ${bare(`${columnName(Math.max(this.#column, 0))}${this.#row}`)}`;
  }
}

/** `AB` of `AB12` as a number from 0; past every column if it is no such text. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - A;
    if (letter < 0 || letter > 25) return at === 0 ? COLUMNS_MAX : column - 1;
    column = column * 26 + letter + 1;
    if (column > COLUMNS_MAX) return COLUMNS_MAX;
  }
  return COLUMNS_MAX;
}

export function columnName(column: number): string {
  const above = Math.floor(column / 26);
  return `${above === 0 ? '' : columnName(above - 1)}${String.fromCharCode(A + (column % 26))}`;
}

function isYes(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

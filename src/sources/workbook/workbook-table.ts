import { counted, quotedList } from '../cells/text.ts';
import type { WorkbookLook } from '../file/first-look.ts';
import { type SheetChoice, type Table, type TableWalk, type WalkOptions, WHOLE_END } from '../table/table.ts';
import { type Book, openBook } from './book.ts';
import { type ChosenSheet, chooseSheet, placeIn } from './choose-sheet.ts';
import { columnName, SheetWalk } from './sheet-walk.ts';

/** One sheet of a workbook as a table; the line of a row is its number in the sheet. `isEmpty`: it has no rows. */
export async function workbookTable(
  { content, sha256 }: WorkbookLook,
  fileName: string,
  sheet: SheetChoice,
  known: ReadonlySet<string>,
): Promise<{ readonly table: Table; readonly isEmpty: boolean }> {
  const book = await openBook(content, fileName);
  const chosen = await chooseSheet(book, sheet, known);
  const { layout, isEmpty } = chosen;
  const table: Table = {
    layout,
    sha256,
    bytes: content.length,
    encoding: 'xlsx',
    cutOff: null,
    closed: true,
    why: [chosen.why, ...book.why, `The file is a workbook, with the header in ${layout.headerPlace}.`],
    partial: null,
    placeOf: () => placeIn(chosen.sheet),
    walk: (options) => new WorkbookWalk(book, chosen, content.length, options),
  };
  return { table, isEmpty };
}

class WorkbookWalk implements TableWalk {
  readonly #sheet: SheetWalk;
  readonly #chosen: ChosenSheet;
  readonly #bytes: number;
  readonly #unpacked: number;
  readonly #signal: WalkOptions['signal'];
  readonly end = WHOLE_END;

  constructor(book: Book, chosen: ChosenSheet, bytes: number, { signal }: WalkOptions) {
    const { keys, delimiter } = chosen.layout;
    this.#sheet = new SheetWalk(book, chosen.sheet, { width: keys.length, delimiter });
    this.#chosen = chosen;
    this.#bytes = bytes;
    this.#unpacked = Math.max(book.parts.sizeOf(chosen.sheet.part), 1);
    this.#signal = signal;
  }

  /** As much of the file as was walked of the sheet. */
  get bytesRead(): number {
    return Math.min(this.#bytes, Math.floor((this.#sheet.read / this.#unpacked) * this.#bytes));
  }

  get remarks(): readonly string[] {
    const { hiddenRows, hiddenColumns, formulas, merged, beside } = this.#sheet.notes;
    const hidden = this.#chosen.layout.headers.flatMap((header, at) =>
      hiddenColumns.some(({ from, to }) => at >= from && at <= to) ? [header === '' ? columnName(at) : header] : [],
    );
    return [
      ...(hiddenRows > 0
        ? [`${counted(hiddenRows, 'row is', 'rows are')} hidden in the sheet: read as the others.`]
        : []),
      ...(hidden.length > 0
        ? [
            `${counted(hidden.length, 'column is', 'columns are')} hidden in the sheet (${quotedList(hidden, 8)}): read as the others.`,
          ]
        : []),
      ...(formulas > 0
        ? [
            `${counted(formulas, 'formula has', 'formulas have')} no value that was kept, and read as blank: open the workbook in a spreadsheet and save it.`,
          ]
        : []),
      ...(beside > 0
        ? [`${counted(beside, 'row has', 'rows have')} a value right of the last header, which is not read.`]
        : []),
      ...(merged > 0
        ? [
            `${counted(merged, 'area of cells is', 'areas of cells are')} merged: only the first cell of each has the value.`,
          ]
        : []),
    ];
  }

  pieces() {
    return this.#sheet.pieces(this.#signal);
  }
}

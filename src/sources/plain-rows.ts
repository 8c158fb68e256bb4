import type { Columns } from './columns.ts';
import type { Delimiter } from './csv-reader.ts';

/** What the cells of a column are in a plain row: an id or an address as it stands, clean text, or anything. */
export type CellForm = 'id' | 'address' | 'text' | 'any';

/** Of longer rows a cell could be longer than what is kept of it. */
const ROW_MAX = 256;
const TRIED_ROWS = 2_000;

const CELL_END = '(?=[",;\\t\\n])';
// What `isUsualId` takes, and what ends in a digit or is so long that it is no word for nothing.
const ID = `(?!0+${CELL_END}|\\d(?:\\.\\d+)?[eE]\\d+${CELL_END})(?:[\\w.@:|-]{16,}|[\\w.@:|-]*\\d)`;
// What `readEmail` takes as it stands.
const ADDRESS = "[a-z0-9_'+.-]{1,64}@(?:[a-wyz0-9][a-z0-9-]{0,61}\\.)+[a-z]{2,24}";
/** Visible characters of ASCII with single spaces between them, as `cleanText` leaves them. */
const QUOTED_TEXT = '[!#-~]+(?: [!#-~]+)*';
const BARE_TEXT: Readonly<Record<Delimiter, string>> = {
  ',': '[!#-+\\--~]+(?: [!#-+\\--~]+)*',
  ';': '[!#-:<-~]+(?: [!#-:<-~]+)*',
  '\t': QUOTED_TEXT,
};

/**
 * Tells rows of which every cell can be taken as it stands, by one look at the whole row in the text of the file: most
 * rows of most exports. Looks at cells one by one cost a third of all reading. Gives up where few rows are plain.
 */
export class PlainRows {
  readonly #pattern: RegExp;
  #tried = 0;
  #plain = 0;

  constructor(columns: Columns, delimiter: Delimiter) {
    const cells = columns.headers.map((_, index) => cellPattern(columns.formOf(index), delimiter));
    this.#pattern = new RegExp(`${cells.join(delimiter)}\\n`, 'y');
  }

  /** Where the row ends that begins here and ends with a line feed; -1: it is not plain, or nobody looked. */
  endOf(text: string, start: number): number {
    if (this.#tried >= TRIED_ROWS && this.#plain * 2 < this.#tried) return -1;
    this.#tried += 1;
    this.#pattern.lastIndex = start;
    if (!this.#pattern.test(text) || this.#pattern.lastIndex - start > ROW_MAX) return -1;
    this.#plain += 1;
    return this.#pattern.lastIndex;
  }
}

function cellPattern(form: CellForm, delimiter: Delimiter): string {
  switch (form) {
    case 'id':
      return quotedOrBare(ID, ID);
    case 'address':
      return quotedOrBare(ADDRESS, ADDRESS);
    case 'text':
      return quotedOrBare(QUOTED_TEXT, BARE_TEXT[delimiter]);
    case 'any':
      return `(?:"[^"\\n]*"|[^"\\n${delimiter}]*)`;
  }
  return form satisfies never;
}

function quotedOrBare(quoted: string, bare: string): string {
  return `(?:(?:${bare})?|"(?:${quoted})?")`;
}

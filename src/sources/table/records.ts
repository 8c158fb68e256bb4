import type { CsvRow } from '../csv/csv-reader.ts';
import { headerKey, headerText } from '../csv/header.ts';
import type { Layout } from '../csv/layout.ts';

const SAMPLE_ROWS = 200;
const COLUMNS_MAX = 512;
/** Names that some kind knows are kept beyond that. */
const KNOWN_MAX = 1_024;

/** One entry of a list whose entries name their own fields. */
export type FieldRecord = ReadonlyMap<string, string>;

/** Makes one table of entries that each have fields of their own: a column for every name that any of them has. */
export class RecordColumns {
  readonly #known: ReadonlySet<string>;
  readonly #at = new Map<string, number>();
  readonly #sample: (readonly string[])[] = [];
  #count = 0;
  #isFull = false;

  /** `known`: header keys that some kind knows. */
  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  get count(): number {
    return this.#count;
  }

  /** Some names were one too many. */
  get isFull(): boolean {
    return this.#isFull;
  }

  see(record: FieldRecord): void {
    this.#count += 1;
    for (const name of record.keys()) if (!this.#at.has(name)) this.#add(name);
    if (this.#sample.length < SAMPLE_ROWS) this.#sample.push(this.cells(record));
  }

  cells(record: FieldRecord): readonly string[] {
    const cells = new Array<string>(this.#at.size).fill('');
    for (const [name, value] of record) {
      const at = this.#at.get(name);
      if (at !== undefined) cells[at] = value;
    }
    return cells;
  }

  row(record: FieldRecord, line: number): CsvRow {
    return { line, lines: 1, cells: this.cells(record), strayQuote: false, plain: false };
  }

  /** `headerPlace`: what stands for a header line, in sentences. */
  layout(headerPlace: string): Layout {
    const names = [...this.#at.keys()];
    const keys = names.map(headerKey);
    return {
      delimiter: ',',
      headerLine: 0,
      headerPlace,
      headers: names.map(headerText),
      keys,
      recognised: keys.filter((key) => this.#known.has(key)).length,
      sample: this.#sample,
    };
  }

  #add(name: string): void {
    if (this.#at.size < (this.#known.has(headerKey(name)) ? KNOWN_MAX : COLUMNS_MAX)) this.#at.set(name, this.#at.size);
    else this.#isFull = true;
  }
}

/** A remark where an entry has more names than are kept. */
export const TOO_MANY_NAMES = `The entries have more than ${COLUMNS_MAX} different names; further ones that are not known are left out.`;

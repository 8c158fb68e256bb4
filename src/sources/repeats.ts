import { Fingerprints } from './fingerprint.ts';
import { LineTable } from './line-table.ts';
import type { Notes } from './notes.ts';
import { Sieve } from './sieve.ts';

const WAITING_MAX = 512;
const SIEVE_FIRST = 1 << 14;
const SUSPECTS = 1 << 18;
const BLOCK_ROWS = 1 << 12;
/** 80 MiB for two sorts. */
const ROWS_MOST = 1 << 22;

/** What is said of a row that shares a value with the row on an earlier line. */
type SameAs = (line: number) => string;

/**
 * Warns of rows that share a value with an earlier row, for the first of its sorts that is shared. A table of all values
 * would be met at random, and waiting for it costs more than all else that is done with a row. So rows are kept in their
 * order and sieved, and in the end the few that did not pass are looked for among them. Rows after the first four
 * million are not compared.
 */
export class Repeats {
  readonly #notes: Notes;
  readonly #says: readonly SameAs[];
  readonly #fingerprints = new Fingerprints();
  readonly #values: string[] = [];
  readonly #lines: number[] = [];
  /** For each row its line, and two halves of a fingerprint for each sort. */
  #blocks: Int32Array[] = [];
  readonly #rowSize: number;
  #rows = 0;
  #sieves: readonly Sieve[];
  #room = SIEVE_FIRST;
  /** What the sieves held back; null: nothing so far. */
  #suspects: readonly Sieve[] | null = null;
  /** The lines of all values, from when they had to be known at once; null: they had not. */
  #tables: readonly LineTable[] | null = null;

  constructor(notes: Notes, ...says: readonly SameAs[]) {
    this.#notes = notes;
    this.#says = says;
    this.#rowSize = 1 + 2 * says.length;
    this.#sieves = this.#perSort(() => new Sieve(SIEVE_FIRST));
  }

  /** The values of one row, in the order of the sorts; null: it has none. */
  note(line: number, ...values: readonly (string | null)[]): void {
    for (const value of values) this.#values.push(value ?? '');
    if (this.#lines.push(line) >= WAITING_MAX) this.#take();
  }

  /** Every warning so far is there afterwards. From the first one on all values are kept in tables. */
  settle(): void {
    this.#take();
    if (this.#suspects === null || this.#tables !== null) return;
    this.#tables = this.#compared(null);
    this.#blocks = [];
    this.#sieves = [];
  }

  /** After the last row. */
  end(): void {
    this.#take();
    if (this.#tables === null && this.#suspects !== null) this.#compared(this.#suspects);
  }

  #take(): void {
    const halves = this.#fingerprints.of(this.#values);
    const tables = this.#tables;
    for (let index = 0; index < this.#lines.length; index += 1) {
      const line = this.#lines[index] ?? 0;
      const from = index * (this.#rowSize - 1);
      if (tables === null) this.#keep(line, halves, from);
      else this.#compare(line, halves, from, tables, null);
    }
    this.#values.length = 0;
    this.#lines.length = 0;
  }

  #keep(line: number, halves: Int32Array, from: number): void {
    if (this.#rows >= ROWS_MOST) return;
    const within = this.#rows % BLOCK_ROWS;
    if (within === 0) this.#blocks.push(new Int32Array(BLOCK_ROWS * this.#rowSize));
    const block = this.#blocks[this.#blocks.length - 1];
    if (block === undefined) return;
    const at = within * this.#rowSize;
    block[at] = line;
    for (let half = 1; half < this.#rowSize; half += 1) block[at + half] = halves[from + half - 1] ?? 0;
    this.#rows += 1;
    if (this.#rows > this.#room) this.#widen();
    this.#sieve(block, at + 1);
  }

  #sieve(halves: Int32Array, from: number): void {
    for (let sort = 0; sort < this.#sieves.length; sort += 1) {
      const first = halves[from + 2 * sort] ?? 0;
      const second = halves[from + 2 * sort + 1] ?? 0;
      if ((first | second) === 0 || this.#sieves[sort]?.holds(first, second) !== true) continue;
      this.#suspects ??= this.#perSort(() => new Sieve(SUSPECTS));
      this.#suspects[sort]?.holds(first, second);
    }
  }

  #widen(): void {
    this.#room *= 4;
    this.#sieves = this.#perSort(() => new Sieve(this.#room));
    // All but the newest row, which is not sieved yet.
    this.#each(this.#rows - 1, (block, at) => {
      for (const [sort, sieve] of this.#sieves.entries())
        sieve.holds(block[at + 1 + 2 * sort] ?? 0, block[at + 2 + 2 * sort] ?? 0);
    });
  }

  /** All rows so far beside one another, or those of them that have one of some values. */
  #compared(only: readonly Sieve[] | null): readonly LineTable[] {
    const tables = this.#perSort(() => new LineTable());
    this.#each(this.#rows, (block, at) => this.#compare(block[at] ?? 0, block, at + 1, tables, only));
    return tables;
  }

  #compare(
    line: number,
    halves: Int32Array,
    from: number,
    tables: readonly LineTable[],
    only: readonly Sieve[] | null,
  ): void {
    let why: string | null = null;
    for (let sort = 0; sort < tables.length; sort += 1) {
      const first = halves[from + 2 * sort] ?? 0;
      const second = halves[from + 2 * sort + 1] ?? 0;
      if ((first | second) === 0 || only?.[sort]?.has(first, second) === false) continue;
      const known = tables[sort]?.lineOf(first, second, line) ?? 0;
      if (known !== 0) why ??= this.#says[sort]?.(known) ?? null;
    }
    if (why !== null) this.#notes.warn('duplicate', line, why);
  }

  #each(rows: number, take: (block: Int32Array, at: number) => void): void {
    for (let row = 0; row < rows; row += 1) {
      const block = this.#blocks[Math.floor(row / BLOCK_ROWS)];
      if (block !== undefined) take(block, (row % BLOCK_ROWS) * this.#rowSize);
    }
  }

  #perSort<T>(make: () => T): readonly T[] {
    return this.#says.map(make);
  }
}

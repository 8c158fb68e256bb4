import { LineTable } from '../csv/line-table.ts';
import type { Notes } from '../notes/notes.ts';
import { BloomFilter } from './bloom-filter.ts';
import { Fingerprints } from './fingerprint.ts';

const BATCH_ROWS = 512;
const FILTER_FIRST = 1 << 14;
const SUSPECTS = 1 << 18;
/** Lines and fingerprints of this many rows take 80 MiB for two sorts. */
const ROWS_MOST = 1 << 22;

/** The warning for a row that shares a value with the row on an earlier line. */
type SameAs = (line: number) => string;

/** A row and the first row that has the same value of the first sort. */
export interface SamePair {
  readonly line: number;
  readonly first: number;
}

/** This many pairs are enough to show that a column is no id. */
const PAIRS_MOST = 1_000;

/** Rows in order: their lines, and two halves of a fingerprint for each row and sort. */
interface Batch {
  readonly lines: Int32Array;
  readonly halves: Int32Array;
}

/**
 * Warns of rows that share a value with an earlier row. A row that shares several is warned of once, for the first
 * sort. A hash table of all values would be slow, because every lookup waits for memory. So rows are kept in order,
 * Bloom filters find the few that may repeat, and only those are compared at the end. Rows after the first four million
 * are not compared.
 */
export class Repeats {
  readonly #notes: Notes;
  readonly #says: readonly SameAs[];
  readonly #fingerprints = new Fingerprints();
  readonly #values: string[] = [];
  readonly #lines: number[] = [];
  #batches: Batch[] = [];
  #rows = 0;
  #filters: readonly BloomFilter[];
  #room = FILTER_FIRST;
  /** Filters of the fingerprints that the first filters held back; null while there are none. */
  #suspects: readonly BloomFilter[] | null = null;
  /** Tables of all values, from the moment when a warning had to be known at once; null until then. */
  #tables: readonly LineTable[] | null = null;
  readonly #pairs: SamePair[] = [];

  constructor(notes: Notes, ...says: readonly SameAs[]) {
    this.#notes = notes;
    this.#says = says;
    this.#filters = says.map(() => new BloomFilter(FILTER_FIRST));
  }

  /** At most a thousand pairs of rows that share a value of the first sort. */
  get pairs(): readonly SamePair[] {
    return this.#pairs;
  }

  /** Adds the values of one row, one for each sort; null: the row has no such value. */
  note(line: number, first: string | null, second: string | null = null): void {
    this.#values.push(first ?? '');
    if (this.#says.length > 1) this.#values.push(second ?? '');
    if (this.#lines.push(line) >= BATCH_ROWS) this.#take();
  }

  /** Makes sure that every warning so far has been given. From the first repeat on, all values are kept in tables. */
  settle(): void {
    this.#take();
    if (this.#suspects === null || this.#tables !== null) return;
    this.#tables = this.#says.map(() => new LineTable());
    for (const batch of this.#batches) this.#compare(batch, this.#tables, null);
    this.#batches = [];
    this.#filters = [];
  }

  /** Compares what is left; called once, after the last row. */
  end(): void {
    this.#take();
    if (this.#tables !== null || this.#suspects === null) return;
    const tables = this.#says.map(() => new LineTable());
    for (const batch of this.#batches) this.#compare(batch, tables, this.#suspects);
  }

  #take(): void {
    if (this.#lines.length === 0) return;
    const batch = { lines: Int32Array.from(this.#lines), halves: this.#fingerprints.of(this.#values) };
    this.#values.length = 0;
    this.#lines.length = 0;
    if (this.#tables !== null) this.#compare(batch, this.#tables, null);
    else if (this.#rows < ROWS_MOST) this.#keep(batch);
  }

  #keep(batch: Batch): void {
    this.#rows += batch.lines.length;
    if (this.#rows > this.#room) {
      this.#room *= 4;
      this.#filters = this.#says.map(() => new BloomFilter(this.#room));
      for (const { halves } of this.#batches) this.#keepBack(halves, null);
    }
    this.#batches.push(batch);
    this.#keepBack(batch.halves, (at) => {
      this.#suspects ??= this.#says.map(() => new BloomFilter(SUSPECTS));
      this.#suspects[(at / 2) % this.#says.length]?.add(batch.halves.subarray(at, at + 2), 0, 2, null);
    });
  }

  #keepBack(halves: Int32Array, heldBack: ((at: number) => void) | null): void {
    for (const [sort, filter] of this.#filters.entries()) filter.add(halves, 2 * sort, 2 * this.#says.length, heldBack);
  }

  /** `only`: compares just the fingerprints that these filters may hold. */
  #compare({ lines, halves }: Batch, tables: readonly LineTable[], only: readonly BloomFilter[] | null): void {
    for (let row = 0; row < lines.length; row += 1) {
      const line = lines[row] ?? 0;
      let why: string | null = null;
      for (let sort = 0; sort < tables.length; sort += 1) {
        const at = 2 * (row * tables.length + sort);
        const first = halves[at] ?? 0;
        const second = halves[at + 1] ?? 0;
        if ((first | second) === 0 || only?.[sort]?.has(first, second) === false) continue;
        const known = tables[sort]?.lineOf(first, second, line) ?? 0;
        if (known === 0) continue;
        why ??= this.#says[sort]?.(known) ?? null;
        if (sort === 0 && this.#pairs.length < PAIRS_MOST) this.#pairs.push({ line: lines[row] ?? 0, first: known });
      }
      if (why !== null) this.#notes.warn('duplicate', line, why);
    }
  }
}

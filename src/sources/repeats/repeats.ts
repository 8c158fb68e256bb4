import { LineTable } from '../csv/line-table.ts';
import type { Notes } from '../notes/notes.ts';
import { Fingerprints } from './fingerprint.ts';
import { Sieve } from './sieve.ts';

const BATCH_ROWS = 512;
const SIEVE_FIRST = 1 << 14;
const SUSPECTS = 1 << 18;
/** Their lines and fingerprints are 80 MiB for two sorts. */
const ROWS_MOST = 1 << 22;

/** What is said of a row that shares a value with the row on an earlier line. */
type SameAs = (line: number) => string;

/** A row and the first one with the same value of the first sort. */
export interface SamePair {
  readonly line: number;
  readonly first: number;
}

/** Enough to see that a column is no id. */
const PAIRS_MOST = 1_000;

/** Rows in their order: their lines, and for each row the two halves of a fingerprint for each sort. */
interface Batch {
  readonly lines: Int32Array;
  readonly halves: Int32Array;
}

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
  #batches: Batch[] = [];
  #rows = 0;
  #sieves: readonly Sieve[];
  #room = SIEVE_FIRST;
  /** What the sieves held back; null: nothing so far. */
  #suspects: readonly Sieve[] | null = null;
  /** The lines of all values, from when they had to be known at once; null: they had not. */
  #tables: readonly LineTable[] | null = null;
  readonly #pairs: SamePair[] = [];

  constructor(notes: Notes, ...says: readonly SameAs[]) {
    this.#notes = notes;
    this.#says = says;
    this.#sieves = says.map(() => new Sieve(SIEVE_FIRST));
  }

  /** The first thousand rows whose value of the first sort stood in an earlier row. */
  get pairs(): readonly SamePair[] {
    return this.#pairs;
  }

  /** The value of one row for each of the sorts; null: it has none. */
  note(line: number, first: string | null, second: string | null = null): void {
    this.#values.push(first ?? '');
    if (this.#says.length > 1) this.#values.push(second ?? '');
    if (this.#lines.push(line) >= BATCH_ROWS) this.#take();
  }

  /** Every warning so far is there afterwards. From the first one on all values are kept in tables. */
  settle(): void {
    this.#take();
    if (this.#suspects === null || this.#tables !== null) return;
    this.#tables = this.#says.map(() => new LineTable());
    for (const batch of this.#batches) this.#compare(batch, this.#tables, null);
    this.#batches = [];
    this.#sieves = [];
  }

  /** After the last row. */
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
      this.#sieves = this.#says.map(() => new Sieve(this.#room));
      for (const { halves } of this.#batches) this.#sieve(halves, null);
    }
    this.#batches.push(batch);
    this.#sieve(batch.halves, (at) => {
      this.#suspects ??= this.#says.map(() => new Sieve(SUSPECTS));
      this.#suspects[(at / 2) % this.#says.length]?.add(batch.halves.subarray(at, at + 2), 0, 2, null);
    });
  }

  #sieve(halves: Int32Array, heldBack: ((at: number) => void) | null): void {
    for (const [sort, sieve] of this.#sieves.entries()) sieve.add(halves, 2 * sort, 2 * this.#says.length, heldBack);
  }

  /** `only`: those that may be there, and no other values. */
  #compare({ lines, halves }: Batch, tables: readonly LineTable[], only: readonly Sieve[] | null): void {
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

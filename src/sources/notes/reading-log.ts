import { VALUES_KEPT, type ValueCount } from '../../model/snapshot.ts';
import { cleanText, detached } from '../cells/text.ts';
import type { Columns } from '../csv/columns.ts';

/** More than are kept, since the most frequent ones are. */
const COUNTED = 200;
const VALUE_MAX = 60;

type Counts = Map<string, { readonly index: number; readonly value: string; rows: number }>;

/** Collects, in bounded memory, the values that a reader took for "nothing" and those that it did not understand. */
export class ReadingLog {
  readonly #missing: Counts = new Map();
  readonly #notUnderstood: Counts = new Map();
  readonly #unreadable = new Set<string>();
  /** Columns in which nothing stood so far; none are asked about that had a value in the head of the file. */
  #blank: readonly number[];

  constructor(blankSoFar: readonly number[]) {
    this.#blank = blankSoFar;
  }

  /** A value that says that there is none, such as `N/A` or a date of 1601. */
  missing(index: number, raw: string): void {
    count(this.#missing, index, raw);
  }

  notUnderstood(index: number, raw: string): void {
    count(this.#notUnderstood, index, raw);
  }

  /** The values of a field are no values at all; true the first time. */
  unreadable(field: string): boolean {
    if (this.#unreadable.has(field)) return false;
    this.#unreadable.add(field);
    return true;
  }

  /** Asked of every row only while a column is blank. */
  get watches(): boolean {
    return this.#blank.length > 0;
  }

  see(cells: readonly string[]): void {
    for (const index of this.#blank) {
      if ((cells[index] ?? '').trim() === '') continue;
      this.#blank = this.#blank.filter((one) => (cells[one] ?? '').trim() === '');
      return;
    }
  }

  isBlank(index: number): boolean {
    return this.#blank.includes(index);
  }

  counts(columns: Columns) {
    return {
      takenForMissing: kept(this.#missing, columns),
      notUnderstood: kept(this.#notUnderstood, columns),
      unreadable: [...this.#unreadable],
    };
  }
}

function count(counts: Counts, index: number, raw: string): void {
  const value = cleanText(raw, VALUE_MAX);
  const key = `${index}\n${value}`;
  const known = counts.get(key);
  if (known !== undefined) known.rows += 1;
  else if (counts.size < COUNTED) counts.set(detached(key), { index, value: detached(value), rows: 1 });
}

function kept(counts: Counts, columns: Columns): readonly ValueCount[] {
  const field = new Map([...columns.fed].flatMap(([name, at]) => at.map((index) => [index, name] as const)));
  return [...counts.values()]
    .sort((a, b) => b.rows - a.rows)
    .slice(0, VALUES_KEPT)
    .map(({ index, value, rows }) => ({
      field: field.get(index) ?? '',
      header: columns.headers[index] ?? '',
      value,
      rows,
    }));
}

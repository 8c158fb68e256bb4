import { HashTable, hashOf, Numbers } from './numbers.ts';

/** What decides to which component a row of a read belongs. */
export interface Placed {
  readonly read: number;
  readonly line: number;
  /** Names what the row is about: rows of one name are always seen together. */
  readonly own: string;
  /** It may be about something that bears a stronger name in another row. */
  readonly weak: boolean;
  /** What weak rows are recognised by, in either of the two. */
  readonly shared: readonly string[];
}

/** When a read of a series was taken, as a number in the order of time. */
export interface ReadTime {
  readonly at: number;
  /** The first read of its series, and the last that proves absence (-1: none). */
  readonly first: number;
  readonly lastProving: number;
}

/**
 * Groups rows into connected components. The verdict on an account depends on its own component only, so a
 * store of any size is gone through in parts that fit into memory. Names are kept as hashes: two that collide only make
 * a connected component bigger.
 */
export class Components {
  readonly #times: readonly ReadTime[];
  /** The first row that was recognised by a value. */
  readonly #alike = new HashTable(64);
  readonly #read = new Numbers();
  readonly #line = new Numbers();
  readonly #own = new Numbers();
  #weak = new Numbers();
  /** Of each row, where its values begin in `#shared`. */
  #sharedFrom = new Numbers();
  #shared = new Numbers();
  #parent = new Int32Array(0);

  constructor(times: readonly ReadTime[]) {
    this.#times = times;
  }

  get rows(): number {
    return this.#read.length;
  }

  add({ read, line, own, weak, shared }: Placed): void {
    this.#read.push(read);
    this.#line.push(line);
    this.#own.push(hashOf(own));
    this.#weak.push(weak ? 1 : 0);
    this.#sharedFrom.push(this.#shared.length);
    for (const one of shared) this.#shared.push(hashOf(one));
  }

  /** After the last row. */
  settle(): void {
    this.#parent = Int32Array.from({ length: this.rows }, (_, row) => row);
    this.#joinByName();
    this.#joinWeak();
    // Of no use any more, and of millions of rows as much as all the rest.
    this.#weak = new Numbers();
    this.#sharedFrom = new Numbers();
    this.#shared = new Numbers();
  }

  /**
   * Rows of what may have been renamed: it is not in the last read, or it may be the new name of something that is not.
   * About `size` rows at a time. None where nothing vanished, or nothing is new: then nobody's look-alike matters.
   */
  *suspects(size: number): Generator<Part, void, void> {
    const rows = this.#vanishedAndNew();
    for (let start = 0; start < rows.length; start += size) yield this.#part(rows.subarray(start, start + size));
  }

  /** What a suspect is recognised by under another name. */
  recognise(row: number, values: readonly string[]): void {
    if (row < 0) return;
    for (const value of values) {
      const other = this.#alike.add(hashOf(value), row);
      if (other !== row) this.join(row, other);
    }
  }

  /** Joins the components of two rows, for a reason that the rows themselves do not show. */
  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    // The earlier row is the root, so that parts keep the order of the files.
    if (a < b) this.#parent[b] = a;
    else this.#parent[a] = b;
  }

  /** Those of these rows whose component has no row of such a read. */
  without(rows: Iterable<number>, isSuch: (read: number) => boolean): number[] {
    const has = new Uint8Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) if (isSuch(this.#read.at(row))) has[this.#root(row)] = 1;
    return [...rows].filter((row) => has[this.#root(row)] === 0);
  }

  /** The number of a row's component: the same for all its rows. */
  componentOf(row: number): number {
    return this.#root(row);
  }

  /** Whole components, together about `size` rows a part; `only`: the components of these rows. */
  *parts(size: number, only: ReadonlySet<number> | null = null): Generator<Part, void, void> {
    const wanted = only === null ? null : new Set([...only].map((row) => this.#root(row)));
    const sizes = new Int32Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) sizes[this.#root(row)] = (sizes[this.#root(row)] ?? 0) + 1;
    const partOf = new Int32Array(this.rows).fill(-1);
    const lengths: number[] = [];
    for (let row = 0; row < this.rows; row += 1) {
      if (this.#root(row) !== row || (wanted !== null && !wanted.has(row))) continue;
      const last = lengths.length - 1;
      const length = sizes[row] ?? 0;
      if (last < 0 || (lengths[last] ?? 0) >= size) lengths.push(0);
      const part = lengths.length - 1;
      partOf[row] = part;
      lengths[part] = (lengths[part] ?? 0) + length;
    }
    const rowsOf = lengths.map((length) => new Int32Array(length));
    const filled = new Int32Array(lengths.length);
    for (let row = 0; row < this.rows; row += 1) {
      const part = partOf[this.#root(row)] ?? -1;
      if (part < 0) continue;
      const at = filled[part] ?? 0;
      const rows = rowsOf[part];
      if (rows !== undefined) rows[at] = row;
      filled[part] = at + 1;
    }
    for (const rows of rowsOf) yield this.#part(rows);
  }

  #part(rows: Int32Array): Part {
    const lines = new Map<number, number[]>();
    const owns = new Set<number>();
    const rowAt = new Map<number, number>();
    for (const row of rows) {
      const own = this.#own.at(row);
      owns.add(own);
      if (!rowAt.has(own)) rowAt.set(own, row);
      const read = this.#read.at(row);
      const known = lines.get(read);
      if (known === undefined) lines.set(read, [this.#line.at(row)]);
      else known.push(this.#line.at(row));
    }
    return {
      lines,
      size: rows.length,
      has: (own) => owns.has(hashOf(own)),
      rowOf: (own) => rowAt.get(hashOf(own)) ?? -1,
    };
  }

  #joinByName(): void {
    const first = new HashTable(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      const known = first.add(this.#own.at(row), row);
      if (known !== row) this.join(row, known);
    }
  }

  /** Strong names part what they name: only a weak row can be about something that another row names. */
  #joinWeak(): void {
    const recognised = new HashTable(64);
    this.#each(this.#sharedFrom, this.#shared, (row, value) => {
      if (this.#weak.at(row) === 1) recognised.add(value, row);
    });
    this.#each(this.#sharedFrom, this.#shared, (row, value) => {
      const known = recognised.get(value);
      if (known >= 0) this.join(row, known);
    });
  }

  #vanishedAndNew(): Int32Array {
    const slots = new HashTable(this.rows);
    const first = new Numbers();
    const last = new Numbers();
    const slotOf = new Int32Array(this.rows);
    for (let row = 0; row < this.rows; row += 1) {
      const { at } = this.#timeOf(row);
      const slot = slots.add(this.#own.at(row), first.length);
      slotOf[row] = slot;
      if (slot === first.length) {
        first.push(at);
        last.push(at);
      } else {
        first.set(slot, Math.min(first.at(slot), at));
        last.set(slot, Math.max(last.at(slot), at));
      }
    }
    const suspects = new Numbers();
    let [anyNew, anyGone] = [false, false];
    for (let row = 0; row < this.rows; row += 1) {
      const time = this.#timeOf(row);
      const slot = slotOf[row] ?? 0;
      const [isNew, isGone] = [first.at(slot) > time.first, last.at(slot) < time.lastProving];
      anyNew ||= isNew;
      anyGone ||= isGone;
      if (isNew || isGone) suspects.push(row);
    }
    return anyNew && anyGone ? Int32Array.from({ length: suspects.length }, (_, at) => suspects.at(at)) : NO_ROWS;
  }

  #each(from: Numbers, values: Numbers, visit: (row: number, value: number) => void): void {
    for (let row = 0; row < this.rows; row += 1) {
      const end = row + 1 < this.rows ? from.at(row + 1) : values.length;
      for (let index = from.at(row); index < end; index += 1) visit(row, values.at(index));
    }
  }

  #timeOf(row: number): ReadTime {
    return this.#times[this.#read.at(row)] ?? { at: 0, first: 0, lastProving: -1 };
  }

  #root(row: number): number {
    let root = row;
    for (let up = this.#parent[root] ?? root; up !== root; up = this.#parent[root] ?? root) root = up;
    for (let at = row; at !== root; ) {
      const up = this.#parent[at] ?? root;
      this.#parent[at] = root;
      at = up;
    }
    return root;
  }
}

/** The rows of one or more whole components, by read. */
export interface Part {
  readonly lines: ReadonlyMap<number, readonly number[]>;
  readonly size: number;
  /** Whether rows of this name belong to it: one line can be about several. */
  has(own: string): boolean;
  /** A row of this name; -1: none here. */
  rowOf(own: string): number;
}

const NO_ROWS = new Int32Array(0);

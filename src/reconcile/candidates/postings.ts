/** Which items are filed under a key. Keys are hashes; items are positions in somebody's list. */
export interface Postings {
  count(key: number): number;
  /**
   * Items under the key, at most `most` of them: where there are more, the first ones by `compare`, so that the answer
   * does not depend on the order in which they were filed.
   */
  take(key: number, most: number): readonly number[];
  /** Every key's items where there are at least two and at most `most`. */
  shared(most: number): Iterable<readonly number[]>;
}

const NOTHING: readonly number[] = [];
/** Shorter ones are counted by walking them. */
const LONG = 64;

/** Entries that are kept together while they come: to grow one list is to have it twice for a while. */
const CHUNK = 65_536;

/** Fourteen bytes an entry, where a Map of lists takes a hundred and more. */
export class PostingsBuilder {
  #keys: Float64Array[] = [];
  #items: Uint32Array[] = [];
  #size = 0;

  add(key: number, item: number): void {
    const place = this.#size % CHUNK;
    if (place === 0) {
      this.#keys.push(new Float64Array(this.#size === 0 ? FIRST : CHUNK));
      this.#items.push(new Uint32Array(this.#size === 0 ? FIRST : CHUNK));
    } else if (place === FIRST && this.#keys.length === 1) this.#widenFirst();
    const [keys, items] = [this.#keys.at(-1), this.#items.at(-1)];
    if (keys !== undefined) keys[place] = key;
    if (items !== undefined) items[place] = item;
    this.#size += 1;
  }

  build(compare: (a: number, b: number) => number): Postings {
    // Two entries a bucket: to walk both costs less than twice the buckets.
    const bits = Math.max(4, Math.ceil(Math.log2(this.#size + 1)) - 1);
    const mask = 2 ** bits - 1;
    const starts = new Uint32Array(mask + 2);
    this.#each((key) => {
      const bucket = bucketOf(key, mask);
      starts[bucket] = (starts[bucket] ?? 0) + 1;
    });
    for (let bucket = 1; bucket < starts.length; bucket += 1)
      starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
    const keys = new Float64Array(this.#size);
    const items = new Uint32Array(this.#size);
    // From where a bucket ends back to where it begins, last entries first, so that those of one bucket keep their order.
    this.#eachBackwards((key, item) => {
      const bucket = bucketOf(key, mask);
      const to = (starts[bucket] ?? 0) - 1;
      starts[bucket] = to;
      keys[to] = key;
      items[to] = item;
    });
    this.#keys = [];
    this.#items = [];
    this.#size = 0;
    return new Buckets(starts, keys, items, mask, compare);
  }

  #widenFirst(): void {
    const [keys, items] = [new Float64Array(CHUNK), new Uint32Array(CHUNK)];
    keys.set(this.#keys[0] ?? []);
    items.set(this.#items[0] ?? []);
    this.#keys = [keys];
    this.#items = [items];
  }

  #each(visit: (key: number) => void): void {
    for (const [chunk, keys] of this.#keys.entries()) {
      const end = Math.min(CHUNK, this.#size - chunk * CHUNK);
      for (let at = 0; at < end; at += 1) visit(keys[at] ?? 0);
    }
  }

  #eachBackwards(visit: (key: number, item: number) => void): void {
    for (let chunk = this.#keys.length - 1; chunk >= 0; chunk -= 1) {
      const [keys, items] = [this.#keys[chunk], this.#items[chunk]];
      for (let at = Math.min(CHUNK, this.#size - chunk * CHUNK) - 1; at >= 0; at -= 1)
        visit(keys?.[at] ?? 0, items?.[at] ?? 0);
    }
  }
}

/** Most lists are short. */
const FIRST = 1_024;

class Buckets implements Postings {
  readonly #starts: Uint32Array;
  readonly #keys: Float64Array;
  readonly #items: Uint32Array;
  readonly #mask: number;
  readonly #compare: (a: number, b: number) => number;
  /** High-fan-in identities are walked once: every one of the high-fan-in identity asks. */
  readonly #counts = new Map<number, number>();
  readonly #firsts = new Map<number, readonly number[]>();

  constructor(
    starts: Uint32Array,
    keys: Float64Array,
    items: Uint32Array,
    mask: number,
    compare: (a: number, b: number) => number,
  ) {
    this.#starts = starts;
    this.#keys = keys;
    this.#items = items;
    this.#mask = mask;
    this.#compare = compare;
  }

  count(key: number): number {
    const bucket = bucketOf(key, this.#mask);
    const start = this.#starts[bucket] ?? 0;
    const end = this.#starts[bucket + 1] ?? 0;
    const known = end - start > LONG ? this.#counts.get(key) : undefined;
    if (known !== undefined) return known;
    let count = 0;
    for (let at = start; at < end; at += 1) if (this.#keys[at] === key) count += 1;
    if (end - start > LONG) this.#counts.set(key, count);
    return count;
  }

  take(key: number, most: number): readonly number[] {
    const bucket = bucketOf(key, this.#mask);
    const start = this.#starts[bucket] ?? 0;
    const end = this.#starts[bucket + 1] ?? 0;
    if (start === end) return NOTHING;
    if (end - start <= most) return this.#between(start, end, key);
    const known = this.#firsts.get(key);
    if (known !== undefined) return known;
    const firsts = firstsOf(this.#between(start, end, key), most, this.#compare);
    this.#firsts.set(key, firsts);
    return firsts;
  }

  *shared(most: number): Generator<readonly number[], void, void> {
    for (let bucket = 0; bucket <= this.#mask; bucket += 1) {
      const start = this.#starts[bucket] ?? 0;
      const end = this.#starts[bucket + 1] ?? 0;
      if (end - start < 2) continue;
      for (const key of new Set(this.#keys.subarray(start, end))) {
        const items = this.#between(start, end, key);
        if (items.length > 1 && items.length <= most) yield items;
      }
    }
  }

  #between(start: number, end: number, key: number): readonly number[] {
    const found: number[] = [];
    for (let at = start; at < end; at += 1) if (this.#keys[at] === key) found.push(this.#items[at] ?? 0);
    return found;
  }
}

function bucketOf(key: number, mask: number): number {
  return (key & mask) >>> 0;
}

function firstsOf(
  items: readonly number[],
  most: number,
  compare: (a: number, b: number) => number,
): readonly number[] {
  if (items.length <= most) return items;
  const kept = items.slice(0, most).sort(compare);
  for (let at = most; at < items.length; at += 1) {
    const item = items[at];
    const last = kept[most - 1];
    if (item === undefined || last === undefined || compare(item, last) >= 0) continue;
    let to = most - 1;
    for (let before = kept[to - 1]; before !== undefined && compare(item, before) < 0; before = kept[to - 1]) {
      kept[to] = before;
      to -= 1;
    }
    kept[to] = item;
  }
  return kept;
}

const SMALLEST = 1_024;
/** With more keys that come twice, two reads are compared the long way. */
const MOST_REPEATED = 1_000;

/** What the keys of a read add up to. */
export interface KeyCounts {
  /** Keys that come once, and those of them that are active. */
  readonly keys: number;
  readonly active: number;
  /** Fingerprints of those that come again; two keys that only look alike are among them. */
  readonly repeated: readonly number[];
}

/** Which keys of a read come more than once, in eight bytes a key. */
export class SeenKeys {
  #slots = new Float64Array(SMALLEST);
  #used = 0;
  #keys = 0;
  #active = 0;
  #repeated: Set<number> | null = new Set();

  /** Null: too many came again. */
  get counts(): KeyCounts | null {
    return this.#repeated === null ? null : { keys: this.#keys, active: this.#active, repeated: [...this.#repeated] };
  }

  /** A key by its fingerprint. */
  add(print: number, active: boolean): void {
    if (this.#repeated === null || this.#repeated.has(print)) return;
    // An empty slot is 0; below it are those that are not active.
    const there = place(this.#slots, active ? print + 1 : -print - 1);
    if (there === 0) {
      this.#count(1, active);
      this.#used += 1;
      if (this.#used * 2 > this.#slots.length) this.#grow();
      return;
    }
    this.#count(-1, there > 0);
    this.#repeated.add(print);
    if (this.#repeated.size <= MOST_REPEATED) return;
    this.#repeated = null;
    this.#slots = new Float64Array(0);
  }

  #count(by: 1 | -1, active: boolean): void {
    this.#keys += by;
    if (active) this.#active += by;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const mark of this.#slots) if (mark !== 0) place(larger, mark);
    this.#slots = larger;
  }
}

/** 0: it was not there, and is now; else what is there of the same key. */
function place(slots: Float64Array, mark: number): number {
  const last = slots.length - 1;
  const print = Math.abs(mark);
  let at = (print / 0x200000) & last;
  for (;;) {
    const there = slots[at] ?? 0;
    if (there === 0) break;
    if (Math.abs(there) === print) return there;
    at = (at + 1) & last;
  }
  slots[at] = mark;
  return 0;
}

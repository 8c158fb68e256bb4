const SMALLEST = 1_024;

/**
 * Whether every key of a read is another one, in eight bytes a key. Two keys that only look alike are taken for a
 * repetition: then differences are counted the long way, and come out the same.
 */
export class SeenKeys {
  #slots = new Float64Array(SMALLEST);
  #count = 0;
  #repeated = false;

  get repeated(): boolean {
    return this.#repeated;
  }

  get count(): number {
    return this.#count;
  }

  /** A key by its fingerprint. */
  add(fingerprint: number): void {
    if (this.#repeated) return;
    // An empty slot is 0.
    const mark = fingerprint + 1;
    if (!place(this.#slots, mark)) {
      this.#repeated = true;
      this.#slots = new Float64Array(0);
      return;
    }
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#grow();
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const mark of this.#slots) if (mark !== 0) place(larger, mark);
    this.#slots = larger;
  }
}

/** False: it is there already. */
function place(slots: Float64Array, mark: number): boolean {
  const last = slots.length - 1;
  let at = (mark / 0x200000) & last;
  for (;;) {
    const there = slots[at];
    if (there === mark) return false;
    if (there === 0) break;
    at = (at + 1) & last;
  }
  slots[at] = mark;
  return true;
}

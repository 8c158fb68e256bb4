const SLOTS_FIRST = 1 << 10;
/** 48 MiB. */
const SLOTS_MOST = 1 << 22;
const SLOT_SIZE = 3;
const FILLED_MOST = 0.75;

/**
 * Maps fingerprints to the line on which each first stood, in a growing hash table. From three million fingerprints on,
 * an early one may be evicted. Fingerprints that differ in any of their 64 bits are never confused.
 */
export class LineTable {
  // Fingerprint and line stand beside each other, so that a random access touches one place in memory, not three.
  #slots = new Int32Array(SLOTS_FIRST * SLOT_SIZE);
  #mask = SLOTS_FIRST - 1;
  #filled = 0;

  /** Returns the line on which this fingerprint first stood, or 0 if it is new; a new one is remembered with `line`. */
  lineOf(first: number, second: number, line: number): number {
    let at = placeOf(this.#slots, this.#mask, first, second);
    const known = this.#slots[at + 2] ?? 0;
    if (known !== 0) return known;
    if (this.#filled >= (this.#mask + 1) * FILLED_MOST) {
      if (this.#mask + 1 < SLOTS_MOST) {
        this.#grow();
        at = placeOf(this.#slots, this.#mask, first, second);
      } else {
        // The table is full: the entry in the home slot is evicted.
        at = (first & this.#mask) * SLOT_SIZE;
      }
    }
    if (this.#slots[at + 2] === 0) this.#filled += 1;
    put(this.#slots, at, first, second, line);
    return 0;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let from = 0; from < old.length; from += SLOT_SIZE) {
      const line = old[from + 2] ?? 0;
      if (line === 0) continue;
      const first = old[from] ?? 0;
      const second = old[from + 1] ?? 0;
      put(this.#slots, placeOf(this.#slots, this.#mask, first, second), first, second, line);
    }
  }
}

/** The slot of a fingerprint, or the empty slot in which it belongs. */
function placeOf(slots: Int32Array, mask: number, first: number, second: number): number {
  let slot = first & mask;
  for (;;) {
    const at = slot * SLOT_SIZE;
    if (slots[at + 2] === 0 || (slots[at] === first && slots[at + 1] === second)) return at;
    slot = (slot + 1) & mask;
  }
}

function put(slots: Int32Array, at: number, first: number, second: number, line: number): void {
  slots[at] = first;
  slots[at + 1] = second;
  slots[at + 2] = line;
}

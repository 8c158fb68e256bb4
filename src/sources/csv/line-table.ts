const SLOTS_FIRST = 1 << 10;
/** 48 MiB. */
const SLOTS_MOST = 1 << 22;
const SLOT_SIZE = 3;
const FILLED_MOST = 0.75;

/**
 * The line on which each fingerprint first stood. It grows with what it is told, up to three million of them; of more,
 * an early one may be forgotten. Fingerprints that differ in any of their 64 bits are never taken for one another.
 */
export class LineTable {
  // Fingerprint and line beside each other: slots are met at random, and each would be looked for in three places of memory.
  #slots = new Int32Array(SLOTS_FIRST * SLOT_SIZE);
  #mask = SLOTS_FIRST - 1;
  #filled = 0;

  /** The line that is known of this fingerprint; 0: it is new, and stands on `line` from now on. */
  lineOf(first: number, second: number, line: number): number {
    let at = placeOf(this.#slots, this.#mask, first, second);
    const known = this.#slots[at + 2] ?? 0;
    if (known !== 0) return known;
    if (this.#filled >= (this.#mask + 1) * FILLED_MOST) {
      if (this.#mask + 1 < SLOTS_MOST) {
        this.#grow();
        at = placeOf(this.#slots, this.#mask, first, second);
      } else {
        // Whoever is at home here makes way.
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

/** Where a fingerprint is, or the empty slot in which it belongs. */
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

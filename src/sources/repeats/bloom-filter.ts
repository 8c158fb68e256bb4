/**
 * A Bloom filter of fingerprints: `has` is never false for one that was added, and true for about one in a hundred that
 * was not. It takes a sixth of the memory of a table, and one memory access for each question. A fingerprint of zeros
 * means no value and is passed over.
 */
export class BloomFilter {
  readonly #words: Int32Array;

  /** @param fingerprints How many it has to hold; rounded up to a power of two. */
  constructor(fingerprints: number) {
    this.#words = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(fingerprints, 2) / 2)));
  }

  /**
   * Adds fingerprints, and calls `heldBack(at)` for each that may have been added before (about 1 % false positives).
   * @param halves Two numbers for each fingerprint, side by side.
   * @param from Index of the first half of the first fingerprint.
   * @param step Distance from one first half to the next.
   * @param heldBack Gets the index of the first half; null: nobody asks.
   */
  add(halves: Int32Array, from: number, step: number, heldBack: ((at: number) => void) | null): void {
    const words = this.#words;
    const mask = words.length - 1;
    // The loop does nothing else, so that the processor can wait for several places of memory at once.
    for (let at = from; at < halves.length; at += step) {
      const first = halves[at] ?? 0;
      const second = halves[at + 1] ?? 0;
      if ((first | second) === 0) continue;
      const bits = bitsOf(second);
      const word = words[first & mask] ?? 0;
      if ((word & bits) !== bits) words[first & mask] = word | bits;
      else heldBack?.(at);
    }
  }

  has(first: number, second: number): boolean {
    const bits = bitsOf(second);
    return ((this.#words[first & (this.#words.length - 1)] ?? 0) & bits) === bits;
  }
}

function bitsOf(second: number): number {
  return (1 << (second & 31)) | (1 << ((second >>> 5) & 31)) | (1 << ((second >>> 10) & 31));
}

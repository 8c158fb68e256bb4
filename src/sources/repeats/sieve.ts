/**
 * Which fingerprints may have been there already: what it lets pass is new, and of what it holds back about one in a
 * hundred is new too. Zeros are nothing. A sixth of the memory that being certain takes, and one place of it for each question.
 */
export class Sieve {
  readonly #words: Int32Array;

  /** For as many fingerprints, rounded up to a power of two. */
  constructor(fingerprints: number) {
    this.#words = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(fingerprints, 2) / 2)));
  }

  /**
   * Every one of these may have been there from now on. Told of those that may have been there before, by the index of
   * their first half; the halves stand beside each other, with `step` numbers from one first half to the next.
   */
  add(halves: Int32Array, from: number, step: number, heldBack: ((at: number) => void) | null): void {
    const words = this.#words;
    const mask = words.length - 1;
    // Nothing but this in the loop: the processor then waits for several places of memory at once.
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

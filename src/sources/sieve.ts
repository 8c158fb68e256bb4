/**
 * Which fingerprints may have been there already: what it lets pass is new, and of what it holds back about one in a
 * hundred is new too. A sixth of the memory that being certain takes, and one place of it for each question.
 */
export class Sieve {
  readonly #words: Int32Array;

  /** For as many fingerprints, rounded up to a power of two. */
  constructor(fingerprints: number) {
    this.#words = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(fingerprints, 2) / 2)));
  }

  /** Whether it may have been there; it has from now on. */
  holds(first: number, second: number): boolean {
    const at = first & (this.#words.length - 1);
    const bits = bitsOf(second);
    const word = this.#words[at] ?? 0;
    if ((word & bits) === bits) return true;
    this.#words[at] = word | bits;
    return false;
  }

  has(first: number, second: number): boolean {
    const bits = bitsOf(second);
    return ((this.#words[first & (this.#words.length - 1)] ?? 0) & bits) === bits;
  }
}

function bitsOf(second: number): number {
  return (1 << (second & 31)) | (1 << ((second >>> 5) & 31)) | (1 << ((second >>> 10) & 31));
}

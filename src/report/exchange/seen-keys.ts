import { createHash } from 'node:crypto';

/** Words of 32 bits that are kept of each key: with 128 bits no two keys are ever alike by chance. */
const WORDS = 4;

/** Which keys were there before; of each it keeps 16 bytes, so that those of a million people fit beside everything else. */
export class SeenKeys {
  #slots = new Uint32Array(1_024 * WORDS);
  #count = 0;

  /** @returns Whether the key is new. */
  add(key: string): boolean {
    if ((this.#count + 1) * 2 * WORDS > this.#slots.length) this.#grow();
    const hash = createHash('sha256').update(key).digest();
    const isNew = this.#put(
      this.#slots,
      [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)),
    );
    if (isNew) this.#count += 1;
    return isNew;
  }

  #put(slots: Uint32Array, words: readonly number[]): boolean {
    const places = slots.length / WORDS;
    // Four zeros are a free slot.
    if (words.every((word) => word === 0)) return true;
    for (let place = (words[0] ?? 0) % places; ; place = (place + 1) % places) {
      const at = place * WORDS;
      const here = slots.subarray(at, at + WORDS);
      if (here.every((word) => word === 0)) {
        slots.set(words, at);
        return true;
      }
      if (here.every((word, index) => word === words[index])) return false;
    }
  }

  #grow(): void {
    const larger = new Uint32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#slots.length; at += WORDS) {
      const words = [...this.#slots.subarray(at, at + WORDS)];
      if (words.some((word) => word !== 0)) this.#put(larger, words);
    }
    this.#slots = larger;
  }
}

const SLOTS = 262_144;
const SLOT_SIZE = 3;

/**
 * Remembers on which line a value stood, in fixed memory: two 32-bit hashes and a line per slot. In a file with more
 * values than slots an early one may be forgotten; a value is never reported that was not there (but for 1 in 2^46).
 */
export class SeenLines {
  // Beside each other: slots are met at random, and each would be looked for in three places of memory.
  readonly #slots = new Uint32Array(SLOTS * SLOT_SIZE);

  /** The line of the same value, if it was seen; remembers this one otherwise. */
  lineOf(value: string, line: number): number | null {
    // FNV-1a from two starting points, the second one mixed further.
    let first = 0x811c9dc5;
    let second = 0x1b873593;
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at);
      first = Math.imul(first ^ code, 0x01000193);
      second = Math.imul(second ^ code, 0x85ebca6b);
      second ^= second >>> 13;
    }
    first >>>= 0;
    second >>>= 0;
    const slots = this.#slots;
    const slot = (first % SLOTS) * SLOT_SIZE;
    const known = slots[slot + 2] ?? 0;
    if (known !== 0 && slots[slot] === first && slots[slot + 1] === second) return known;
    slots[slot] = first;
    slots[slot + 1] = second;
    slots[slot + 2] = line;
    return null;
  }
}

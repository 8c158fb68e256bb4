const SLOTS = 262_144;

/**
 * Remembers on which line a value stood, in fixed memory: two 32-bit hashes and a line per slot. In a file with more
 * values than slots an early one may be forgotten; a value is never reported that was not there (but for 1 in 2^46).
 */
export class SeenLines {
  readonly #first = new Uint32Array(SLOTS);
  readonly #second = new Uint32Array(SLOTS);
  readonly #lines = new Uint32Array(SLOTS);

  /** The line of the same value, if it was seen; remembers this one otherwise. */
  lineOf(value: string, line: number): number | null {
    const [first, second] = hashes(value);
    const slot = first % SLOTS;
    const known = this.#lines[slot] ?? 0;
    if (known !== 0 && this.#first[slot] === first && this.#second[slot] === second) return known;
    this.#first[slot] = first;
    this.#second[slot] = second;
    this.#lines[slot] = line;
    return null;
  }
}

/** FNV-1a from two starting points, the second one mixed further. */
function hashes(value: string): readonly [number, number] {
  let first = 0x811c9dc5;
  let second = 0x1b873593;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b);
    second ^= second >>> 13;
  }
  return [first >>> 0, second >>> 0];
}

/** A person of a known snapshot. */
export interface Place {
  readonly read: number;
  readonly person: number;
}

const NOWHERE: readonly Place[] = [];
/** A value that so many people share identifies nobody: a filler, or a shared mailbox. */
const MOST_PLACES = 8;
/** How many letters of a key, from its beginning, are hashed for the quick check. */
const LETTERS = 8;
const SUMS = 1 << 16;

/**
 * Finds people of known snapshots by key. Nearly every key of a big file is unknown, which a quick check of its first
 * letters shows.
 */
export class Places {
  readonly #places = new Map<string, readonly Place[]>();
  readonly #sums = new Uint8Array(SUMS);

  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  add(key: string | null, place: Place): void {
    if (key === null || key === '') return;
    const known = this.#places.get(key);
    this.#sums[sumOf(key)] = 1;
    if (known === undefined) this.#places.set(key, [place]);
    else if (known !== NOWHERE) this.#places.set(key, known.length < MOST_PLACES ? [...known, place] : NOWHERE);
  }

  at(key: string): readonly Place[] {
    return this.#places.size === 0 || this.#sums[sumOf(key)] === 0 ? NOWHERE : (this.#places.get(key) ?? NOWHERE);
  }
}

function sumOf(key: string): number {
  const letters = key.length < LETTERS ? key.length : LETTERS;
  let sum = key.length;
  for (let at = 0; at < letters; at += 1) sum = (Math.imul(sum, 31) + key.charCodeAt(at)) | 0;
  return (sum ^ (sum >>> 16)) & (SUMS - 1);
}

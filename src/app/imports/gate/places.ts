/** A person of a known read. */
export interface Place {
  readonly read: number;
  readonly person: number;
}

const NOWHERE: readonly Place[] = [];
/** What so many share joins nobody to anybody: a filler, a shared mailbox. */
const MOST_PLACES = 8;
/** Letters from the front that tell keys apart well enough, and how many of their sums are told apart. */
const LETTERS = 8;
const SUMS = 1 << 16;

/** Where the people of known reads are found. Nearly every key of a big file is nobody's here: a look at its first letters says so. */
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

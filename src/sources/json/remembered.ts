/** Remembers what later elements refer to, up to a limit. Beyond it a reference stays unresolved. */
export class Remembered<T> {
  readonly #known = new Map<string, T>();
  readonly #max: number;
  #left = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** How many were beyond the limit. */
  get left(): number {
    return this.#left;
  }

  /** The first value of a key is kept. */
  set(key: string, make: () => T): void {
    if (this.#known.has(key)) return;
    if (this.#known.size < this.#max) this.#known.set(key, make());
    else this.#left += 1;
  }

  get(key: string): T | undefined {
    return this.#known.get(key);
  }
}

/** FNV-1a over code units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** A list of unsigned numbers of 32 bits that grows. */
export class Numbers {
  #values = new Uint32Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}

/** What was first filed under each hash. */
export class HashTable {
  #keys: Uint32Array;
  /** One more than the value; 0: empty. */
  #values: Int32Array;
  #used = 0;

  constructor(expected: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(64, expected * 2)));
    this.#keys = new Uint32Array(size);
    this.#values = new Int32Array(size);
  }

  /** What is filed there already, else this. */
  add(key: number, value: number): number {
    if (this.#used * 2 > this.#keys.length) this.#grow();
    const at = this.#place(key);
    const known = this.#values[at] ?? 0;
    if (known > 0) return known - 1;
    this.#keys[at] = key;
    this.#values[at] = value + 1;
    this.#used += 1;
    return value;
  }

  /** -1: nothing. */
  get(key: number): number {
    return (this.#values[this.#place(key)] ?? 0) - 1;
  }

  #place(key: number): number {
    const mask = this.#keys.length - 1;
    let at = Math.imul(key, 0x9e3779b1) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    while ((this.#values[at] ?? 0) > 0 && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#values = new Int32Array(values.length * 2);
    this.#used = 0;
    for (const [index, value] of values.entries()) if (value > 0) this.add(keys[index] ?? 0, value - 1);
  }
}

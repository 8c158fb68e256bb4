const BITS = 10;
const BLOCK = 1 << BITS;
const NO_ENDS = new Uint32Array(0);

/** One field of a long list, packed: the texts of a thousand rows are one text. A blank one comes back as null. */
export class TextColumn {
  readonly #blocks: string[] = [];
  /** Where the text of each row ends within its block. */
  readonly #ends: Uint32Array[] = [];
  #waiting: string[] = [];

  add(text: string | null): void {
    if (this.#waiting.push(text ?? '') === BLOCK) this.#pack();
  }

  at(row: number): string | null {
    const text = this.#textAt(row);
    return text === '' ? null : text;
  }

  #textAt(row: number): string {
    const within = row & (BLOCK - 1);
    const block = this.#blocks[row >>> BITS];
    if (block === undefined) return this.#waiting[within] ?? '';
    const ends = this.#ends[row >>> BITS] ?? NO_ENDS;
    return block.slice(within === 0 ? 0 : ends[within - 1], ends[within]);
  }

  #pack(): void {
    const ends = new Uint32Array(BLOCK);
    let end = 0;
    for (const [at, text] of this.#waiting.entries()) {
      end += text.length;
      ends[at] = end;
    }
    this.#blocks.push(this.#waiting.join(''));
    this.#ends.push(ends);
    this.#waiting = [];
  }
}

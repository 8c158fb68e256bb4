import { knownValues } from '../cells/known-values.ts';

const VOCABULARY_MAX = 12;
const ROWS_FOR_WORDS = 3;
const ROWS_FOR_SHAPE = 5;
const ROWS_FOR_BLANK = 20;
const SHAPE_MIN = 4;

/**
 * Watches the last column, to detect that the last cell of a file without a final line break was cut off: `Acti` where
 * the column says Active or Inactive in every row, or half a timestamp where all others are whole.
 */
export class LastColumn {
  readonly #words = new Set<string>();
  readonly #note = knownValues((cell) => this.#words.add(cell).size);
  #rows = 0;
  #length: number | null = null;
  #sameLength = true;
  #blanks = 0;

  push(cell: string): void {
    this.#rows += 1;
    if (cell === '') this.#blanks += 1;
    if (this.#words.size <= VOCABULARY_MAX) this.#note(cell);
    this.#length ??= cell.length;
    if (this.#length !== cell.length) this.#sameLength = false;
  }

  isCut(cell: string): boolean {
    if (cell === '') return this.#rows >= ROWS_FOR_BLANK && this.#blanks === 0;
    return this.#breaksWord(cell) || this.#breaksShape(cell);
  }

  #breaksWord(cell: string): boolean {
    const closed =
      this.#rows >= ROWS_FOR_WORDS && this.#words.size <= VOCABULARY_MAX && this.#words.size * 3 <= this.#rows;
    return closed && !this.#words.has(cell) && [...this.#words].some((word) => word.startsWith(cell));
  }

  #breaksShape(cell: string): boolean {
    const length = this.#length ?? 0;
    return this.#sameLength && this.#rows >= ROWS_FOR_SHAPE && length >= SHAPE_MIN && cell.length < length;
  }
}

import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlValue } from '../driver.ts';
import type { RowsOf } from './block-rows.ts';
import { blockHash, pack } from './packing.ts';

export interface Block {
  readonly of: RowsOf;
  readonly firstLine: number;
  readonly rows: number;
  readonly hash: string;
  readonly content: string;
}

type Cells = [line: number, key: string, status: string, ...own: SqlValue[]];

const SHORTEST = 32;
const LONGEST = 256;
/** One row of so many ends a block, if it is long enough. */
const CUT = 64;

/**
 * Cuts the rows of one read into blocks. Where a block ends is up to the key of its last row alone: a row more or less
 * changes the block that it is in, and those after it begin where they began.
 */
export class BlockCutter {
  readonly #of: RowsOf;
  #rows: Cells[] = [];
  #lastLine = -1;

  constructor(of: RowsOf) {
    this.#of = of;
  }

  /** The block that ends with this row, by the fingerprint of its key; null: none does. */
  add(row: Cells, keyPrint: number): Block | null {
    this.#rows.push(row);
    const length = this.#rows.length;
    if (length < SHORTEST) return null;
    return length === LONGEST || keyPrint % CUT === 0 ? this.end() : null;
  }

  /** What is left; null: nothing is. */
  end(): Block | null {
    const rows = this.#rows;
    if (rows.length === 0) return null;
    this.#rows = [];
    const firstLine = this.#order(rows);
    for (const row of rows) row[0] -= firstLine;
    const content = pack(rows);
    return {
      of: this.#of,
      firstLine,
      rows: rows.length,
      hash: blockHash(this.#of, content),
      content,
    };
  }

  /** Whoever pages through a read goes by the line. */
  #order(rows: Cells[]): number {
    rows.sort((one, other) => one[0] - other[0]);
    const firstLine = rows[0]?.[0] ?? 0;
    for (const [line] of rows) {
      if (line <= this.#lastLine) throw outOfOrder(line);
      this.#lastLine = line;
    }
    return firstLine;
  }
}

function outOfOrder(line: number): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_INTERNAL',
    `The rows of a read came out of order (line ${line}).`,
    'Nothing was changed. Report it with the version of this program.',
  );
}

import { createHash } from 'node:crypto';
import type { SqlValue } from '../driver.ts';
import type { KeyCounts } from './seen-keys.ts';

/** One digest over all rows of a read as they are kept, block by block and row by row: the ledger binds them by it. */
export class RowsDigest {
  readonly #parts = new Map<string, ReturnType<typeof createHash>>();

  /** `hash`: of its content, in which lines are counted from the first. Blocks of one kind come in their order. */
  addBlock(of: string, firstLine: number, hash: string): void {
    this.#add(of, [firstLine, hash]);
  }

  /** A row of a table, without the number of its read. Rows of one table come in their order. */
  addRow(table: string, values: readonly SqlValue[]): void {
    this.#add(table, values);
  }

  end(counts: KeyCounts | null): string {
    const parts = [...this.#parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([of, hash]) => [of, hash.digest('hex')]);
    const counted = counts === null ? null : [counts.keys, counts.active, counts.repeated];
    return createHash('sha256')
      .update(JSON.stringify([parts, counted]))
      .digest('hex');
  }

  #add(of: string, values: readonly SqlValue[]): void {
    const part = this.#parts.get(of) ?? createHash('sha256');
    this.#parts.set(of, part.update(`${JSON.stringify(values)}\n`));
  }
}

import { textCell } from '../cells/cells.ts';
import type { SqlList } from '../driver.ts';
import type { SnapshotDifference } from '../readers/snapshot-reader.ts';
import type { BlockRows } from './block-rows.ts';
import { fingerprint } from './fingerprint.ts';

type Found = Omit<SnapshotDifference, 'activeBefore' | 'rowsBefore'>;

/**
 * Matches the rows of two reads by key, where no key comes twice in either of them. Most exports keep their order, so a
 * matching row mostly comes at once; a row without one is kept as a fingerprint of a few bytes until it comes.
 */
export class KeyPairs {
  readonly #activeStatus: string;
  readonly #stated: readonly [number, number];
  /** By key: the fingerprint of the row, negative if the row is not active. */
  readonly #before = new Map<string, number>();
  readonly #now = new Map<string, number>();
  readonly #gone: string[] = [];
  #changed = 0;
  #turnedInactive = 0;

  constructor({ activeStatus, stated }: Pick<BlockRows<{ readonly line: number }>, 'activeStatus' | 'stated'>) {
    this.#activeStatus = activeStatus;
    this.#stated = stated;
  }

  add(before: SqlList | undefined, now: SqlList | undefined): void {
    if (before !== undefined && now !== undefined && before[1] === now[1]) {
      this.#meet(keyOf(before), this.#isActive(before), this.#isActive(now), this.#differs(before, now));
      return;
    }
    if (before !== undefined) this.#await(before, this.#before, this.#now, false);
    if (now !== undefined) this.#await(now, this.#now, this.#before, true);
  }

  difference(): Found {
    let activeRemoved = 0;
    for (const mark of this.#before.values()) if (mark > 0) activeRemoved += 1;
    return {
      added: this.#now.size,
      removed: this.#before.size,
      changed: this.#changed,
      turnedInactive: this.#turnedInactive,
      activeRemoved,
    };
  }

  /** Keys that were active before and are not now, in no order. */
  noLongerActive(): string[] {
    return [...this.#gone, ...[...this.#before].flatMap(([key, mark]) => (mark > 0 ? [key] : []))];
  }

  #await(row: SqlList, own: Map<string, number>, others: Map<string, number>, isNow: boolean): void {
    const key = keyOf(row);
    const print = fingerprint(row, this.#stated[0], this.#stated[1]) + 1;
    const mark = this.#isActive(row) ? print : -print;
    const other = others.get(key);
    if (other === undefined) {
      own.set(key, mark);
      return;
    }
    others.delete(key);
    const [before, now] = isNow ? [other, mark] : [mark, other];
    this.#meet(key, before > 0, now > 0, before !== now);
  }

  #meet(key: string, activeBefore: boolean, activeNow: boolean, differs: boolean): void {
    if (differs) this.#changed += 1;
    if (!activeBefore || activeNow) return;
    this.#turnedInactive += 1;
    this.#gone.push(key);
  }

  #isActive(row: SqlList): boolean {
    return row[2] === this.#activeStatus;
  }

  #differs(one: SqlList, other: SqlList): boolean {
    for (let at = this.#stated[0]; at < this.#stated[1]; at += 1) if (one[at] !== other[at]) return true;
    return false;
  }
}

function keyOf(row: SqlList): string {
  return textCell(row[1], 'row_key');
}

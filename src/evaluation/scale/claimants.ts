import { type Account, isOnlyMentioned } from '../../model/account.ts';
import type { Candidate, Correlation } from '../../model/correlation.ts';
import { claimKey } from '../../reconcile/candidates/high-fan-in.ts';
import { HighFanInBook } from '../../reconcile/candidates/high-fan-in-book.ts';
import type { Components } from './components.ts';
import { hashOf, Numbers } from './numbers.ts';

const ACTIVE = 1;
const ABSENT = 2;
const BY_ID = 4;

/** More claimants of one identity are not held in memory together: a few stand for all. */
const MOST_TOGETHER = 1_000;

interface Claim extends Pick<Correlation, 'rule'> {
  readonly linked: readonly Pick<Candidate, 'identity'>[];
}

/** Which accounts claim the same identity: those have to be seen together before their verdict is final. */
export class Claimants {
  readonly #claims = new Numbers();
  readonly #rows = new Numbers();
  readonly #states = new Numbers();

  add(account: Account, { linked, rule }: Claim, row: number): void {
    if (row < 0) return;
    const byId = rule === 'employee_id' || rule === 'near_employee_id' ? BY_ID : 0;
    const state = (account.status === 'active' ? ACTIVE : isGone(account) ? ABSENT : 0) | byId;
    for (const { identity } of linked) {
      this.#claims.push(hashOf(claimKey(account.app, identity)));
      this.#rows.push(row);
      this.#states.push(state);
    }
  }

  /** Two active ones may be duplicates; one that vanished may be another under its old name; an id may yield. */
  contested(components: Components, together: number = MOST_TOGETHER): Contested {
    const order = Uint32Array.from({ length: this.#claims.length }, (_, index) => index).sort(
      (a, b) => this.#claims.at(a) - this.#claims.at(b),
    );
    const rows = new Set<number>();
    const highFanIn = new Set<number>();
    const ofHighFanIn = new Set<number>();
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && this.#claim(order, end) === this.#claim(order, start)) end += 1;
      const group = order.subarray(start, end);
      if (group.length > 1 && this.#matters(group)) {
        const isHighFanIn = group.length > together;
        if (isHighFanIn) highFanIn.add(this.#claim(order, start));
        const [first = 0] = group;
        for (const one of group) {
          if (isHighFanIn) ofHighFanIn.add(this.#rows.at(one));
          else components.join(this.#rows.at(first), this.#rows.at(one));
          rows.add(this.#rows.at(one));
        }
      }
      start = end;
    }
    return { rows, ofHighFanIn, book: new HighFanInBook((key) => highFanIn.has(hashOf(key))) };
  }

  #claim(order: Uint32Array, index: number): number {
    return this.#claims.at(order[index] ?? 0);
  }

  #matters(group: Uint32Array): boolean {
    let active = 0;
    for (const one of group) {
      const state = this.#states.at(one);
      if ((state & (ABSENT | BY_ID)) > 0) return true;
      if ((state & ACTIVE) > 0) active += 1;
    }
    return active > 1;
  }
}

/** What is judged again with more in view. */
export interface Contested {
  readonly rows: ReadonlySet<number>;
  /** Of these rows those whose accounts the book has to see first. */
  readonly ofHighFanIn: ReadonlySet<number>;
  readonly book: HighFanInBook;
}

function isGone(account: Account): boolean {
  return account.status === 'absent' && !isOnlyMentioned(account);
}

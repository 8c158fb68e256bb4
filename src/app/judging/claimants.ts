import { type Account, isOnlyMentioned } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';
import { hashOf, type Islands, Numbers, type Part } from './islands.ts';

const ACTIVE = 1;
const ABSENT = 2;
const BY_ID = 4;

/** Which accounts claim the same identity: those have to be seen together before their verdict is final. */
export class Claimants {
  readonly #claims = new Numbers();
  readonly #rows = new Numbers();
  readonly #states = new Numbers();

  add(account: Account, { linked, rule }: Correlation, row: number): void {
    if (row < 0) return;
    const byId = rule === 'employee_id' || rule === 'near_employee_id' ? BY_ID : 0;
    const state = (account.status === 'active' ? ACTIVE : isGone(account) ? ABSENT : 0) | byId;
    for (const { identity } of linked) {
      this.#claims.push(hashOf(`${account.app} ${identityRef(identity)}`));
      this.#rows.push(row);
      this.#states.push(state);
    }
  }

  /** Two active ones may be duplicates; one that vanished may be another under its old name; an id may yield. */
  *parts(islands: Islands, size: number): Generator<Part, void, void> {
    const order = Uint32Array.from({ length: this.#claims.length }, (_, index) => index).sort(
      (a, b) => this.#claims.at(a) - this.#claims.at(b),
    );
    const again = new Set<number>();
    for (let start = 0; start < order.length; ) {
      let end = start + 1;
      while (end < order.length && this.#claim(order, end) === this.#claim(order, start)) end += 1;
      const group = order.subarray(start, end);
      if (group.length > 1 && this.#matters(group)) {
        const [first = 0] = group;
        for (const one of group) {
          islands.join(this.#rows.at(first), this.#rows.at(one));
          again.add(this.#rows.at(one));
        }
      }
      start = end;
    }
    if (again.size > 0) yield* islands.parts(size, again);
  }

  #claim(order: Uint32Array, index: number): number {
    return this.#claims.at(order[index] ?? 0);
  }

  #matters(group: Uint32Array): boolean {
    const states = [...group].map((one) => this.#states.at(one));
    return states.filter((one) => (one & ACTIVE) > 0).length > 1 || states.some((one) => (one & (ABSENT | BY_ID)) > 0);
  }
}

function isGone(account: Account): boolean {
  return account.status === 'absent' && !isOnlyMentioned(account);
}

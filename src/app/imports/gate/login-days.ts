import { DAY_MS, type Instant } from '../../../model/time.ts';
import type { UsageSeen } from '../../../reconcile/guards/turned-round.ts';
import type { Side } from './staged-person.ts';

/** A sign-in in the last thirty days shows somebody who works there. */
const LATELY_DAYS = 30;

/** Counts on which days the accounts of one list were last used, by status. */
export class LoginDays {
  readonly #days = new Map<string, { active: number; ended: number }>();
  readonly #never = { active: 0, ended: 0 };

  add(side: Side, at: string | null): void {
    if (side === 'other') return;
    if (at === null) {
      this.#never[side] += 1;
      return;
    }
    const day = at.slice(0, 10);
    const known = this.#days.get(day);
    if (known === undefined) this.#days.set(day, { active: 0, ended: 0, [side]: 1 });
    else known[side] += 1;
  }

  /** The use of the accounts; null if no sign-in is known. */
  usage(asOf: Instant): UsageSeen | null {
    if (this.#days.size === 0) return null;
    const since = lately([...this.#days.keys()], asOf);
    const sum = { activeUsed: 0, activeUnused: this.#never.active, endedUsed: 0, endedUnused: this.#never.ended };
    for (const [day, { active, ended }] of this.#days) {
      if (day >= since) {
        sum.activeUsed += active;
        sum.endedUsed += ended;
      } else {
        sum.activeUnused += active;
        sum.endedUnused += ended;
      }
    }
    return { ...sum, accounts: sum.activeUsed + sum.activeUnused + sum.endedUsed + sum.endedUnused };
  }
}

/**
 * The first day that counts as recent. It is counted from the newest sign-in, since the as-of may be later than the
 * list.
 */
export function lately(days: readonly string[], asOf: Instant): string {
  const newest = days.reduce((one, other) => (other > one ? other : one), '');
  const from = newest === '' || newest > asOf.slice(0, 10) ? asOf : newest;
  return new Date(Date.parse(from) - LATELY_DAYS * DAY_MS).toISOString().slice(0, 10);
}

import { type Account, firstShownAt, isOnlyMentioned } from '../../model/account.ts';
import type { Instant } from '../../model/time.ts';
import type { CorrelatedAccount } from '../decide/correlated-account.ts';
import { MOST_NAMED } from '../state/renames.ts';
import { compareText } from '../state/snapshot-order.ts';
import { claimKey, type HighFanIn } from './high-fan-in.ts';
import { claimOf } from './yield-near-ids.ts';

/** One more than an account names: one of those kept may be the account itself. */
const KEPT = 11;

interface HighFanInIdentity {
  claimants: number;
  readonly first: CorrelatedAccount[];
  /** By the moment they were first shown, the first ones by id: more are never named. */
  readonly newcomers: Map<Instant, string[]>;
}

/** Keeps, of the thousands of accounts that claim one identity, the few that any of them names. */
export class HighFanInBook implements HighFanIn {
  readonly #isWanted: (key: string) => boolean;
  readonly #identities = new Map<string, HighFanInIdentity>();
  #firsts: ReadonlyMap<string, CorrelatedAccount> | null = null;

  constructor(isWanted: (key: string) => boolean) {
    this.#isWanted = isWanted;
  }

  see(pair: CorrelatedAccount): void {
    this.#firsts = null;
    const { account, correlation } = pair;
    const { weak } = claimOf(account.app, correlation);
    for (const { identity } of correlation.linked) {
      const key = claimKey(account.app, identity);
      if (!this.#isWanted(key)) continue;
      const claimed = this.#identities.get(key) ?? { claimants: 0, first: [], newcomers: new Map() };
      this.#identities.set(key, claimed);
      claimed.claimants += 1;
      // A weak link to a high-fan-in identity becomes a candidate, so the account no longer claims it.
      if (weak !== null) continue;
      if (account.status === 'active') keepFirst(claimed.first, pair, KEPT, (one) => one.account.accountId);
      if (!isOnlyMentioned(account)) file(claimed, account);
    }
  }

  has(key: string): boolean {
    return (this.#identities.get(key)?.claimants ?? 0) > 1;
  }

  others(key: string): readonly string[] {
    return this.#identities.get(key)?.first.map((one) => one.account.accountId) ?? [];
  }

  newcomers(key: string, after: Instant, until: Instant): readonly string[] {
    const all = [...(this.#identities.get(key)?.newcomers ?? [])].sort(([a], [b]) => compareText(a, b));
    return all
      .filter(([at]) => at > after && at <= until)
      .flatMap(([, ids]) => ids)
      .slice(0, MOST_NAMED);
  }

  find(accountId: string): CorrelatedAccount | undefined {
    this.#firsts ??= new Map(
      [...this.#identities.values()].flatMap(({ first }) => first.map((one) => [one.account.accountId, one] as const)),
    );
    return this.#firsts.get(accountId);
  }
}

function file(claimed: HighFanInIdentity, account: Account): void {
  const at = firstShownAt(account);
  const ids = claimed.newcomers.get(at) ?? [];
  claimed.newcomers.set(at, ids);
  keepFirst(ids, account.accountId, MOST_NAMED, (id) => id);
}

/** In order, the first `most`. */
function keepFirst<T>(kept: T[], one: T, most: number, idOf: (one: T) => string): void {
  const last = kept[most - 1];
  if (last !== undefined && idOf(last) <= idOf(one)) return;
  const at = kept.findIndex((other) => idOf(other) > idOf(one));
  kept.splice(at < 0 ? kept.length : at, 0, one);
  if (kept.length > most) kept.pop();
}

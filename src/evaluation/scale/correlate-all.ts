import type { Account } from '../../model/account.ts';
import type { Settings } from '../../model/settings.ts';
import type { CandidateIndex } from '../../reconcile/candidates/candidate-index.ts';
import type { HighFanIn } from '../../reconcile/candidates/high-fan-in.ts';
import { claimOf, yieldNearIds } from '../../reconcile/candidates/yield-near-ids.ts';
import { correlate } from '../../reconcile/decide/correlate.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import type { Decisions } from '../decisions.ts';

type Pairs = ReadonlyMap<string, CorrelatedAccount>;

/** Accounts with whom each belongs to by itself, by account id. */
export function correlateEach(
  accounts: readonly Account[],
  index: CandidateIndex,
  links: Decisions['links'],
  settings: Settings,
): Pairs {
  return new Map(
    accounts.map((account) => {
      const link = links.get(account.accountId) ?? null;
      return [account.accountId, { account, correlation: correlate(account, index, { link }, settings) }];
    }),
  );
}

/** Who owns what, as the accounts together say: a near id yields to the account that has it exactly. */
export function yielding(pairs: Pairs, highFanIn?: HighFanIn): Pairs {
  const claims = [...pairs].map(([id, { account, correlation }]) => [id, claimOf(account.app, correlation)] as const);
  const yielded = yieldNearIds(claims, highFanIn);
  if (yielded.size === 0) return pairs;
  return new Map(
    [...pairs].map(([id, pair]) => [id, { ...pair, correlation: yielded.get(id) ?? pair.correlation }] as const),
  );
}

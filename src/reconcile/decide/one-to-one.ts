import type { Correlation } from '../../model/correlation.ts';
import { type Crowds, claimKey, NO_CROWDS } from '../candidates/crowds.ts';
import type { CorrelatedAccount } from './correlated-account.ts';

/** Others that a duplicate names: of few all, of a crowd some, or thousands with one owner would name each other. */
const MOST_OTHERS = 50;
const OF_A_CROWD = 10;

/** One person, one active account per app: where two claim the same person, both become `duplicate`. */
export function markDuplicates(
  pairs: ReadonlyMap<string, CorrelatedAccount>,
  crowds: Crowds = NO_CROWDS,
): Map<string, Correlation> {
  const claims = new Map<string, string[]>();
  for (const [accountId, pair] of pairs) {
    for (const key of claimsOf(pair)) {
      if (crowds.has(key)) continue;
      const claimants = claims.get(key);
      if (claimants === undefined) claims.set(key, [accountId]);
      else claimants.push(accountId);
    }
  }
  for (const claimants of claims.values()) if (claimants.length > 1) claimants.sort();

  const result = new Map<string, Correlation>();
  for (const [accountId, pair] of pairs) {
    const { correlation } = pair;
    const duplicateOf = othersOf(accountId, pair, claims, crowds);
    result.set(
      accountId,
      duplicateOf.length === 0 ? correlation : { ...correlation, situation: 'duplicate', duplicateOf },
    );
  }
  return result;
}

function othersOf(
  accountId: string,
  pair: CorrelatedAccount,
  claims: ReadonlyMap<string, readonly string[]>,
  crowds: Crowds,
): readonly string[] {
  const others = new Set<string>();
  let most = MOST_OTHERS;
  for (const key of claimsOf(pair)) {
    const claimants = claims.get(key) ?? crowds.others(key);
    if (claimants.length > MOST_OTHERS + 1 || crowds.has(key)) most = OF_A_CROWD;
    for (const one of claimants.slice(0, most + 1)) others.add(one);
  }
  others.delete(accountId);
  return others.size === 0 ? NOBODY : [...others].sort().slice(0, most);
}

const NOBODY: readonly string[] = [];

function claimsOf({ account, correlation }: CorrelatedAccount): readonly string[] {
  if (account.status !== 'active' || correlation.situation !== 'linked') return NOBODY;
  return correlation.linked.map(({ identity }) => claimKey(account.app, identity));
}

import type { Correlation } from '../../model/correlation.ts';
import { claimKey, type HighFanIn, NO_HIGH_FAN_IN } from '../candidates/high-fan-in.ts';
import type { CorrelatedAccount } from './correlated-account.ts';

/** How many other accounts a duplicate names at most. Of a high-fan-in identity fewer: else thousands would name each other. */
const MOST_OTHERS = 50;
const OF_HIGH_FAN_IN = 10;

/** Marks both as `duplicate` where two active accounts of one app are linked to the same person. */
export function markDuplicates(
  pairs: ReadonlyMap<string, CorrelatedAccount>,
  highFanIn: HighFanIn = NO_HIGH_FAN_IN,
): Map<string, Correlation> {
  const claims = new Map<string, string[]>();
  for (const [accountId, pair] of pairs) {
    for (const key of claimsOf(pair)) {
      if (highFanIn.has(key)) continue;
      const claimants = claims.get(key);
      if (claimants === undefined) claims.set(key, [accountId]);
      else claimants.push(accountId);
    }
  }
  for (const claimants of claims.values()) if (claimants.length > 1) claimants.sort();

  const result = new Map<string, Correlation>();
  for (const [accountId, pair] of pairs) {
    const { correlation } = pair;
    const duplicateOf = othersOf(accountId, pair, claims, highFanIn);
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
  highFanIn: HighFanIn,
): readonly string[] {
  const others = new Set<string>();
  let most = MOST_OTHERS;
  for (const key of claimsOf(pair)) {
    const claimants = claims.get(key) ?? highFanIn.others(key);
    if (claimants.length > MOST_OTHERS + 1 || highFanIn.has(key)) most = OF_HIGH_FAN_IN;
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

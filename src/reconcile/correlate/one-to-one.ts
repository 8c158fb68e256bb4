import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import { identityRef } from '../../model/identity.ts';

export interface CorrelatedAccount {
  readonly account: Account;
  readonly correlation: Correlation;
}

/** Others that a duplicate names; thousands with one owner would otherwise name each other. */
const MOST_OTHERS = 50;

/** One person, one active account per app: where two claim the same person, both become `duplicate`. */
export function markDuplicates(pairs: ReadonlyMap<string, CorrelatedAccount>): Map<string, Correlation> {
  const claims = new Map<string, string[]>();
  for (const [accountId, pair] of pairs) {
    for (const key of claimsOf(pair)) {
      const claimants = claims.get(key);
      if (claimants === undefined) claims.set(key, [accountId]);
      else claimants.push(accountId);
    }
  }
  for (const claimants of claims.values()) claimants.sort();

  const result = new Map<string, Correlation>();
  for (const [accountId, pair] of pairs) {
    const others = new Set(claimsOf(pair).flatMap((key) => (claims.get(key) ?? []).slice(0, MOST_OTHERS + 1)));
    others.delete(accountId);
    const duplicateOf = [...others].sort().slice(0, MOST_OTHERS);
    const { correlation } = pair;
    result.set(
      accountId,
      duplicateOf.length === 0 ? correlation : { ...correlation, situation: 'duplicate', duplicateOf },
    );
  }
  return result;
}

function claimsOf({ account, correlation }: CorrelatedAccount): readonly string[] {
  if (account.status !== 'active' || correlation.situation !== 'linked') return [];
  return correlation.linked.map(({ identity }) => `${account.app} ${identityRef(identity)}`);
}

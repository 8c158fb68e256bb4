import { type Account, firstShownAt, isOnlyMentioned } from '../../model/account.ts';
import { identityRef } from '../../model/identity.ts';
import { newcomerFinder } from '../state/renames.ts';
import type { CorrelatedAccount } from './one-to-one.ts';

/**
 * Accounts whose owner got a new one just when they vanished, with that one added to `maybeRenamedTo`. State alone sees
 * shared identifiers and names; only correlation sees a shared owner.
 */
export function markRenamesByOwner(pairs: ReadonlyMap<string, CorrelatedAccount>): Map<string, Account> {
  const find = newcomerFinder(
    [...pairs.values()]
      .filter((pair) => !isOnlyMentioned(pair.account))
      .map((pair) => ({
        id: pair.account.accountId,
        firstSeen: firstShownAt(pair.account),
        keys: ownersOf(pair),
      })),
  );
  return new Map([...pairs].map(([accountId, pair]) => [accountId, withRenames(pair, find)]));
}

function withRenames(pair: CorrelatedAccount, find: ReturnType<typeof newcomerFinder>): Account {
  const { account } = pair;
  const last = account.sightings.findLast((sighting) => sighting.status !== 'absent');
  // Nobody rebuilds an account that was closed already by renaming it.
  if (account.status !== 'absent' || last === undefined || last.status === 'inactive') return account;
  const missed = account.sightings.find((sighting) => sighting.asOf > last.asOf);
  if (missed === undefined) return account;
  const found = find({ keys: ownersOf(pair), after: last.asOf, until: missed.asOf });
  const maybeRenamedTo = [...new Set([...account.maybeRenamedTo, ...found])].sort();
  return maybeRenamedTo.length === account.maybeRenamedTo.length ? account : { ...account, maybeRenamedTo };
}

function ownersOf({ account, correlation }: CorrelatedAccount): readonly string[] {
  return correlation.linked.map(({ identity }) => `${account.app} ${identityRef(identity)}`);
}

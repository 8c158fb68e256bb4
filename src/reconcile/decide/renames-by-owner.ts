import { type Account, firstShownAt, isOnlyMentioned } from '../../model/account.ts';
import { claimKey, type HighFanIn, NO_HIGH_FAN_IN } from '../candidates/high-fan-in.ts';
import { newcomerFinder } from '../state/renames.ts';
import type { CorrelatedAccount } from './correlated-account.ts';

/**
 * Accounts whose owner got a new one just when they vanished, with that one added to `maybeRenamedTo`. State alone sees
 * shared identifiers and names; only correlation sees a shared owner.
 */
export function markRenamesByOwner(
  pairs: ReadonlyMap<string, CorrelatedAccount>,
  highFanIn: HighFanIn = NO_HIGH_FAN_IN,
): ReadonlyMap<string, Account> {
  // Nobody vanished: then nobody can bear another id now.
  if (![...pairs.values()].some(({ account }) => account.status === 'absent'))
    return new Map([...pairs].map(([accountId, { account }]) => [accountId, account]));
  const find = newcomerFinder(
    [...pairs.values()]
      .filter((pair) => !isOnlyMentioned(pair.account))
      .map((pair) => ({
        id: pair.account.accountId,
        firstSeen: firstShownAt(pair.account),
        keys: ownersOf(pair).filter((key) => !highFanIn.has(key)),
      })),
  );
  return new Map([...pairs].map(([accountId, pair]) => [accountId, withRenames(pair, find, highFanIn)]));
}

function withRenames(pair: CorrelatedAccount, find: ReturnType<typeof newcomerFinder>, highFanIn: HighFanIn): Account {
  const { account } = pair;
  const last = account.sightings.findLast((sighting) => sighting.status !== 'absent');
  // Nobody rebuilds an account that was closed already by renaming it.
  if (account.status !== 'absent' || last === undefined || last.status === 'inactive') return account;
  const missed = account.sightings.find((sighting) => sighting.asOf > last.asOf);
  if (missed === undefined) return account;
  const owners = ownersOf(pair);
  const found = find({ keys: owners, after: last.asOf, until: missed.asOf });
  const ofHighFanIn = owners.flatMap((key) => highFanIn.newcomers(key, last.asOf, missed.asOf));
  const maybeRenamedTo = [...new Set([...account.maybeRenamedTo, ...found, ...ofHighFanIn])].sort();
  return maybeRenamedTo.length === account.maybeRenamedTo.length ? account : { ...account, maybeRenamedTo };
}

function ownersOf({ account, correlation }: CorrelatedAccount): readonly string[] {
  return correlation.linked.map(({ identity }) => claimKey(account.app, identity));
}

import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { AccountEntry } from './account-entry.ts';
import {
  type AccountKey,
  accountIdOf,
  byKeyStrength,
  foldAccountKeys,
  formerIdsOf,
  prefixedIdOf,
} from './account-keys.ts';
import { attachMentions, type ShownGroup } from './attach-mentions.ts';
import type { MentionEntry } from './mention-entry.ts';

/** Everything that was said of one account. */
export interface AccountGroup {
  readonly accountId: string;
  readonly owner: AccountKey;
  /** Every key of its rows, strongest first; empty: no users export ever showed it. */
  readonly members: readonly AccountEntry[];
  readonly mentions: readonly MentionEntry[];
}

/** Accounts that users exports showed first, then those that are only mentioned; of Clari before others. */
export function groupAccounts(
  rows: readonly AccountEntry[],
  mentions: readonly MentionEntry[],
): readonly AccountGroup[] {
  const shown = foldRows(rows.toSorted(byKeyStrength));
  const own = shown.filter((group) => group.owner.app === DEFAULT_APP);
  const { byGroup, alone } = attachMentions(own, mentions.toSorted(byKeyStrength));
  const nameOf = namer();
  const clari = [
    ...own.map((group) => ({ ...group, mentions: byGroup.get(group) ?? [] })),
    ...alone.flatMap((group) => {
      const sorted = group.toSorted(byKeyStrength);
      const [owner] = sorted;
      return owner === undefined ? [] : [{ owner, members: [], mentions: sorted }];
    }),
  ].map((group) => ({ ...group, accountId: nameOf(group.owner, new Set()) }));
  const formerly = new Set(clari.flatMap((group) => keysOf(group).flatMap(formerIdsOf)));
  const others = shown
    .filter((group) => group.owner.app !== DEFAULT_APP)
    .map((group) => ({ ...group, mentions: [], accountId: nameOf(group.owner, formerly) }));
  return [...clari, ...others];
}

/** Every key that the account was ever named by. */
export function keysOf(group: Pick<AccountGroup, 'members' | 'mentions'>): readonly AccountKey[] {
  return [...group.members, ...group.mentions];
}

function foldRows(entries: readonly AccountEntry[]): readonly ShownGroup[] {
  const foldedInto = foldAccountKeys(entries);
  const members = new Map<AccountEntry, AccountEntry[]>();
  for (const entry of entries) {
    const owner = foldedInto.get(entry) ?? entry;
    const group = members.get(owner);
    if (group === undefined) members.set(owner, [entry]);
    else group.push(entry);
  }
  return [...members].map(([owner, group]) => ({ owner, members: group }));
}

/** Gives each account an id that no earlier one has, its bare id where that is free. */
function namer(): (owner: AccountKey, notBare: ReadonlySet<string>) => string {
  const taken = new Set<string>();
  return (owner, notBare) => {
    const bare = accountIdOf(owner);
    const wanted = notBare.has(bare) ? prefixedIdOf(owner) : bare;
    const accountId = taken.has(wanted) ? `${owner.app}:${owner.kind}:${owner.value}` : wanted;
    taken.add(accountId);
    return accountId;
  };
}

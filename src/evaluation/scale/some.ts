import type { Account } from '../../model/account.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import type { Identity } from '../../model/identity.ts';
import { isRemembered, readsAt, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { idsOfKey } from '../../reconcile/state/account-keys.ts';
import { accountHistory } from '../../reconcile/state/accounts.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import type { StoreReader } from '../../store/store.ts';
import type { CalledAccounts } from '../evaluating.ts';
import { gatherIdentities, gatherNamedAccounts, loadAccounts, loadIdentities } from './reads.ts';

/** Accounts that are, or once were, called one of these, and those that have to be seen with them: never all of a million. */
export async function accountsCalled(
  reader: StoreReader,
  snapshots: readonly Snapshot[],
  ids: ReadonlySet<string>,
): Promise<CalledAccounts> {
  const remembered = snapshots.filter(isRemembered);
  const rows = new Set<number>();
  const gathered = await gatherNamedAccounts(reader, remembered, pause, (row, at) => {
    if (idsOfKey('app' in row ? row.app : DEFAULT_APP, row.key).some((id) => ids.has(id))) rows.add(at);
  });
  const accounts: Account[] = [];
  const accountAliases = new Map<string, string>();
  if (rows.size === 0) return { accounts, accountAliases };
  for (const part of gathered.components.parts(AT_ONCE, rows)) {
    const history = accountHistory(gathered.tallies);
    await loadAccounts(reader, gathered, part, history);
    accounts.push(...history.build(remembered));
    for (const [former, now] of history.aliases()) accountAliases.set(former, now);
  }
  return { accounts, accountAliases };
}

/** Identities one of whose rows has one of these names: an id, a login or any address, in lower case. */
export async function identitiesCalled(
  reader: StoreReader,
  now: Instant,
  wanted: ReadonlySet<string>,
): Promise<readonly Identity[]> {
  const remembered = readsAt(await reader.snapshots(), now).filter(isRemembered);
  const rows = new Set<number>();
  const gathered = await gatherIdentities(reader, remembered, pause, (row, at) => {
    const { directory, identityId, login, email } = row;
    const others = 'otherEmails' in row ? row.otherEmails : [];
    const names = [`${directory}/${identityId ?? ''}`, identityId, login, email, ...others];
    if (names.some((one) => one != null && wanted.has(one.toLowerCase()))) rows.add(at);
  });
  const identities: Identity[] = [];
  if (rows.size === 0) return identities;
  for (const part of gathered.components.parts(AT_ONCE, rows)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    identities.push(...history.build(remembered));
  }
  return identities;
}

const AT_ONCE = 2_000;

/** Others get their turn between two pages. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

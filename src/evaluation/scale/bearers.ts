import type { Account } from '../../model/account.ts';
import type { Identity } from '../../model/identity.ts';
import type { IdentityObservation } from '../../model/observation.ts';
import { isRemembered, readsAt } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { accountHistory } from '../../reconcile/state/accounts.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import type { StoreReader } from '../../store/store.ts';
import { gatherIdentities, gatherNamedAccounts, loadAccounts, loadIdentities } from './reads.ts';
import { pause } from './some.ts';

export type Named = Pick<IdentityObservation, 'name' | 'givenName' | 'familyName'>;

/** Whether a name, whole or in parts, is one of those that are looked for. */
export type Bears = (named: Named) => boolean;

const AT_ONCE = 2_000;

/** Accounts one of whose rows has such a name, whatever the latest one says. */
export async function* accountsBearing(
  reader: StoreReader,
  now: Instant,
  bears: Bears,
): AsyncGenerator<Account, void, void> {
  const remembered = readsAt(await reader.snapshots(), now).filter(isRemembered);
  const rows = new Set<number>();
  const gathered = await gatherNamedAccounts(reader, remembered, pause, (row, at) => {
    if ('name' in row && 'givenName' in row && bears(row)) rows.add(at);
  });
  for (const part of rows.size === 0 ? [] : gathered.components.parts(AT_ONCE, rows)) {
    const history = accountHistory(gathered.tallies);
    await loadAccounts(reader, gathered, part, history);
    yield* history.build(remembered);
  }
}

/** Identities one of whose rows has such a name. */
export async function* identitiesBearing(
  reader: StoreReader,
  now: Instant,
  bears: Bears,
): AsyncGenerator<Identity, void, void> {
  const remembered = readsAt(await reader.snapshots(), now).filter(isRemembered);
  const rows = new Set<number>();
  const gathered = await gatherIdentities(reader, remembered, pause, (row, at) => {
    if ('name' in row && 'givenName' in row && bears(row)) rows.add(at);
  });
  for (const part of rows.size === 0 ? [] : gathered.components.parts(AT_ONCE, rows)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    yield* history.build(remembered);
  }
}

import { gatherAccounts, gatherIdentities, loadAccounts, loadIdentities } from '../../evaluation/scale/reads.ts';
import { pause } from '../../evaluation/scale/some.ts';
import type { Account } from '../../model/account.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import { isRemembered, type Snapshot } from '../../model/snapshot.ts';
import { nameKeys, parseName } from '../../reconcile/normalise/names.ts';
import { accountHistory } from '../../reconcile/state/accounts.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import type { JudgedAccount, StoreReader } from '../../store/store.ts';
import { AskedOfEverybody } from './asked-of-everybody.ts';

interface Bearer {
  readonly accountId: string;
  /** `directory/identity_id` of everybody that the account is linked to. */
  readonly refs: readonly string[];
  readonly names: readonly string[];
}

/** Whether nobody else that any read knows, with an account or without, has one of these names, however written. */
export function isOnlyBearer(
  reader: StoreReader,
  { account, correlation }: JudgedAccount,
  names: readonly string[],
): Promise<boolean> {
  const refs = correlation.linked.map((one) => identityRef(one.identity));
  return bearers.ask(reader, { accountId: account.accountId, refs: refs.sort(), names });
}

const bearers = new AskedOfEverybody(async (reader, { accountId, refs, names }: Bearer): Promise<boolean> => {
  const theirs = new Set(names.flatMap(keysOf));
  const bears = (name: string | null) => name !== null && keysOf(name).some((key) => theirs.has(key));
  const remembered = (await reader.snapshots()).filter(isRemembered);
  for await (const account of accountsWith(reader, remembered, bears))
    if (account.accountId !== accountId && bears(account.latest.name)) return false;
  const own = new Set(refs);
  for await (const identity of identitiesWith(reader, remembered, bears))
    if (!own.has(identityRef(identity)) && bears(identity.latest.name)) return false;
  return true;
});

/** However its words are ordered and spelled; a single word is its own key. */
function keysOf(name: string): readonly string[] {
  return [name.trim().toLowerCase(), ...nameKeys(parseName({ name, givenName: null, familyName: null }))];
}

type Bears = (name: string | null) => boolean;

const AT_ONCE = 2_000;

/** Accounts one of whose rows has such a name, whatever the latest one says. */
async function* accountsWith(
  reader: StoreReader,
  remembered: readonly Snapshot[],
  bears: Bears,
): AsyncGenerator<Account, void, void> {
  const rows = new Set<number>();
  const gathered = await gatherAccounts(reader, remembered, pause, ({ name }, at) => {
    if (bears(name)) rows.add(at);
  });
  for (const part of rows.size === 0 ? [] : gathered.islands.parts(AT_ONCE, rows)) {
    const history = accountHistory(gathered.tallies);
    await loadAccounts(reader, gathered, part, history);
    yield* history.build(remembered);
  }
}

async function* identitiesWith(
  reader: StoreReader,
  remembered: readonly Snapshot[],
  bears: Bears,
): AsyncGenerator<Identity, void, void> {
  const rows = new Set<number>();
  const gathered = await gatherIdentities(reader, remembered, pause, (row, at) => {
    if ('name' in row && bears(row.name)) rows.add(at);
  });
  for (const part of rows.size === 0 ? [] : gathered.islands.parts(AT_ONCE, rows)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    yield* history.build(remembered);
  }
}

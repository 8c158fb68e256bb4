import { accountsBearing, identitiesBearing } from '../../evaluation/index.ts';
import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { nameKeys, parseName } from '../../reconcile/normalise/names.ts';
import type { StoreReader } from '../../store/store.ts';
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
  for await (const account of accountsBearing(reader, bears))
    if (account.accountId !== accountId && bears(account.latest.name)) return false;
  const own = new Set(refs);
  for await (const identity of identitiesBearing(reader, bears))
    if (!own.has(identityRef(identity)) && bears(identity.latest.name)) return false;
  return true;
});

/** However its words are ordered and spelled; a single word is its own key. */
function keysOf(name: string): readonly string[] {
  return [name.trim().toLowerCase(), ...nameKeys(parseName({ name, givenName: null, familyName: null }))];
}

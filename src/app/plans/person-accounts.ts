import { accountsByEmail, accountsOfIdentity, judgedAccount } from '../../evaluation/index.ts';
import { DEFAULT_APP } from '../../model/apps-in-use.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare, quote } from '../../model/foreign.ts';
import { identityRef } from '../../model/identity.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { NotCovered } from '../../model/plan.ts';
import { provesAbsence, readsAt, usersListOf } from '../../model/snapshot.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { accountsNamed } from '../lookups/find-account.ts';

/** The accounts that are linked to one person, and what else may be theirs. */
export interface PersonAccounts {
  /** In the order of the applications in use. */
  readonly linked: readonly [JudgedAccount, ...JudgedAccount[]];
  readonly notCovered: readonly NotCovered[];
}

type Asking = Pick<Deps, 'settings' | 'clock'>;

/**
 * Finds the person who owns the named account, in any application in use, and all their accounts.
 * @throws ERR_ACCOUNT_UNKNOWN if there is no such account; ERR_ACCOUNT_AMBIGUOUS if several people have one; ERR_ARGUMENT
 * if nobody is linked to it.
 */
export async function accountsOfPerson(reader: StoreReader, deps: Asking, wanted: string): Promise<PersonAccounts> {
  const named = await namedAnywhere(reader, deps, wanted);
  const owned = named.filter((one) => refsOf(one).length > 0);
  const [first] = owned;
  if (first === undefined) throw nobodyLinked(named, wanted);
  const refs = new Set(refsOf(first));
  const around = await aroundIdentities(reader, deps, refs);
  if (owned.some((one) => !isTheirs(one, refs))) throw severalPeople(owned, wanted);
  const others = [...around, ...(await sameAddress(reader, deps, around, refs))];
  const { settings } = deps;
  const isInUse = ({ account }: JudgedAccount) => settings.profiles.some(({ id }) => id === account.app);
  const [one, ...rest] = others
    .filter((other) => isTheirs(other, refs) && isInUse(other))
    .toSorted((a, b) => placeOf(deps, a) - placeOf(deps, b) || (a.account.accountId < b.account.accountId ? -1 : 1));
  if (one === undefined) throw nobodyLinked(named, wanted);
  const left = others
    .filter((other) => !isTheirs(other, refs) || !isInUse(other))
    .map((other) => notCovered(other, refs, isInUse(other)))
    .toSorted((a, b) => (`${a.app} ${a.accountId}` < `${b.app} ${b.accountId}` ? -1 : 1));
  return { linked: [one, ...rest], notCovered: [...left, ...(await unread(reader, deps, others))] };
}

async function namedAnywhere(
  reader: StoreReader,
  { settings }: Asking,
  wanted: string,
): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  const [, exact] = /^id=(.+)$/.exec(wanted.trim()) ?? [];
  const one = exact === undefined ? null : await judgedAccount(reader, settings, exact);
  if (one !== null) return [one];
  for (const { id } of settings.profiles) {
    const { byId, byEmail } = await accountsNamed(reader, settings, wanted.trim(), id);
    for (const one of [...(byId === null ? [] : [byId]), ...byEmail]) found.set(one.account.accountId, one);
  }
  if (found.size > 0) return [...found.values()];
  throw new ClariIdentityError(
    'ERR_ACCOUNT_UNKNOWN',
    `No account of any application in use is known as ${quote(wanted.trim())}.`,
    'Check the spelling, call list_clari_users with a query, or import a users list that has the account.',
  );
}

/** Accounts that are linked to these identities or have them as candidates; more identities of the person are added to them. */
async function aroundIdentities(
  reader: StoreReader,
  { settings }: Asking,
  refs: Set<string>,
): Promise<readonly JudgedAccount[]> {
  const found = new Map<string, JudgedAccount>();
  // A set is walked to its end, also over what is added on the way.
  for (const ref of refs)
    for (const one of await accountsOfIdentity(reader, settings, ref)) {
      found.set(one.account.accountId, one);
      if (isTheirs(one, refs)) for (const other of refsOf(one)) refs.add(other);
    }
  return [...found.values()];
}

/** Accounts with an address of the person that no link says to be theirs. */
async function sameAddress(
  reader: StoreReader,
  { settings }: Asking,
  around: readonly JudgedAccount[],
  refs: ReadonlySet<string>,
): Promise<readonly JudgedAccount[]> {
  const theirs = around.filter((one) => isTheirs(one, refs));
  const addresses = theirs.flatMap(({ account, correlation }) => [
    account.latest.email,
    ...correlation.linked.flatMap(({ identity: { latest } }) => [latest.email, latest.login]),
  ]);
  const found = new Map<string, JudgedAccount>();
  for (const address of new Set(addresses.filter((one) => one !== null)))
    for (const one of await accountsByEmail(reader, settings, address)) found.set(one.account.accountId, one);
  for (const { account } of around) found.delete(account.accountId);
  return [...found.values()];
}

function notCovered({ account, correlation }: JudgedAccount, refs: ReadonlySet<string>, isInUse: boolean): NotCovered {
  const { app, accountId } = account;
  const own = { app, accountId };
  if (!isInUse)
    return {
      ...own,
      reason: 'app_not_in_use',
      why: `The application is not in use here: add it to CLARI_IDENTITY_APPS and draft again.`,
    };
  const candidate = correlation.candidates.find((one) => refs.has(identityRef(one.identity)));
  if (candidate !== undefined)
    return {
      ...own,
      reason: 'candidate',
      why: `It may be theirs, and is not linked: ${candidate.whyNot ?? 'a person has to decide'}. Decide the link (get_identity, then resolve_link), and draft again.`,
    };
  const [owner] = correlation.linked;
  return {
    ...own,
    reason: 'same_address',
    why:
      owner === undefined
        ? 'It has an address of this person, and nobody is linked to it: decide the link, and draft again.'
        : `It has an address of this person, and is linked to ${quote(identityRef(owner.identity))}: decide whose it is.`,
  };
}

/** Applications of which no list says whether the person has an account there. */
async function unread(
  reader: StoreReader,
  { settings, clock }: Asking,
  known: readonly JudgedAccount[],
): Promise<readonly NotCovered[]> {
  const now = clock();
  const reads = readsAt(await reader.snapshots(), now).filter(provesAbsence);
  const isClari = known.some(({ account }) => account.app === DEFAULT_APP);
  return settings.profiles.flatMap(({ id, name }) => {
    // The plan of a Clari account looks for one in Copilot by itself.
    if (known.some(({ account }) => account.app === id) || (id === 'copilot' && isClari)) return [];
    const newest = reads.findLast((one) => usersListOf(one) === id);
    const isFresh = newest !== undefined && Date.parse(now) - Date.parse(newest.asOf) < settings.staleAfterMs;
    if (isFresh) return [];
    const why =
      newest === undefined
        ? `No complete users list of ${name} was read: whether they have an account there is not known. Import one, or look there.`
        : `The last complete users list of ${name} is of ${newest.asOf} and has none of theirs: import a newer one, or look there.`;
    return [{ app: id, accountId: null, reason: 'no_list' as const, why }];
  });
}

function refsOf({ correlation }: JudgedAccount): readonly string[] {
  return correlation.linked.map(({ identity }) => identityRef(identity));
}

function isTheirs(one: JudgedAccount, refs: ReadonlySet<string>): boolean {
  return refsOf(one).some((ref) => refs.has(ref));
}

function placeOf({ settings }: Asking, { account }: JudgedAccount): number {
  return settings.profiles.findIndex(({ id }) => id === account.app);
}

function nobodyLinked(named: readonly JudgedAccount[], wanted: string): ClariIdentityError {
  const [one] = named;
  const isDisputed = (one?.correlation.candidates.length ?? 0) > 0;
  return new ClariIdentityError(
    'ERR_ARGUMENT',
    `Nobody is linked to ${quote(wanted.trim())}${isDisputed ? ', there are only candidates' : ''}: which other accounts are theirs is not known. No plan was drafted.`,
    isDisputed
      ? 'Decide the link first (get_identity, then resolve_link), or draft the plan of this account alone.'
      : 'Import the directory that has the person, or draft the plan of this account alone.',
  );
}

function severalPeople(owned: readonly JudgedAccount[], wanted: string): ClariIdentityError {
  const shown = owned.map(
    (one) => `${bare(one.account.accountId)} in ${bare(one.account.app)} of ${refsOf(one).map(bare).join(', ')}`,
  );
  return new ClariIdentityError(
    'ERR_ACCOUNT_AMBIGUOUS',
    `${quote(wanted.trim())} names accounts of several people: ${shown.join('; ')}.`,
    'Call again with id= before one of these account ids. Nothing was done.',
  );
}

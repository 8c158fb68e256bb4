import type { Account } from '../../model/account.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { DecidedIdentity } from '../../model/decision.ts';
import { type Identity, identityRef } from '../../model/identity.ts';
import { isRemembered, readsAt, type Snapshot } from '../../model/snapshot.ts';
import { buildCandidateIndex, type CandidateIndex } from '../../reconcile/candidates/candidate-index.ts';
import { claimKey } from '../../reconcile/candidates/high-fan-in.ts';
import { type Claim, YIELDED } from '../../reconcile/candidates/yield-near-ids.ts';
import { correlate } from '../../reconcile/decide/correlate.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import { markDuplicates } from '../../reconcile/decide/one-to-one.ts';
import { markRenamesByOwner } from '../../reconcile/decide/renames-by-owner.ts';
import { type AccountTraits, accountTraits } from '../../reconcile/normalise/traits.ts';
import { asSeenFrom, isEnteredAs } from '../../reconcile/state/seen-from.ts';
import type { StoreReader } from '../../store/store.ts';
import { yielding } from './correlate-all.ts';
import { type Around, indexAround } from './index-around.ts';
import { openCases } from './open-cases.ts';
import { accountsCalled, pause } from './some.ts';
import type { EvaluationContext } from './verdict.ts';

/** An account as it was judged, and whom it belongs to now that somebody decided. */
export interface Relinked {
  readonly before: CorrelatedAccount;
  readonly now: CorrelatedAccount;
  /** The accounts that `now.correlation.duplicateOf` names. */
  readonly duplicates: readonly CorrelatedAccount[];
}

/** More than that are not looked at one by one. */
const MOST_TOGETHER = 500;

/**
 * What decisions on the links of these accounts change: of them, and of those who claim the same people as they did or
 * do now. Everybody else stays as judged. `context` has the decisions as they are to hold. Null: more than `atMost` claim them.
 */
export async function relink(
  reader: StoreReader,
  context: EvaluationContext,
  accountIds: readonly string[],
  atMost = MOST_TOGETHER,
): Promise<readonly Relinked[] | null> {
  const remembered = readsAt(await reader.snapshots(), context.now).filter(isRemembered);
  const decided = await openCases(reader, await reader.cases(accountIds), context.settings);
  const index = await indexFor(reader, remembered, context, decided);
  const owners = new Set<string>();
  const pairs = new Map<string, CorrelatedAccount>();
  for (const { account, correlation } of decided) {
    const now = correlated(account, index, context);
    for (const one of [...claimsOf(correlation, index), ...now.linked.map(({ identity }) => identity)])
      owners.add(claimKey(account.app, one));
    pairs.set(account.accountId, { account, correlation: now });
  }
  const others = await claimants(reader, context, owners, pairs, atMost);
  if (others === null) return null;
  const yielded = others.filter(({ correlation }) => hasYielded(correlation));
  const further = yielded.length === 0 ? index : await indexFor(reader, remembered, context, yielded);
  for (const { account, correlation } of others)
    pairs.set(account.accountId, {
      account,
      correlation: hasYielded(correlation) ? correlated(account, further, context) : alone(correlation),
    });
  const all = [...decided, ...others];
  await takeBackRenames(reader, remembered, all, pairs);
  return together(all, yielding(pairs));
}

/** Who else claims these owners; null: too many. */
async function claimants(
  reader: StoreReader,
  { settings }: EvaluationContext,
  owners: ReadonlySet<string>,
  pairs: ReadonlyMap<string, CorrelatedAccount>,
  atMost: number,
): Promise<readonly CorrelatedAccount[] | null> {
  const found = new Map<string, CorrelatedAccount>();
  for (const owner of owners) {
    const [app = '', ...ref] = owner.split(' ');
    const stored = (await reader.casesByIdentity(ref.join(' '))).filter(
      (one) => one.app === app && !pairs.has(one.accountId) && !found.has(one.accountId),
    );
    if (found.size + stored.length > atMost) return null;
    for (const one of await openCases(reader, stored, settings))
      if (one.correlation.linked.length > 0 || hasYielded(one.correlation)) found.set(one.account.accountId, one);
  }
  return [...found.values()];
}

/** As a part of everything is judged: a near id yields, those who vanished find their new names, duplicates each other. */
function together(
  all: readonly CorrelatedAccount[],
  pairs: ReadonlyMap<string, CorrelatedAccount>,
): readonly Relinked[] {
  const accounts = markRenamesByOwner(pairs);
  const correlations = markDuplicates(pairs);
  return all.flatMap((before) => {
    const { accountId } = before.account;
    const account = accounts.get(accountId);
    const correlation = correlations.get(accountId);
    if (account === undefined || correlation === undefined) return [];
    const duplicates = correlation.duplicateOf.flatMap((id) => pairs.get(id) ?? []);
    return [{ before, now: { account, correlation }, duplicates }];
  });
}

/** What an index has to know to correlate these again, and whom they claimed before. */
async function indexFor(
  reader: StoreReader,
  remembered: readonly Snapshot[],
  context: EvaluationContext,
  cases: readonly CorrelatedAccount[],
): Promise<CandidateIndex> {
  const ruled: AccountTraits[] = [];
  const identities: Identity[] = [];
  const named: NonNullable<ReturnType<EvaluationContext['decided']['links']['get']>>[] = [];
  for (const { account, correlation } of cases) {
    const link = context.decided.links.get(account.accountId);
    if (link?.counts !== true) ruled.push(accountTraits(account.latest, context.settings));
    if (link !== undefined) named.push(link);
    if (hasYielded(correlation)) identities.push(...correlation.candidates.map((one) => one.identity));
  }
  const chosen = named.flatMap((link) => link.identity ?? []);
  if (ruled.length === 0 && identities.length === 0) {
    const known = await indexOfOwners(reader, context, cases, chosen);
    if (known !== null) return known;
  }
  const around: Around = { accounts: ruled, identities: [...chosen, ...identities] };
  const index = await indexAround(reader, remembered, around, pause);
  if (chosen.every((one) => index.find(one) !== null)) return index;
  // Whom a person chose is gone: then candidates are shown, which are found by all that the account has.
  const everything = cases.map(({ account }) => accountTraits(account.latest, context.settings));
  return indexAround(reader, remembered, { ...around, accounts: everything }, pause);
}

/** More accounts of one person say nothing else of them. */
const FEW = 10;

/**
 * Whoever owns an account is kept with it, with everybody who is the same person: no directory has to be gone through for
 * them. Null: one of these owns none, or what others bear decides what an employee id is worth.
 */
async function indexOfOwners(
  reader: StoreReader,
  { settings }: EvaluationContext,
  cases: readonly CorrelatedAccount[],
  chosen: readonly DecidedIdentity[],
): Promise<CandidateIndex | null> {
  const [first] = cases;
  if (first === undefined || cases.some(({ account }) => account.latest.employeeId !== null)) return null;
  // What is kept of somebody says of one application what they may do there, and of no other.
  const { app } = first.account;
  if (!cases.every(({ account }) => isEnteredAs(app, account.app))) return null;
  const people = new Map<string, Identity>();
  for (const ref of new Set(chosen.map(identityRef))) {
    const stored = (await reader.casesByIdentity(ref)).filter((one) => isEnteredAs(app, one.app));
    const owned = await openCases(reader, stored.slice(0, FEW), settings);
    const person = owned.find(({ correlation }) => correlation.linked.some((one) => identityRef(one.identity) === ref));
    if (person === undefined || person.correlation.linked.some((one) => one.ignoresEmployeeId)) return null;
    for (const { identity } of person.correlation.linked) people.set(identityRef(identity), asSeenFrom(app, identity));
  }
  return buildCandidateIndex([...people.values()]);
}

function correlated(account: Account, index: CandidateIndex, { decided, settings }: EvaluationContext): Correlation {
  return correlate(account, index, { link: decided.links.get(account.accountId) ?? null }, settings);
}

/** Whom it claimed by itself, before others were looked at. */
function claimsOf(correlation: Correlation, index: CandidateIndex): Claim['owners'] {
  if (!hasYielded(correlation)) return correlation.linked.map(({ identity }) => identity);
  return correlation.candidates.flatMap(({ identity }) => {
    const known = index.find(identity);
    return known === null ? [identity] : index.persons.of(known).identities;
  });
}

function hasYielded({ candidates }: Correlation): boolean {
  return candidates.some((one) => one.whyNot === YIELDED);
}

/** Without what others made of it. */
function alone(correlation: Correlation): Correlation {
  return correlation.situation === 'duplicate' ? { ...correlation, situation: 'linked', duplicateOf: [] } : correlation;
}

/** A new name that was found by the owner may be none any more: as reads alone say it. */
async function takeBackRenames(
  reader: StoreReader,
  remembered: readonly Snapshot[],
  all: readonly CorrelatedAccount[],
  pairs: Map<string, CorrelatedAccount>,
): Promise<void> {
  const renamed = all.flatMap(({ account }) => (account.maybeRenamedTo.length > 0 ? [account.accountId] : []));
  if (renamed.length === 0) return;
  const { accounts } = await accountsCalled(reader, remembered, new Set(renamed));
  for (const account of accounts) {
    const pair = pairs.get(account.accountId);
    if (pair !== undefined && renamed.includes(account.accountId)) pairs.set(account.accountId, { ...pair, account });
  }
}

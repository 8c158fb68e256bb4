import type { Identity } from '../../model/identity.ts';
import type { AccountObservation, MentionObservation } from '../../model/observation.ts';
import type { Settings } from '../../model/settings.ts';
import { isRemembered, readsAt, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { type CandidateIndex, candidateIndexBuilder } from '../../reconcile/candidates/candidate-index.ts';
import { type HighFanIn, NO_HIGH_FAN_IN } from '../../reconcile/candidates/high-fan-in.ts';
import { coverageFacts, domainsByDirectory } from '../../reconcile/classify/coverage-facts.ts';
import { filedUnder } from '../../reconcile/classify/owners.ts';
import type { CorrelatedAccount } from '../../reconcile/decide/correlated-account.ts';
import { markDuplicates } from '../../reconcile/decide/one-to-one.ts';
import { markRenamesByOwner } from '../../reconcile/decide/renames-by-owner.ts';
import { rowKey } from '../../reconcile/state/account-keys.ts';
import { type AccountHistory, accountHistory } from '../../reconcile/state/accounts.ts';
import { identityHistory } from '../../reconcile/state/identities.ts';
import { IdentityPool } from '../../reconcile/state/lean-identity.ts';
import type { FinishedGeneration, GenerationWriter, KeptJudgement, KeptPremise, Store } from '../../store/store.ts';
import { decidedToday, everythingDecided } from '../decisions.ts';
import { AccountBlocks } from './account-blocks.ts';
import { Claimants } from './claimants.ts';
import type { Part } from './components.ts';
import { correlateEach, yielding } from './correlate-all.ts';
import { Keeper } from './keep.ts';
import { eachByItself, loneReads } from './lone-reads.ts';
import { PlainAccounts } from './plain-accounts.ts';
import { gatherAccounts, gatherIdentities, loadAccounts, loadIdentities, type Passed } from './reads.ts';
import { type RowReader, shortReads } from './short-reads.ts';

export interface JudgedAll {
  readonly revision: number;
  /** The last entry that the ledger had then. */
  readonly ledgerSequence: number;
  readonly generation: FinishedGeneration;
  readonly validUntil: Instant | null;
}

export interface JudgeAllOptions {
  readonly settings: Settings;
  readonly now: Instant;
  /** Reads as they would be: for what nobody publishes. */
  readonly assume?: ((snapshot: Snapshot) => Snapshot) | undefined;
  /** Rows that are in memory at once; connected components are never divided. */
  readonly rowsAtOnce?: number | undefined;
  /** Claimants of one identity that are; of more a few stand for all. */
  readonly claimantsAtOnce?: number | undefined;
  /** Steps done of all; also the place where it stops when nobody wants it any more. */
  progress?(done: number, total: number): Promise<void>;
}

/** Few enough that what one part leaves behind is gone before it grows old: that is what a heap costs. */
const ROWS_AT_ONCE = 500;

/**
 * Judges every account of one revision into a generation that nobody reads yet, in parts: first all identities, in a form
 * that takes little memory, then the accounts, and again those that claim somebody whom others claim too.
 */
export async function judgeAll(
  store: Pick<Store, 'read'>,
  generation: GenerationWriter,
  options: JudgeAllOptions,
): Promise<JudgedAll> {
  const { settings, now } = options;
  const size = options.rowsAtOnce ?? ROWS_AT_ONCE;
  const { revision, ledgerSequence, snapshots, all } = await store.read(async (reader) => ({
    revision: await reader.revision(),
    ledgerSequence: (await reader.lastLedgerEntry())?.sequence ?? 0,
    snapshots: readsAt((await reader.snapshots()).map(options.assume ?? ((snapshot) => snapshot)), now),
    all: await everythingDecided(reader),
  }));
  const reader = shortReads(store);
  const remembered = snapshots.filter(isRemembered);
  const passed = counting(remembered, options);
  const people = await allIdentities(reader, remembered, size, passed);
  const gathered = await gatherAccounts(reader, remembered, passed);
  const aliases = new Map<string, string>();
  const { index } = people;
  const coverage = coverageFacts(snapshots, people.domains, settings, now);
  const kinds = new Map(snapshots.map((one) => [one.snapshotId, one.kind]));
  const isDirectoryRead = (id: string) => kinds.get(id) === 'directory';
  const keeper = new Keeper(
    { coverage, decided: decidedToday(all, aliases, settings, now), settings, now },
    isDirectoryRead,
  );
  const claimants = new Claimants();
  /** Of accounts that never had another id. */
  const byPlainId = decidedToday(all, new Map(), settings, now);
  let validUntil: Instant | null = null;
  const keep = (pairs: ReadonlyMap<string, CorrelatedAccount>, highFanIn: HighFanIn = NO_HIGH_FAN_IN) => {
    const judgements: KeptJudgement[] = [];
    const premises: KeptPremise[] = [];
    // Where nobody has two accounts, no account is another's duplicate, or its new name.
    const isShared = highFanIn !== NO_HIGH_FAN_IN || shareAnOwner(pairs);
    const accounts = isShared ? markRenamesByOwner(pairs, highFanIn) : null;
    const correlations = isShared ? markDuplicates(pairs, highFanIn) : null;
    for (const [key, pair] of pairs) {
      const account = accounts?.get(key) ?? pair.account;
      const correlation = correlations?.get(key) ?? pair.correlation;
      const duplicates = correlation.duplicateOf.flatMap((id) => pairs.get(id) ?? highFanIn.find(id) ?? []);
      const { judgement, premise } = keeper.keep({ account, correlation }, duplicates);
      judgements.push(judgement);
      if (premise === null) continue;
      premises.push(premise);
      validUntil = earlier(validUntil, premise.validUntil);
    }
    return { judgements, premises };
  };
  const plain = new PlainAccounts({
    reads: remembered,
    index,
    settings,
    keeper,
    claimants,
    isWrittenAbout: (id) => byPlainId.records.has(id) || byPlainId.exemptions.has(id) || byPlainId.links.has(id),
    isDirectoryRead,
    newHistory: () => accountHistory(gathered.tallies),
  });
  const blocks = new AccountBlocks(store);
  const rowsAt = (snapshotId: string, lines: readonly number[]) => blocks.rowsAt(snapshotId, lines);
  const historyOf = async (part: Part) => {
    const history = accountHistory(gathered.tallies);
    await loadAccounts(reader, gathered, part, history, rowsAt);
    return history;
  };
  /** And what is judged without one. */
  const restOf = async (part: Part) => {
    const history = accountHistory(gathered.tallies);
    const rows: { readonly snapshot: Snapshot; readonly row: AccountObservation }[] = [];
    let isMentioned = false;
    const into = {
      add: (snapshot: Snapshot, row: AccountObservation) => rows.push({ snapshot, row }),
      addMention(snapshot: Snapshot, row: MentionObservation) {
        isMentioned = true;
        history.addMention(snapshot, row);
      },
    };
    await loadAccounts(reader, gathered, part, into, rowsAt);
    // A mention may be of any of them.
    if (isMentioned) for (const { snapshot, row } of rows) history.add(snapshot, row);
    return { history, judged: plain.judge(isMentioned ? [] : rows, history, part.rowOf) };
  };
  const correlated = (history: AccountHistory) => {
    const former = history.aliases();
    for (const [id, accountId] of former) aliases.set(id, accountId);
    const decided = former.size === 0 ? byPlainId : decidedToday(all, former, settings, now);
    keeper.decided(decided);
    return correlateEach(history.build(remembered), index, decided.links, settings);
  };
  const correlatedPart = async (part: Part) => correlated(await historyOf(part));
  for (const part of gathered.components.parts(size)) {
    const { history, judged } = await restOf(part);
    const pairs = correlated(history);
    for (const { account, correlation } of pairs.values())
      claimants.add(account, correlation, part.rowOf(rowKey(account.latest)));
    const { judgements, premises } = keep(pairs);
    await generation.append([...judged.judgements, ...judgements], [...judged.premises, ...premises]);
    await passed(part.size);
  }
  const { rows, ofHighFanIn, book } = claimants.contested(gathered.components, options.claimantsAtOnce);
  if (ofHighFanIn.size > 0)
    for (const part of gathered.components.parts(size, ofHighFanIn)) {
      for (const pair of (await correlatedPart(part)).values()) book.see(pair);
      await passed(0);
    }
  for (const part of rows.size === 0 ? [] : gathered.components.parts(size, rows)) {
    const pairs = await correlatedPart(part);
    const { judgements, premises } = keep(yielding(pairs, book), book);
    const before = new Map(
      [...pairs].map(([accountId, { correlation }]) => [accountId, filedUnder(correlation, true)]),
    );
    await generation.replace(
      judgements.map((now) => ({ now, refsBefore: before.get(now.accountId) ?? [] })),
      premises,
    );
    await passed(0);
  }
  const { domains, named } = people;
  const reads = new Map(snapshots.map((one) => [one.snapshotId, one.state]));
  return {
    revision,
    ledgerSequence,
    generation: await generation.finish({ aliases, domains, reads, named }),
    validUntil,
  };
}

function shareAnOwner(pairs: ReadonlyMap<string, CorrelatedAccount>): boolean {
  const owners = new Set<Identity>();
  for (const { correlation } of pairs.values())
    for (const { identity } of correlation.linked) {
      if (owners.has(identity)) return true;
      owners.add(identity);
    }
  return false;
}

/** Rows are gone through twice: to see which belong together, and to judge. */
function counting(remembered: readonly Snapshot[], { progress }: JudgeAllOptions): Passed {
  const total = remembered.reduce((sum, one) => sum + one.rowsAccepted, 0) * 2;
  let done = 0;
  return async (rows) => {
    done += rows;
    await progress?.(Math.min(done, total), total);
  };
}

interface People {
  readonly index: CandidateIndex;
  readonly domains: ReadonlyMap<string, ReadonlySet<string>>;
  readonly named: ReadonlySet<string>;
}

async function allIdentities(
  reader: RowReader,
  remembered: readonly Snapshot[],
  size: number,
  passed: Passed,
): Promise<People> {
  const lone = loneReads(remembered);
  if (lone !== null) {
    const people = gatheringPeople();
    if (await eachByItself(reader, lone, size, passed, people.add))
      return people.done(new Set(lone.flatMap(({ directory }) => directory ?? [])));
  }
  const gathered = await gatherIdentities(reader, remembered, passed);
  const people = gatheringPeople();
  for (const part of gathered.components.parts(size)) {
    const history = identityHistory(gathered.matches);
    await loadIdentities(reader, gathered, part, history);
    people.add(history.build(remembered));
    for (const [former, now] of history.aliases()) people.aliases.set(former, now);
    await passed(part.size);
  }
  return people.done(gathered.named);
}

function gatheringPeople() {
  const pool = new IdentityPool();
  const aliases = new Map<string, string>();
  const building = candidateIndexBuilder({ aliases });
  const domains = new Map<string, Set<string>>();
  return {
    aliases,
    add(identities: readonly Identity[]): void {
      for (const [directory, own] of domainsByDirectory(identities)) {
        const known = domains.get(directory) ?? new Set();
        for (const domain of own) known.add(domain);
        domains.set(directory, known);
      }
      for (const identity of identities) building.add(identity, pool.add(identity));
    },
    done: (named: ReadonlySet<string>): People => ({ index: building.build(), domains, named }),
  };
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

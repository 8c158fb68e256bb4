import type { Account } from '../model/account.ts';
import type { LinkDecision } from '../model/decision.ts';
import type { Identity } from '../model/identity.ts';
import type { Settings } from '../model/settings.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import type { JudgementDifference } from '../store/readers/kept-reader.ts';
import type { Store, StoreReader, VerdictChanges } from '../store/store.ts';
import { between } from './evaluate.ts';
import type { CalledAccounts, Watch } from './evaluating.ts';
import type { Bears } from './scale/bearers.ts';
import type { EveryIdentity } from './scale/every-identity.ts';
import type { Effect } from './scale/preview.ts';

// The face of this room: what lies behind it is loaded when somebody asks.
export { appendEntry } from './append-entry.ts';
export { countingAt, type StandingDecision, standingDecisions, standingOf } from './decisions.ts';
export { evaluate, evaluateHere } from './evaluate.ts';
export type { CalledAccounts, EvaluatesElsewhere, JudgeJob, Watch } from './evaluating.ts';
export {
  accountsByEmail,
  accountsByEmails,
  accountsById,
  accountsOfIdentity,
  type JudgedPage,
  judgedAccount,
  judgedByWhatCounts,
  judgedPage,
} from './judged.ts';
export { countChange, lineOfChange, noLinkChanges, readLinksChanged } from './link-changes.ts';
export { hasManyRows } from './many-rows.ts';
export { pages } from './pages.ts';
export type { Named } from './scale/bearers.ts';
export { cancelledError } from './shared-run.ts';

/**
 * Finds the accounts that have, or once had, one of these ids according to the given reads. Walks through the names of
 * all rows.
 */
export async function accountsCalled(
  reader: StoreReader,
  snapshots: readonly Snapshot[],
  ids: ReadonlySet<string>,
): Promise<CalledAccounts> {
  const called = await import('./scale/some.ts');
  return called.accountsCalled(reader, snapshots, ids);
}

/**
 * Finds the identities one of whose rows has one of these names. Walks through the names of all rows.
 *
 * @param wanted Ids, logins or any addresses, in lower case.
 */
export async function identitiesCalled(
  reader: StoreReader,
  now: Instant,
  wanted: ReadonlySet<string>,
): Promise<readonly Identity[]> {
  const called = await import('./scale/some.ts');
  return called.identitiesCalled(reader, now, wanted);
}

/**
 * Shows what a decision on a link would change, for every account that it concerns. Writes nothing.
 *
 * @param decision Null: as if there were no decision about this account.
 */
export async function previewLink(
  reader: StoreReader,
  settings: Settings,
  now: Instant,
  accountId: string,
  decision: LinkDecision | null,
): Promise<readonly Effect[]> {
  const { effectsOfLink } = await import('./scale/preview.ts');
  return effectsOfLink(reader, settings, now, accountId, decision);
}

/**
 * Counts how verdicts would differ if the reads were as `assume` returns them. Judges every account.
 *
 * @param watch Gets the progress, and may end the work; then this throws ERR_CANCELLED.
 */
export async function previewReads(
  store: Store,
  settings: Settings,
  now: Instant,
  assume: (snapshot: Snapshot) => Snapshot,
  watch: Watch | undefined,
): Promise<VerdictChanges> {
  const { verdictsAssuming } = await import('./scale/preview.ts');
  return verdictsAssuming(store, settings, now, assume, watch === undefined ? null : between(watch));
}

/**
 * Judges everything anew and compares it with the stored judgements.
 *
 * @param limit The number of differences of each kind.
 * @returns Null: there are no stored judgements that would be read now.
 */
export async function judgementsAnew(
  store: Store,
  settings: Settings,
  limit: number,
  watch: Watch | undefined,
): Promise<readonly JudgementDifference[] | null> {
  const preview = await import('./scale/preview.ts');
  return preview.judgementsAnew(store, settings, limit, watch === undefined ? null : between(watch));
}

/** Yields every identity of these reads, a part at a time. Goes through all directory rows. */
export async function everyIdentity(reader: StoreReader, reads: readonly Snapshot[]): Promise<EveryIdentity> {
  const every = await import('./scale/every-identity.ts');
  return every.everyIdentity(reader, reads);
}

/** Yields the accounts one of whose rows, not only the latest, has such a name. Walks through the names of all rows. */
export async function* accountsBearing(
  reader: StoreReader,
  now: Instant,
  bears: Bears,
): AsyncGenerator<Account, void, void> {
  const bearers = await import('./scale/bearers.ts');
  yield* bearers.accountsBearing(reader, now, bears);
}

/** Yields the identities one of whose rows has such a name. Walks through the names of all rows. */
export async function* identitiesBearing(
  reader: StoreReader,
  now: Instant,
  bears: Bears,
): AsyncGenerator<Identity, void, void> {
  const bearers = await import('./scale/bearers.ts');
  yield* bearers.identitiesBearing(reader, now, bears);
}

import { accountsCalled, appendEntry, type CalledAccounts, countingAt } from '../../evaluation/index.ts';
import { type ClaimStanding, type DeactivationRecord, type WeighedRecord, weighedRecord } from '../../model/record.ts';
import { readsAt, type Snapshot } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader, StoreWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';

/** A claim with its standing by the known evidence, and what the ledger already says of it. */
export interface WeighedClaim {
  readonly record: WeighedRecord;
  readonly known: ClaimStanding | null;
  readonly standing: ClaimStanding;
  /** The id under which the reads show the account now; null if they show none. */
  readonly shownAs: string | null;
  /** True if the evidence says something that the ledger does not say yet. */
  readonly news: boolean;
}

/**
 * Accounts with a recorded deactivation, as all snapshots show them at `now`: with `counting`, if not null, and without
 * those in `without`.
 */
export async function claimedAccounts(
  reader: StoreReader,
  now: Instant,
  counting: Snapshot | null,
  without: readonly string[] = [],
): Promise<CalledAccounts> {
  const ids = new Set((await reader.records()).map((one) => one.accountId));
  const stored = readsAt(await reader.snapshots(), now).filter(
    ({ snapshotId }) => snapshotId !== counting?.snapshotId && !without.includes(snapshotId),
  );
  const counted = counting === null ? stored : [...stored, { ...counting, state: 'published' as const }];
  return accountsCalled(reader, counted, ids);
}

export async function weighClaims(
  reader: StoreReader,
  { accounts, accountAliases }: CalledAccounts,
  deps: Pick<Deps, 'clock' | 'settings'>,
): Promise<readonly WeighedClaim[]> {
  const byId = new Map(accounts.map((account) => [account.accountId, account]));
  const weighed: WeighedClaim[] = [];
  const counting = await countingAt(reader, deps.settings, deps.clock());
  for (const made of await reader.records()) {
    const record = weighedRecord(made, counting);
    const known = await reader.standing(record.recordId);
    const accountId = accountAliases.get(record.accountId) ?? record.accountId;
    const account = byId.get(accountId) ?? null;
    const standing = claimStanding(record, account, deps.clock(), deps.settings);
    const shownAs = account?.accountId ?? null;
    weighed.push({ record, known, standing, shownAs, news: isNews(known, standing) });
  }
  return weighed;
}

/**
 * Writes what the evidence settled, or no longer settles, each with a ledger entry. Expiry is not written, because the
 * clock implies it.
 */
export async function settleClaims(
  writer: StoreWriter,
  deps: Deps,
  weighed: readonly WeighedClaim[],
): Promise<readonly WeighedClaim[]> {
  const settled = weighed.filter((one) => one.news);
  for (const { record, standing } of settled)
    await writeStanding(writer, deps, record, isSettled(standing) ? standing : WAITING);
  return settled;
}

/** Writes a settled standing and its ledger entry in the caller's transaction. */
export async function writeStanding(
  writer: StoreWriter,
  deps: Pick<Deps, 'clock' | 'actor'>,
  record: Pick<DeactivationRecord, 'recordId' | 'accountId'>,
  standing: ClaimStanding,
): Promise<void> {
  await writer.saveStanding(record.recordId, standing);
  await appendEntry(writer, deps, 'claim.settled', {
    record_id: record.recordId,
    account_id: record.accountId,
    state: standing.state,
    settled_by: standing.settledBySnapshotId,
    settled_as_of: standing.settledAsOf,
    reappeared_as_of: standing.reappearedAsOf,
  });
}

function isNews(known: ClaimStanding | null, standing: ClaimStanding): boolean {
  if (standing.state === 'withdrawn') return false;
  if (!isSettled(standing)) return known !== null && isSettled(known);
  return (
    known === null ||
    known.state !== standing.state ||
    known.settledBySnapshotId !== standing.settledBySnapshotId ||
    known.reappearedAsOf !== standing.reappearedAsOf
  );
}

function isSettled({ state }: ClaimStanding): boolean {
  return state === 'confirmed' || state === 'contradicted';
}

const WAITING: ClaimStanding = {
  state: 'verifying',
  settledBySnapshotId: null,
  settledAsOf: null,
  reappearedAsOf: null,
};

import { accountsById, countingAt, judgedPage } from '../../evaluation/index.ts';
import type { Counting } from '../../model/attestation.ts';
import type { Exposure, ExposureList } from '../../model/exposure.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { type WeighedRecord, weighedRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { JudgedFilter, StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { deadlineOf } from '../work/deadline-of.ts';

type Context = Pick<Deps, 'settings' | 'clock'>;

/** Null: its person never lost access, and nobody stated that it was closed. */
export async function exposureOf(
  reader: StoreReader,
  deps: Context,
  judged: JudgedAccount,
  counting?: Counting,
): Promise<Exposure | null> {
  const { account, correlation, verdict } = judged;
  const weighedAt = counting ?? (await countingAt(reader, deps.settings, deps.clock()));
  const records = (await reader.records({ accountId: account.accountId }))
    .filter((one) => one.withdrawn === undefined)
    .map((one) => weighedRecord(one, weighedAt));
  // A record that does not count replaces nothing.
  const record = records.findLast((one) => one.counts) ?? records.at(-1) ?? null;
  if (record === null && verdict.revokedAtBasis === null) return null;
  const standing = record === null ? null : claimStanding(record, account, deps.clock(), deps.settings);
  const isConfirmed = standing?.state === 'confirmed' && standing.reappearedAsOf === null;
  const isClosed = account.status === 'inactive' || account.status === 'absent';
  return {
    accountId: account.accountId,
    app: account.app,
    email: account.latest.email,
    name: account.latest.name,
    endedAt: verdict.revokedAt,
    stated: record === null || standing === null ? null : statedOf(record, standing),
    seenClosedAt: isClosed ? account.firstInactiveAt : null,
    usedAfter: verdict.usedAfterRevocation,
    lastUseAt: latest([
      account.latest.lastLogin?.at ?? null,
      account.lastActed?.at ?? null,
      ...correlation.linked.map(({ identity }) => identity.lastSsoAt),
    ]),
    dueAt: deadlineOf(judged, deps, isConfirmed && record?.counts === true ? record : null)?.dueAt ?? null,
  };
}

function statedOf(record: WeighedRecord, standing: ReturnType<typeof claimStanding>): Exposure['stated'] {
  const { state, settledAsOf, reappearedAsOf } = standing;
  return {
    at: record.performedAt,
    state,
    counts: record.counts,
    settledAt: settledAsOf,
    reappearedAt: reappearedAsOf,
  };
}

function latest(moments: readonly (Instant | null)[]): Instant | null {
  return moments.reduce((last, one) => (one !== null && (last === null || one > last) ? one : last), null);
}

/**
 * The matching accounts that were open longest, at most `most`; call `evaluate` before. `stated`: beside them, so many
 * whose closing was stated last, whatever the filter.
 */
export async function exposureList(
  reader: StoreReader,
  deps: Context,
  filter: JudgedFilter,
  { most, stated = 0 }: { readonly most: number; readonly stated?: number },
): Promise<ExposureList> {
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const page = await judgedPage(reader, deps.settings, filter, 'days', null, most);
  const newest = stated === 0 ? [] : await reader.records({ newest: stated });
  const ids = new Set(page.rows.map(({ account }) => account.accountId));
  const recorded = new Set(newest.map(({ accountId }) => accountId).filter((id) => !ids.has(id)));
  const beside = await accountsById(reader, deps.settings, [...recorded]);
  const rows: Exposure[] = [];
  for (const judged of [...page.rows, ...beside]) {
    const row = await exposureOf(reader, deps, judged, counting);
    if (row !== null) rows.push(row);
  }
  const { accounts, unknown } = await reader.seatTime(filter, deps.clock());
  const drawn = page.rows.filter(({ verdict }) => verdict.revokedAt !== null).length;
  return { rows, more: accounts - drawn, unknown: unknown - (page.rows.length - drawn) };
}

import { type Account, type AccountStatus, actsOf } from '../../model/account.ts';
import type { Instant } from '../../model/time.ts';

/** The combined status of all sightings at one moment. */
export interface Reading {
  readonly asOf: Instant;
  readonly status: AccountStatus;
  readonly snapshotId: string;
}

interface ReadingOptions {
  /** Takes only snapshots that may settle a claim: a person or a command stated them, with their as-of. */
  readonly settlingOnly: boolean;
  /** False: an absence that may be a rename is ignored. */
  readonly trustAbsence: boolean;
}

/** The parts of an account that readings are taken from. */
export type ReadAccount = Pick<Account, 'sightings' | 'maybeRenamedTo' | 'acts' | 'lastActed'>;

/**
 * Returns one reading per moment, oldest first. Sightings of one moment that disagree make it `unknown`, because no
 * order between them exists. An event counts as active at its own time, whatever the time of its file, and cannot
 * confirm a claim. A file that only mentions somebody settles nothing.
 */
export function readings(account: ReadAccount, options: ReadingOptions): readonly Reading[] {
  const absenceCounts = options.trustAbsence || account.maybeRenamedTo.length === 0;
  const byTime = new Map<Instant, Reading>();
  for (const { asOf, status: seen, settles, snapshotId, mentionedAs } of account.sightings) {
    if (mentionedAs !== undefined || (options.settlingOnly && !settles)) continue;
    const status = seen === 'absent' && !absenceCounts ? 'unknown' : seen;
    const known = byTime.get(asOf);
    byTime.set(asOf, known === undefined ? { asOf, status, snapshotId } : merge(known, { asOf, status, snapshotId }));
  }
  for (const { at, snapshotId, settles } of actsOf(account)) {
    if (options.settlingOnly && settles === false) continue;
    const known = byTime.get(at)?.status ?? 'unknown';
    if (known === 'unknown') byTime.set(at, { asOf: at, status: 'active', snapshotId });
  }
  return [...byTime.values()].sort((a, b) => (a.asOf < b.asOf ? -1 : 1));
}

function merge(one: Reading, other: Reading): Reading {
  if (one.status === other.status) return one;
  if (one.status !== 'active' && other.status !== 'active' && one.status !== 'unknown' && other.status !== 'unknown')
    return one.status === 'inactive' ? one : other;
  return { ...one, status: 'unknown' };
}

/** The newest reading that is active or inactive; null if there is none. */
export function lastKnown(
  account: ReadAccount,
  options: ReadingOptions = { settlingOnly: false, trustAbsence: true },
): Reading | null {
  return readings(account, options).findLast((reading) => reading.status !== 'unknown') ?? null;
}

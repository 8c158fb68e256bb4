import { type Account, type AccountStatus, actsOf } from '../../model/account.ts';
import type { Instant } from '../../model/time.ts';

/** What all sightings of one moment say together. */
export interface Reading {
  readonly asOf: Instant;
  readonly status: AccountStatus;
  readonly snapshotId: string;
}

interface ReadingOptions {
  /** Only what may settle a claim: reads that a person or a command stated, with their as-of. */
  readonly settlingOnly: boolean;
  /** An absence that may be a rename shows nothing about the account. */
  readonly trustAbsence: boolean;
}

/** What readings are taken from. */
export type ReadAccount = Pick<Account, 'sightings' | 'maybeRenamedTo' | 'acts' | 'lastActed'>;

/**
 * One reading per moment, oldest first. Sightings of one moment that disagree make it `unknown`: no order between them
 * exists. Whoever acts is in at that time, so an event counts as active, and has its own time whatever that of its file;
 * it can't confirm anything. A file that only names somebody settles nothing.
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

/** The newest reading that says active or not; null: none does. */
export function lastKnown(
  account: ReadAccount,
  options: ReadingOptions = { settlingOnly: false, trustAbsence: true },
): Reading | null {
  return readings(account, options).findLast((reading) => reading.status !== 'unknown') ?? null;
}

import type { ClaimStanding, DeactivationRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { type ReadAccount, readings } from './readings.ts';

/** The moment from which on a claim that nothing settled is expired. */
export function claimExpiresAt(
  record: Pick<DeactivationRecord, 'recordedAt'>,
  settings: Pick<Settings, 'verifyWithinMs'>,
): Instant {
  return addMs(record.recordedAt, settings.verifyWithinMs);
}

/**
 * The standing of a withdrawn claim, whatever a snapshot settled before: withdrawing a statement also withdraws what
 * rested on it.
 */
export const WITHDRAWN: ClaimStanding = {
  state: 'withdrawn',
  settledBySnapshotId: null,
  settledAsOf: null,
  reappearedAsOf: null,
};

/**
 * Where a claim stands, from the snapshots alone. The earliest snapshot decides that has a stated as-of strictly later
 * than the claimed time and a known status; an event before it contradicts the claim. A snapshot that arrives after the
 * claim expired still settles it.
 */
export function claimStanding(
  record: Pick<DeactivationRecord, 'performedAt' | 'recordedAt' | 'withdrawn'>,
  account: ReadAccount | null,
  now: Instant,
  settings: Pick<Settings, 'verifyWithinMs'>,
): ClaimStanding {
  if (record.withdrawn !== undefined) return WITHDRAWN;
  const later =
    account === null
      ? []
      : readings(account, { settlingOnly: true, trustAbsence: false }).filter(
          (reading) => reading.asOf > record.performedAt && reading.status !== 'unknown',
        );
  const [first, ...rest] = later;
  if (first === undefined) {
    const expired = now >= claimExpiresAt(record, settings);
    return {
      state: expired ? 'expired' : 'verifying',
      settledBySnapshotId: null,
      settledAsOf: null,
      reappearedAsOf: null,
    };
  }
  const contradicted = first.status === 'active';
  return {
    state: contradicted ? 'contradicted' : 'confirmed',
    settledBySnapshotId: first.snapshotId,
    settledAsOf: first.asOf,
    reappearedAsOf: contradicted ? null : (rest.find((reading) => reading.status === 'active')?.asOf ?? null),
  };
}

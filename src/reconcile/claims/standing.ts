import type { ClaimStanding, DeactivationRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { type ReadAccount, readings } from './readings.ts';

/** From then on a claim that nothing settled is expired. */
export function claimExpiresAt(
  record: Pick<DeactivationRecord, 'recordedAt'>,
  settings: Pick<Settings, 'verifyWithinMs'>,
): Instant {
  return addMs(record.recordedAt, settings.verifyWithinMs);
}

/** Whatever a read settled before: who takes a statement back takes back what rested on it. */
export const WITHDRAWN: ClaimStanding = {
  state: 'withdrawn',
  settledBySnapshotId: null,
  settledAsOf: null,
  reappearedAsOf: null,
};

/**
 * Where a claim stands, from the reads alone: the earliest one with a stated as-of strictly later than the claimed time
 * that says active or not decides, or an event before it, which contradicts. A read that arrives after the claim expired settles it all the same.
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

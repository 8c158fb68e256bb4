import type { Counting } from '../../model/attestation.ts';
import { weighedRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import { claimExpiresAt, WITHDRAWN } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { StandingClaim } from './account-rows.ts';

/** Every claim with its standing by the ledger. A claim that nothing settled is verifying or, by the clock, expired. */
export async function standingClaims(
  reader: StoreReader,
  settings: Settings,
  counting: Counting,
): Promise<readonly StandingClaim[]> {
  const claims: StandingClaim[] = [];
  for (const made of await reader.records()) {
    const record = weighedRecord(made, counting);
    if (record.withdrawn !== undefined) {
      claims.push({ record, standing: WITHDRAWN });
      continue;
    }
    const known = await reader.standing(record.recordId);
    // What had settled it no longer counts, so the clock decides.
    const settled = known?.state === 'verifying' ? null : known;
    const state = counting.now >= claimExpiresAt(record, settings) ? ('expired' as const) : ('verifying' as const);
    claims.push({
      record,
      standing: settled ?? { state, settledBySnapshotId: null, settledAsOf: null, reappearedAsOf: null },
    });
  }
  return claims;
}

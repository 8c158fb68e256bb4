import { countingAt } from '../../evaluation/index.ts';
import { counts } from '../../model/attestation.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import type { DeactivationRecord } from '../../model/record.ts';
import { deadline } from '../../plan/deadline.ts';
import { claimStanding } from '../../reconcile/claims/standing.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { accountDeadline } from '../lookups/account-deadline.ts';
import type { WorkDeadline } from './item.ts';

/**
 * The deadline of an account. A confirmed claim says when it was closed; without one the first read that shows it closed
 * is the latest that can be said.
 */
export function deadlineOf(
  judged: JudgedAccount | null,
  { settings, clock }: Pick<Deps, 'settings' | 'clock'>,
  confirmed: DeactivationRecord | null = null,
): WorkDeadline | null {
  if (judged === null) return null;
  const { revokedAt, revokedAtBasis: basis, noDeadline } = judged.verdict;
  const now = clock();
  const { slaMs } = settings;
  const due =
    confirmed === null
      ? accountDeadline(judged, { now, slaMs })
      : deadline({ revokedAt, basis, slaMs, now, noDeadline, settledAt: confirmed.performedAt });
  return { ...due, basis };
}

/** The same, by the last claim about the account that a read confirmed. */
export async function deadlineFor(
  reader: StoreReader,
  deps: Pick<Deps, 'settings' | 'clock'>,
  judged: JudgedAccount | null,
): Promise<WorkDeadline | null> {
  if (judged === null) return null;
  const records = await reader.records({ accountId: judged.account.accountId });
  const counting = await countingAt(reader, deps.settings, deps.clock());
  const confirmed = records.findLast((one) => {
    if (!counts(one.attestation, counting)) return false;
    const { state, reappearedAsOf } = claimStanding(one, judged.account, deps.clock(), deps.settings);
    return state === 'confirmed' && reappearedAsOf === null;
  });
  return deadlineOf(judged, deps, confirmed ?? null);
}

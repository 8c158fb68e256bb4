import type { Account } from '../../model/account.ts';
import type { ClaimStanding, DeactivationRecord } from '../../model/record.ts';
import { daysBetween } from '../../model/time.ts';

/**
 * Whole days that a contradicted account stayed open after the stated time, up to the newest proof; what happened after
 * that is unknown.
 * @returns A number of days, rounded down.
 */
export function daysOpen(
  { performedAt }: Pick<DeactivationRecord, 'performedAt'>,
  { settledAsOf }: Pick<ClaimStanding, 'settledAsOf'>,
  account: Pick<Account, 'lastActiveAt'> | null,
): number {
  const proofs = [settledAsOf, account?.lastActiveAt ?? null].filter((at) => at !== null && at > performedAt);
  return Math.max(0, ...proofs.map((at) => (at === null ? 0 : daysBetween(performedAt, at))));
}

import type { Account } from '../../model/account.ts';
import type { ClaimStanding, DeactivationRecord, WeighedRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { lastKnown } from '../claims/readings.ts';
import { claimExpiresAt, claimStanding } from '../claims/standing.ts';

export interface Claim {
  readonly record: WeighedRecord;
  readonly standing: ClaimStanding;
  readonly expiresAt: Instant;
}

/** What people recorded about the account, and where it stands. */
export interface Work {
  /** By the stated time, newest first. */
  readonly claims: readonly Claim[];
  /** The newest claim that counts and neither expired nor was withdrawn. It takes the place of older ones. */
  readonly governing: Claim | null;
  /**
   * If none governs: the newest claim that waits for a snapshot and does not count. It is shown, and neither settles
   * nor hides anything.
   */
  readonly unattested: Claim | null;
  /** True if a newer claim expired, so that its finding came back. */
  readonly expired: boolean;
  /**
   * True if the newest snapshot with a known status shows the account active. An unknown status neither settles nor
   * excuses anything.
   */
  readonly openAsKnown: boolean;
  /**
   * True if the account was confirmed closed, yet is active in a snapshot without a stated time, so that their order is
   * unknown.
   */
  readonly reopenedUnstated: boolean;
}

interface Input {
  readonly account: Account;
  readonly records: readonly WeighedRecord[];
  readonly settings: Pick<Settings, 'verifyWithinMs'>;
  readonly now: Instant;
}

export function work({ account, records, settings, now }: Input): Work {
  const claims = records
    .map((record) => ({
      record,
      standing: claimStanding(record, account, now, settings),
      expiresAt: claimExpiresAt(record, settings),
    }))
    .sort((a, b) => compare(newness(b.record), newness(a.record)));
  const made = claims.filter((claim) => claim.standing.state !== 'withdrawn');
  const counting = made.filter((claim) => claim.record.counts);
  const governing = counting.find((claim) => claim.standing.state !== 'expired') ?? null;
  const unattested =
    governing === null
      ? (made.find(({ record, standing }) => !record.counts && standing.state === 'verifying') ?? null)
      : null;
  const openAsKnown = lastKnown(account)?.status === 'active';
  const confirmed = governing?.standing.state === 'confirmed';
  return {
    claims,
    governing,
    unattested,
    expired: counting[0]?.standing.state === 'expired',
    openAsKnown,
    reopenedUnstated: confirmed && openAsKnown && governing.standing.reappearedAsOf === null,
  };
}

function newness({ performedAt, recordedAt, recordId }: DeactivationRecord): string {
  return `${performedAt} ${recordedAt} ${recordId}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

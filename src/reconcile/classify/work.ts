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
  /** Newest by the claimed time first. */
  readonly claims: readonly Claim[];
  /** Of those that count, the newest that neither expired nor was withdrawn: an older one was taken up again by it. */
  readonly governing: Claim | null;
  /** Where none governs: the newest that waits for a read and does not count. It is shown, and settles and hides nothing. */
  readonly unattested: Claim | null;
  /** A newer claim expired: its finding came back. */
  readonly expired: boolean;
  /** The newest read that says so shows it active; an unknown status settles nothing and excuses nothing. */
  readonly openAsKnown: boolean;
  /** Confirmed as closed, yet active in a read whose time nobody stated: which one is newer is not known. */
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

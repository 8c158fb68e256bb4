import type { UsedAfterRevocation } from './finding.ts';
import type { ClaimState } from './record.ts';
import type { Instant } from './time.ts';

/** The newest statement that an account was closed, and what reads say of it. */
export interface StatedClosing {
  readonly at: Instant;
  readonly state: ClaimState;
  /** False: no person attested it, so no verdict rests on it. */
  readonly counts: boolean;
  readonly settledAt: Instant | null;
  /** When a read showed it open again after it had been confirmed; null: none did. */
  readonly reappearedAt: Instant | null;
}

/** What is known of one account from the end of its person's access on. */
export interface Exposure {
  readonly accountId: string;
  readonly app: string;
  readonly email: string | null;
  readonly name: string | null;
  /** Null: it is not known when access ended. */
  readonly endedAt: Instant | null;
  /** Null: nobody stated that they closed it. */
  readonly stated: StatedClosing | null;
  /** The first read that shows it closed; null: it is not known to be closed now. */
  readonly seenClosedAt: Instant | null;
  readonly usedAfter: UsedAfterRevocation;
  /** The last use that is known of, before or after access ended. */
  readonly lastUseAt: Instant | null;
  readonly dueAt: Instant | null;
}

/** Accounts over time, longest open first. */
export interface ExposureList {
  readonly rows: readonly Exposure[];
  /** Further accounts whose access ended at a known time. */
  readonly more: number;
  /** Further accounts of which no time is known at which access ended, if it did. */
  readonly unknown: number;
}

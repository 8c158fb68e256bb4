import type { Account } from '../../model/account.ts';
import type { App } from '../../model/app-profile.ts';
import type { Attestation } from '../../model/attestation.ts';
import type { Identity } from '../../model/identity.ts';
import type { ClaimStanding, DeactivationRecord, StepRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';

/** What the known snapshots show of everything that the steps of one plan name. */
export interface StepFacts {
  /** The account by the name in a step's proof; null if unknown or ambiguous. */
  account(name: string): Account | null;
  /** With its right to enter that application. */
  identity(name: string, app: App): Identity | null;
  /** Open opportunities of an account's user, from the newest file; null if none was read. */
  openWork(account: string): OpenWork | null;
  /** Whether the snapshot of the directory at that time has a stated as-of: only then does it settle a claim. */
  isStated(directory: string, asOf: Instant): boolean;
}

export interface OpenWork {
  readonly open: number;
  /** Number of rows that may be theirs. */
  readonly unclear: number;
  readonly source: string;
  readonly asOf: Instant;
  readonly complete: boolean;
  readonly stated: boolean;
}

/** What people recorded of one plan, without withdrawn records. */
export interface RecordedWork {
  readonly steps: readonly StepRecord[];
  /** Whether a record counts by its attestation. */
  counts(attestation: Attestation): boolean;
  /** Deactivations of the accounts that the plan closes, each with its standing. */
  readonly deactivations: readonly { readonly record: DeactivationRecord; readonly standing: ClaimStanding }[];
}

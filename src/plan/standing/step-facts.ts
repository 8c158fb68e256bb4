import type { Account } from '../../model/account.ts';
import type { Attestation } from '../../model/attestation.ts';
import type { Identity } from '../../model/identity.ts';
import type { ClaimStanding, DeactivationRecord, StepRecord } from '../../model/record.ts';
import type { Instant } from '../../model/time.ts';

/** What the reads at hand say of whatever the steps of one plan name. */
export interface StepFacts {
  /** By the name that a step's proof has for it; null: not known, or several bear the name. */
  account(name: string): Account | null;
  identity(name: string): Identity | null;
  /** Open opportunities of an account's user, from the newest file; null: none was read. */
  openWork(account: string): OpenWork | null;
  /** Whether the directory was read as of that time with a stated as-of: only then it settles a claim. */
  isStated(directory: string, asOf: Instant): boolean;
}

export interface OpenWork {
  readonly open: number;
  /** Rows that may be theirs. */
  readonly unclear: number;
  readonly source: string;
  readonly asOf: Instant;
  readonly complete: boolean;
  readonly stated: boolean;
}

/** What people recorded of one plan, withdrawn records left out. */
export interface RecordedWork {
  readonly steps: readonly StepRecord[];
  /** Whether a record counts by how it came. */
  counts(attestation: Attestation): boolean;
  /** Deactivations of the accounts that the plan closes, and where each claim stands. */
  readonly deactivations: readonly { readonly record: DeactivationRecord; readonly standing: ClaimStanding }[];
}

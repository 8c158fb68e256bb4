import type { Actor } from './actor.ts';
import { type Attestation, type Counting, counts } from './attestation.ts';
import type { StepAction } from './plan.ts';
import type { Instant } from './time.ts';

/** An evidence item by name and hash: the file itself stays with its owner. */
export interface EvidenceItem {
  readonly name: string;
  readonly sha256: string;
}

export const CLAIM_STATES = ['verifying', 'confirmed', 'contradicted', 'expired', 'withdrawn'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** A person's statement that they deactivated an account. It is a claim until a later export settles it. */
export interface DeactivationRecord {
  readonly recordId: string;
  readonly accountId: string;
  readonly accountEmail: string | null;
  readonly performedBy: string;
  readonly performedAt: Instant;
  readonly recordedAt: Instant;
  readonly recordedBy: Actor;
  readonly attestation: Attestation;
  readonly planId: string | null;
  readonly ticket: string | null;
  readonly method: string | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceItem[];
  /** True if it was made after the fact, between the last active and the first inactive sighting. */
  readonly retroactive: boolean;
  /** The record that this one corrects, which was withdrawn with it; absent: none. */
  readonly corrects?: string | null | undefined;
  /** Why it was done before the steps of an approved plan on which it depends; absent or null: the order was kept. */
  readonly orderOverride?: string | null | undefined;
  /** Absent: it is in force. */
  readonly withdrawn?: Withdrawal;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

/** A record with whether its attestation counts. If not, it is shown, and no verdict, deadline or guard rests on it. */
export interface WeighedRecord extends DeactivationRecord {
  readonly counts: boolean;
}

export function weighedRecord(record: DeactivationRecord, counting: Counting): WeighedRecord {
  return { ...record, counts: counts(record.attestation, counting) };
}

/** A person's statement that they did one step of a plan; closing a Clari account is a `DeactivationRecord` instead. */
export interface StepRecord {
  readonly recordId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly action: StepAction;
  readonly performedBy: string;
  readonly performedAt: Instant;
  readonly recordedAt: Instant;
  readonly recordedBy: Actor;
  readonly attestation: Attestation;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceItem[];
  /** Why it was done before the steps on which it depends, in a person's words; null: the order was kept. */
  readonly orderOverride: string | null;
  /** Absent: it is in force. */
  readonly withdrawn?: Withdrawal;
  readonly ledgerSequence: number;
  readonly ledgerHash: string;
}

/** The withdrawal of a record, which stays stored and no longer counts. */
export interface Withdrawal {
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly correctedBy: string | null;
  readonly attestation: Attestation;
}

/** Where a claim stands, and the snapshot that settled it. */
export interface ClaimStanding {
  readonly state: ClaimState;
  readonly settledBySnapshotId: string | null;
  readonly settledAsOf: Instant | null;
  /** When it was active again after it had been confirmed; null: it was not. */
  readonly reappearedAsOf: Instant | null;
}

/** What a snapshot showed of the claim that a step was done. */
export interface SettledStep {
  /** `verifying`: the read that had settled it was taken out. */
  readonly state: Extract<ClaimState, 'confirmed' | 'contradicted' | 'verifying'>;
  readonly settledAsOf: Instant | null;
}

import type { AttestationLevel } from './attestation.ts';

/** What a deployment decides about verdicts. Durations in milliseconds. */
export interface Settings {
  readonly staleAfterMs: number;
  readonly slaMs: number;
  readonly verifyWithinMs: number;
  /** Directories that govern Clari; null: undeclared, so those that were read. */
  readonly directories: readonly string[] | null;
  /** Groups of domains that are one organisation's. */
  readonly domainAliases: readonly (readonly string[])[];
  /** Drafter, approver and performer of a plan must differ, and only an authenticated actor approves. */
  readonly separationOfDuties: boolean;
  /** The least that counts of what people decide, approve and record. */
  readonly minAttestation: AttestationLevel;
  /** Price of a seat for a year; null: no cost is reported. */
  readonly seatPrice: { readonly amount: number; readonly currency: string } | null;
}

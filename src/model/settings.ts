import type { AppProfile } from './app-profile.ts';
import type { AttestationLevel } from './attestation.ts';

/** What a deployment decides about verdicts. Durations in milliseconds. */
export interface Settings {
  readonly staleAfterMs: number;
  readonly slaMs: number;
  readonly verifyWithinMs: number;
  /** Directories that govern Clari; null: not declared, so all that were read do. */
  readonly directories: readonly string[] | null;
  /** The applications in use, the default first. */
  readonly profiles: readonly AppProfile[];
  /** Groups of domains that belong to one organisation. */
  readonly domainAliases: readonly (readonly string[])[];
  /** Drafter, approver and performer of a plan must differ, and only an authenticated actor approves. */
  readonly separationOfDuties: boolean;
  /** The least attestation with which decisions, approvals and records count. */
  readonly minAttestation: AttestationLevel;
  /** Price of a seat per year; null: no cost is reported. */
  readonly seatPrice: { readonly amount: number; readonly currency: string } | null;
}

import type { Checkpoint } from '../../model/checkpoint.ts';
import type { LedgerEntry, LedgerKind } from '../../model/ledger.ts';

/** The ledger and its signed heads. */
export interface LedgerReader {
  lastLedgerEntry(): Promise<LedgerEntry | null>;
  ledger(afterSequence: number, limit: number): Promise<readonly LedgerEntry[]>;
  /** The newest first. */
  ledgerOfKind(kind: LedgerKind, limit: number): Promise<readonly LedgerEntry[]>;
  /** Signed heads, oldest first. */
  checkpoints(): Promise<readonly Checkpoint[]>;
}

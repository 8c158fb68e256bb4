import type { SqlValue } from '../driver.ts';

/** Tables whose rows the ledger describes. */
export const STATED_TABLES = [
  'records',
  'standings',
  'step_records',
  'step_standings',
  'plans',
  'plan_accounts',
  'plan_events',
  'decisions',
  'snapshots',
  'reviews',
  'review_items',
  'review_queue',
  'review_decisions',
  'review_events',
] as const;
export type StatedTable = (typeof STATED_TABLES)[number];

export type KeptRow = Readonly<Record<string, SqlValue>>;

export interface JudgementDifference {
  readonly accountId: string;
  readonly app: string;
  /** Which stored part differs from a fresh judgement. */
  readonly what: string;
}

/** Reads stored data exactly as it is, to compare it with the ledger. */
export interface KeptReader {
  keptRows(table: StatedTable): AsyncGenerator<KeptRow, void, void>;
  /** Blocks of rows whose content does not match their hash, and the snapshots that use them; at most `limit`. */
  changedBlocks(
    limit: number,
  ): Promise<readonly { readonly blockId: number; readonly snapshotIds: readonly string[] }[]>;
  /** SHA-256 over all stored rows of a snapshot as they are now; compare with `Snapshot.rowsSha256`. */
  rowsDigest(snapshotId: string): Promise<string>;
  /** How what is read differs from another generation, account by account; at most `limit` of each kind. */
  judgementDifferences(generation: number, limit: number): Promise<readonly JudgementDifference[]>;
}

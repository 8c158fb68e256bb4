import type { SqlValue } from '../driver.ts';

/** Rows that the ledger has something to say of. */
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
] as const;
export type StatedTable = (typeof STATED_TABLES)[number];

export type KeptRow = Readonly<Record<string, SqlValue>>;

export interface JudgementDifference {
  readonly accountId: string;
  readonly app: string;
  /** Which of what is kept of it is not as it is judged anew. */
  readonly what: string;
}

/** What lies in the database, as it lies there: for whoever holds it against the ledger and takes nothing for granted. */
export interface KeptReader {
  keptRows(table: StatedTable): AsyncGenerator<KeptRow, void, void>;
  /** Blocks of rows whose content is not what their hash says, and the reads that hold them; at most `limit`. */
  changedBlocks(
    limit: number,
  ): Promise<readonly { readonly blockId: number; readonly snapshotIds: readonly string[] }[]>;
  /** Over every row of a read as they lie there now; compare `Snapshot.rowsSha256`. */
  rowsDigest(snapshotId: string): Promise<string>;
  /** How what is read differs from another edition, account by account; at most `limit` of each kind. */
  judgementDifferences(edition: number, limit: number): Promise<readonly JudgementDifference[]>;
}

import type { AccountObservation } from '../../model/observation.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { crmKey } from '../normalise/identifiers.ts';
import { type AccountKey, splitKey } from './account-keys.ts';
import { bySnapshotOrder } from './snapshot-order.ts';

/** What one row said of the status. `unsaid`: it shows the account and is silent on the status. */
export type Word = 'active' | 'inactive' | 'unknown' | 'unsaid';

export interface Mark {
  readonly snapshot: Snapshot;
  readonly line: number;
  readonly word: Word;
}

export interface LatestRow {
  readonly snapshot: Snapshot;
  readonly row: AccountObservation;
}

/** The rows of one key, kept small: a mark per row, the identifiers, and the newest row. */
export interface AccountEntry extends AccountKey {
  value: string;
  readonly crmIds: string[];
  readonly emails: string[];
  readonly marks: Mark[];
  latest: LatestRow;
}

export function newAccountEntry(snapshot: Snapshot, row: AccountObservation): AccountEntry {
  return { app: row.app, ...splitKey(row.key), crmIds: [], emails: [], marks: [], latest: { snapshot, row } };
}

export function addRow(entry: AccountEntry, snapshot: Snapshot, row: AccountObservation): void {
  entry.marks.push({ snapshot, line: row.line, word: wordOf(row) });
  const { value } = splitKey(row.key);
  if (value.length > entry.value.length || (value.length === entry.value.length && value < entry.value))
    entry.value = value;
  const crmId = crmKey(row.crmId);
  if (crmId !== null && !entry.crmIds.includes(crmId)) entry.crmIds.push(crmId);
  if (row.email !== null && !entry.emails.includes(row.email)) entry.emails.push(row.email);
  entry.latest = newerRow(entry.latest, { snapshot, row });
}

/** The row of the newer read; within one read the later line. */
export function newerRow(a: LatestRow, b: LatestRow): LatestRow {
  const order = bySnapshotOrder(a.snapshot, b.snapshot) || a.row.line - b.row.line;
  return order < 0 ? b : a;
}

function wordOf(row: AccountObservation): Word {
  return row.status === 'unknown' && row.statusRaw === null ? 'unsaid' : row.status;
}

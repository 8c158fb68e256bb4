import type { Json } from '../../model/ledger.ts';
import type { KeptRow, StatedTable } from '../../store/readers/kept-reader.ts';
import type { StoreReader } from '../../store/store.ts';
import { type Fields, isDocument } from './stated-entry.ts';

/** What a comparison came to so far. */
export interface Book {
  rows: number;
  readonly faults: string[];
}

/** What each table holds, for sentences, and the columns that identify a row. */
const CALLED = {
  records: ['record', 'record_id'],
  standings: ['standing of the record', 'record_id'],
  step_records: ['step record', 'record_id'],
  step_standings: ['standing of the step record', 'record_id'],
  plans: ['plan', 'plan_id'],
  plan_accounts: ['account of the plan', 'plan_id'],
  plan_events: ['event of ledger entry', 'ledger_sequence'],
  decisions: ['decision', 'decision_id'],
  snapshots: ['read', 'snapshot_id'],
  reviews: ['access review', 'review_id'],
  review_items: ['item of the access review', 'review_id', 'ordinal'],
  review_queue: ['queue of the access review', 'review_id', 'ordinal'],
  review_decisions: ['decision in the access review', 'review_id', 'ledger_sequence', 'ordinal'],
  review_events: ['event of ledger entry', 'ledger_sequence'],
} as const satisfies Record<StatedTable, readonly [string, string, ...string[]]>;

/** What identifies a row: its key, or several of them with spaces between. */
export function idOf(table: StatedTable, row: KeptRow): string | number {
  const [, key, ...more] = CALLED[table];
  const first = row[key] ?? '';
  return more.length === 0 && typeof first !== 'bigint' && typeof first !== 'object'
    ? first
    : [first, ...more.map((name) => row[name])].join(' ');
}

/** Compares each row of a table with what is stated of it; none may be missing, and none made up. */
export async function rowByRow<Said>(
  reader: StoreReader,
  book: Book,
  table: StatedTable,
  stated: ReadonlyMap<string | number, Said>,
  wrong: (row: KeptRow, said: Said) => readonly string[],
  counts: (row: KeptRow) => boolean = () => true,
): Promise<void> {
  const [called] = CALLED[table];
  const missing = new Map(stated);
  for await (const row of reader.keptRows(table)) {
    if (!counts(row)) continue;
    book.rows += 1;
    const id = idOf(table, row);
    const said = missing.get(id);
    missing.delete(id);
    if (said === undefined) {
      book.faults.push(`The ${called} ${id} is in the store, and no entry of the ledger makes it.`);
      continue;
    }
    const names = [...new Set(wrong(row, said))];
    if (names.length > 0)
      book.faults.push(`The ${called} ${id} is not what its ledger entry says: ${names.join(', ')}.`);
  }
  for (const id of missing.keys())
    book.faults.push(`The ${called} ${id} is missing: the ledger says that it was made.`);
}

export function parsed(text: unknown): Fields | null {
  const value = parsedAny(text);
  return isDocument(value) ? value : null;
}

export function parsedAny(text: unknown): Json {
  if (typeof text !== 'string') return null;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

import type { Json } from '../../model/ledger.ts';
import { accountsOfPlan } from '../../model/plan.ts';
import { isByAssistant, type Snapshot } from '../../model/snapshot.ts';
import { digest } from '../../plan/digest.ts';
import type { KeptRow, StatedTable } from '../../store/readers/kept-reader.ts';
import { planDocument } from '../../store/records/documents.ts';
import type { StoreReader } from '../../store/store.ts';
import { documentSha256 } from '../imports/rest-of-read.ts';
import { ledgerEntries } from '../ledger-entries.ts';
import { planPayload } from '../plans/plan-payload.ts';
import { differences, isMomentOf } from './differences.ts';
import { type Book, parsed, parsedAny, rowByRow } from './kept-beside.ts';
import { nothingStated, type Restated, restate, type StatedRead } from './replay.ts';
import type { Fields } from './stated-entry.ts';
import { compareReviews } from './verify-reviews.ts';

export interface ComparedStore {
  /** Number of rows that were compared with an entry, field by field. */
  readonly rows: number;
  /** What differs from the ledger, one sentence each. */
  readonly faults: readonly string[];
}

/** Compares every statement and every snapshot with its ledger entry. The chain was verified before. */
export async function compareStore(reader: StoreReader): Promise<ComparedStore> {
  const stated = nothingStated();
  for await (const entry of ledgerEntries(reader)) restate(stated, entry);
  const book: Book = { rows: 0, faults: [] };
  await documents(reader, book, 'records', stated.records, ['record_id', 'account_id', 'ledger_sequence']);
  await documents(reader, book, 'step_records', stated.stepRecords, [
    'record_id',
    'plan_id',
    'step_id',
    'ledger_sequence',
  ]);
  await documents(reader, book, 'decisions', stated.decisions, [
    'decision_id',
    'kind',
    'account_id',
    'withdraws',
    'ledger_sequence',
  ]);
  await documents(reader, book, 'plan_events', stated.planEvents, ['ledger_sequence', 'plan_id', 'subject']);
  await plain(reader, book, 'standings', stated.standings);
  await plain(reader, book, 'step_standings', stated.stepStandings);
  await plans(reader, book, stated);
  await reads(reader, book, stated);
  await compareReviews(reader, book, stated.reviews);
  return book;
}

/** Compares rows with a document, whose `columns` repeat what is in it. */
async function documents(
  reader: StoreReader,
  book: Book,
  table: StatedTable,
  stated: ReadonlyMap<string | number, Fields>,
  columns: readonly string[],
): Promise<void> {
  await rowByRow(reader, book, table, stated, (row, said) => {
    const body = parsed(row['body']);
    if (body === null) return ['body'];
    const stored = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
    const beside = Object.fromEntries(columns.map((name) => [name, said[camelCase(name)] ?? null]));
    return [...differences(stored, beside), ...differences(body, said)];
  });
}

/** Compares rows whose columns are the statement itself. */
async function plain(
  reader: StoreReader,
  book: Book,
  table: StatedTable,
  stated: ReadonlyMap<string, Fields>,
): Promise<void> {
  await rowByRow(reader, book, table, stated, (row, said) => differences(row, said));
}

async function plans(reader: StoreReader, book: Book, stated: Restated): Promise<void> {
  const accounts = new Set<string>();
  await rowByRow(reader, book, 'plans', stated.plans, (row, said) => {
    const body = parsed(row['body']);
    const plan = planDocument.safeParse(body);
    if (body === null || !plan.success) return ['body'];
    for (const one of accountsOfPlan(plan.data)) accounts.add(`${plan.data.planId} ${one}`);
    const { planId, draftedAt } = plan.data;
    // For a plan older than the digest of whole plans, only the fields that its entry names.
    const stored: Fields = { ...planPayload(plan.data), plan_sha256: digest(body) };
    const named = Object.keys(said).filter((name) => name in stored);
    return [
      ...differences(
        { plan_id: row['plan_id'] ?? null, drafted_at: row['drafted_at'] ?? null },
        { plan_id: planId, drafted_at: draftedAt },
      ),
      ...differences(pick(stored, named), pick(said, named)),
    ];
  });
  for await (const row of reader.keptRows('plan_accounts')) {
    book.rows += 1;
    if (!accounts.delete(`${row['plan_id']} ${row['account_id']}`))
      book.faults.push(
        `The plan ${row['plan_id']} is kept as one about the account ${row['account_id']}, which it is not.`,
      );
  }
  for (const one of accounts)
    book.faults.push(`That the plan ${one.replace(' ', ' is about the account ')} is not kept.`);
}

async function reads(reader: StoreReader, book: Book, stated: Restated): Promise<void> {
  const known = new Map((await reader.snapshots()).map((one) => [one.snapshotId, one]));
  await rowByRow(
    reader,
    book,
    'snapshots',
    stated.reads,
    (row, { fields, state, retiredAt, purgedAt }: StatedRead) => {
      const stored = storedOfRead(row, fields, known.get(String(row['snapshot_id'])));
      // How its values were read was removed with its rows.
      const named = Object.keys(fields).filter(
        (name) => name in stored && !(purgedAt !== null && name === 'reading_sha256'),
      );
      return [
        ...differences(pick(stored, named), pick(fields, named)),
        ...differences({ state: stored['state'] ?? null }, { state }),
        ...(isMomentOf(row['retired_at'] ?? null, retiredAt) ? [] : ['retired_at']),
        ...(isMomentOf(row['purged_at'] ?? null, purgedAt) ? [] : ['purged_at']),
      ];
    },
    // Rows that are still arriving do not count yet.
    (row) => row['state'] !== 'staging',
  );
}

/**
 * A stored row with its values named as in an entry: documents parsed, flags as booleans, long values by their hash.
 */
function storedOfRead(row: KeptRow, fields: Fields, read: Snapshot | undefined): Fields {
  const stored = Object.entries(row).map(([name, value]): readonly [string, Json] => {
    const said = fields[name];
    if (typeof said === 'boolean') return [name, value === 1];
    return [name, typeof said === 'object' && said !== null ? (parsedAny(value) ?? value) : value];
  });
  return {
    ...Object.fromEntries(stored),
    reading_sha256: documentSha256(read?.reading ?? null),
    live_sha256: documentSha256(read?.live ?? null),
    by_assistant: read === undefined ? null : isByAssistant(read),
    mapping: read?.stated == null ? null : { ...read.stated.mapping },
    time_zone: read?.stated?.timeZone ?? null,
  };
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

import { hash } from 'node:crypto';
import type { Kind } from '../../model/snapshot.ts';
import type { Moment } from '../../model/time.ts';
import { integerCell, textCell } from '../cells.ts';
import type { SqlList, SqlSession, SqlValue, SqlWriteSession } from '../driver.ts';

/** One kind of observation as a table: `read_id, line, row_key, status, digest`, then columns of its own. */
export interface RowTable<Row extends { readonly line: number }> {
  readonly name: string;
  /** The status that the guards and differences call active; null: rows of this kind have none. */
  readonly activeStatus: string | null;
  readonly insert: string;
  /** In the order of the columns, after `read_id`. */
  values(row: Row): readonly SqlValue[];
  readonly read: ReadColumns<Row>;
}

/** Columns of a table, and what is made of their values: rows are many, so each comes as a list. */
export interface ReadColumns<Row> {
  readonly columns: readonly string[];
  parse(cells: SqlList): Row;
}

const COMMON = ['read_id', 'line', 'row_key', 'status', 'digest'] as const;

export function insertInto(name: string, columns: readonly string[]): string {
  const all = [...COMMON, ...columns];
  return `insert into ${name} (${all.join(', ')}) values (${all.map(() => '?').join(', ')})`;
}

/** Tells two rows of one key apart: 96 bits over everything that a person would call a change. */
export function digestOf(meaningful: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(meaningful), 'base64').slice(0, 16);
}

export function insertRows<Row extends { readonly line: number }>(
  session: SqlWriteSession,
  table: RowTable<Row>,
  readId: number,
  rows: readonly Row[],
): Promise<void> {
  return session.insertMany(
    table.insert,
    rows.map((row) => [readId, ...table.values(row)]),
  );
}

/** In line order, after the given line, at most `limit`. */
export async function pageOfRows<Row extends { readonly line: number }>(
  session: SqlSession,
  { name, read }: { readonly name: string; readonly read: ReadColumns<Row> },
  snapshotId: string,
  afterLine: number,
  limit: number,
): Promise<readonly Row[]> {
  const rows = await session.lists(
    `select ${read.columns.join(', ')} from ${name}
     where read_id = (select read_id from snapshots where snapshot_id = ?) and line > ?
     order by line limit ?`,
    [snapshotId, afterLine, limit],
  );
  return rows.map(read.parse);
}

const AT_ONCE = 500;

/** At these lines, as far as they are there. */
export async function rowsAt<Row extends { readonly line: number }>(
  session: SqlSession,
  { name, read }: RowTable<Row>,
  snapshotId: string,
  lines: readonly number[],
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const part = lines.slice(start, start + AT_ONCE);
    // One form for every number of lines, so that it is prepared once: a line twice is one row.
    const wanted = [...part, ...Array.from({ length: sizeFor(part.length) - part.length }, () => part[0] ?? 0)];
    const rows = await session.lists(
      `select ${read.columns.join(', ')} from ${name}
       where read_id = (select read_id from snapshots where snapshot_id = ?)
         and line in (${wanted.map(() => '?').join(', ')})`,
      [snapshotId, ...wanted],
    );
    for (const row of rows) found.push(read.parse(row));
  }
  return found;
}

function sizeFor(count: number): number {
  return count <= 1 ? 1 : count <= 30 ? 30 : AT_ONCE;
}

export const ROW_TABLES = [
  'account_rows',
  'identity_rows',
  'assignment_rows',
  'mention_rows',
  'forecast_rows',
  'opportunity_rows',
] as const;

export function tableOfKind(kind: Kind): (typeof ROW_TABLES)[number] {
  switch (kind) {
    case 'directory':
      return 'identity_rows';
    case 'directory-assignments':
      return 'assignment_rows';
    case 'clari-users':
    case 'clari-copilot-users':
      return 'account_rows';
    case 'clari-forecast':
      return 'forecast_rows';
    case 'clari-audit':
    case 'clari-activity':
    case 'clari-quota':
      return 'mention_rows';
    case 'opportunities':
      return 'opportunity_rows';
    default:
      return kind satisfies never;
  }
}

export function momentValues(moment: Moment | null): readonly [string | null, number | null] {
  return moment === null ? [null, null] : [moment.at, moment.dateOnly ? 1 : 0];
}

export function momentCells(at: unknown, dateOnly: unknown, column: string): Moment | null {
  return at === null ? null : { at: textCell(at, column), dateOnly: integerCell(dateOnly, column) !== 0 };
}

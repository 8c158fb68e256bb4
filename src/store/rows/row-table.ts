import { hash } from 'node:crypto';
import { filled } from '../cells/filled.ts';
import type { SqlList, SqlSession, SqlValue } from '../driver.ts';

/** One kind of observation as a table: `read_id, line, row_key, status, digest`, then columns of its own. */
export interface RowTable<Row extends { readonly line: number }> {
  readonly name: (typeof ROW_TABLES)[number];
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

const AT_ONCE = 500;

/** At these lines, as far as they are there. */
export async function tableRowsAt<Row extends { readonly line: number }>(
  session: SqlSession,
  { name, read }: RowTable<Row>,
  snapshotId: string,
  lines: readonly number[],
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let start = 0; start < lines.length; start += AT_ONCE) {
    const part = lines.slice(start, start + AT_ONCE);
    const wanted = filled(part);
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

export const ROW_TABLES = ['mention_rows', 'forecast_rows', 'opportunity_rows'] as const;

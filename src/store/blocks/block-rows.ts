import type { SqlList, SqlValue } from '../driver.ts';

/** How rows of people are stored in blocks. */
export interface BlockRows<Row extends { readonly line: number }> extends Packed<Row> {
  /** The status that the guards and differences call active. */
  readonly activeStatus: string;
  /** The range of a row's values that count as a change when they differ; the end is excluded. */
  readonly stated: readonly [from: number, to: number];
  /** Line, key and status come first; there is no undefined among them. */
  cells(row: Row): [line: number, key: string, status: string, ...own: SqlValue[]];
}

/** What is made of a row's values. */
export interface Packed<Row> {
  readonly of: RowsOf;
  parse(cells: SqlList): Row;
}

export const ROWS_OF = ['account', 'identity', 'assignment'] as const;
export type RowsOf = (typeof ROWS_OF)[number];

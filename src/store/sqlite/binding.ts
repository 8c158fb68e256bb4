import type { SqlValue } from '../driver.ts';

/** A prepared statement of either SQLite package, reduced to what both do alike. */
export interface RawStatement {
  all(values: readonly SqlValue[]): readonly unknown[];
  /** The same rows, each as the list of its values. */
  lists(values: readonly SqlValue[]): readonly unknown[];
  /** Number of rows that it changed. */
  run(values: readonly SqlValue[]): number;
}

export interface RawDatabase {
  exec(sql: string): void;
  prepare(sql: string): RawStatement;
  close(): void;
}

export const BINDING_NAMES = ['node:sqlite', 'better-sqlite3'] as const;
export type BindingName = (typeof BINDING_NAMES)[number];

/** One SQLite package. */
export interface SqliteBinding {
  readonly name: BindingName;
  readonly sqliteVersion: string;
  open(path: string): RawDatabase;
  /** SQLite's extended result code; null: the error does not come from SQLite. */
  resultCode(error: unknown): number | null;
}

/** Why a package can't serve here, in our words; `cause` keeps the others'. */
export interface Unusable {
  readonly unusable: string;
  readonly cause?: unknown;
}

export type BindingLoader = () => Promise<SqliteBinding | Unusable>;

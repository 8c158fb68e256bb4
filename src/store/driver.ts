import type { Dialect } from './schema/dialect.ts';

/** What may be bound. Booleans are written as 0 and 1 by whoever binds, so that no driver has to guess. */
export type SqlValue = string | number | null;

/** A row by column name. Nothing is promised of its values: `columns.ts` reads them checked. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A row as its values in the order of the selected columns: a third of the cost. `cells.ts` reads them checked. */
export type SqlList = readonly unknown[];

/** One transaction's view. Placeholders are `?`, in order; a driver with another form rewrites them. */
export interface SqlSession {
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** The first row; null when there is none. */
  get(sql: string, values?: readonly SqlValue[]): Promise<SqlRow | null>;
  /** For the many rows of a read. The selected columns have names of their own. */
  lists(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlList[]>;
}

export interface SqlWriteSession extends SqlSession {
  /** Number of rows that it changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  insertMany(sql: string, rows: readonly (readonly SqlValue[])[]): Promise<void>;
}

export interface WriteOptions {
  /** May be lost, whole, in a power cut: for rows that nobody sees before a durable write settles them. */
  readonly relaxed?: boolean;
}

/** A database behind the store. Errors are `ClariIdentityError`; the driver's own words are in `cause`. */
export interface SqlDriver {
  readonly describe: string;
  readonly dialect: Dialect;
  /** Everything read through the session is of one moment. */
  read<T>(work: (session: SqlSession) => Promise<T>): Promise<T>;
  /** One atomic write; writers take turns, in this process and across processes. Not to be nested. */
  write<T>(work: (session: SqlWriteSession) => Promise<T>, options?: WriteOptions): Promise<T>;
  close(): Promise<void>;
}

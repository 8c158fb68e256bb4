import { ClariIdentityError } from '../../model/errors.ts';
import { checkStored, checkValues } from '../cells/values.ts';
import type { SqlList, SqlRow, SqlValue } from '../driver.ts';
import type { RawDatabase, RawStatement, SqliteBinding } from './binding.ts';
import { sqliteFailure } from './failure.ts';

/** Filters make statements of many forms; beyond this the oldest is prepared again when it comes back. */
const STATEMENTS_KEPT = 200;

/** One open connection, the same for both packages: statements prepared once, values checked, errors ours. */
export class Database {
  readonly #binding: SqliteBinding;
  readonly #raw: RawDatabase;
  readonly #path: string;
  readonly #statements = new Map<string, RawStatement>();

  constructor(binding: SqliteBinding, path: string) {
    this.#binding = binding;
    this.#path = path;
    this.#raw = this.#attempt(() => binding.open(path));
  }

  exec(sql: string): void {
    this.#attempt(() => this.#raw.exec(sql));
  }

  all(sql: string, values: readonly SqlValue[] = []): readonly SqlRow[] {
    checkValues(values);
    return this.#attempt(() => this.#statement(sql).all(values)).filter(isRow);
  }

  lists(sql: string, values: readonly SqlValue[] = []): readonly SqlList[] {
    checkValues(values);
    return this.#attempt(() => this.#statement(sql).lists(values)).filter(Array.isArray);
  }

  run(sql: string, values: readonly SqlValue[] = []): number {
    checkStored(values);
    return this.#attempt(() => this.#statement(sql).run(values));
  }

  insertMany(sql: string, rows: readonly (readonly SqlValue[])[]): void {
    this.#attempt(() => {
      const statement = this.#statement(sql);
      for (const values of rows) {
        checkStored(values);
        statement.run(values);
      }
    });
  }

  close(): void {
    this.#statements.clear();
    this.#attempt(() => this.#raw.close());
  }

  #statement(sql: string): RawStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= STATEMENTS_KEPT && oldest !== undefined) this.#statements.delete(oldest);
    const prepared = this.#raw.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof ClariIdentityError) throw error;
      throw sqliteFailure(this.#binding.resultCode(error), this.#path, error);
    }
  }
}

function isRow(row: unknown): row is SqlRow {
  return typeof row === 'object' && row !== null;
}

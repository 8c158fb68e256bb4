import type { SqliteBinding } from './binding.ts';
import { Database } from './database.ts';
import { BUSY_TIMEOUT_MS } from './patience.ts';

const IDLE_KEPT = 4;

/**
 * Connections that only read, opened when asked for. There is no upper bound: a call that waits for another's
 * connection could wait for ever, and one costs little more than its open file.
 */
export class ReaderPool {
  readonly #binding: SqliteBinding;
  readonly #path: string;
  #idle: Database[] = [];

  constructor(binding: SqliteBinding, path: string) {
    this.#binding = binding;
    this.#path = path;
  }

  take(): Database {
    return this.#idle.pop() ?? this.#open();
  }

  giveBack(reader: Database): void {
    if (this.#idle.length < IDLE_KEPT) this.#idle.push(reader);
    else reader.close();
  }

  drop(reader: Database): void {
    try {
      reader.close();
    } catch {}
  }

  closeIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const reader of idle) reader.close();
  }

  #open(): Database {
    const reader = new Database(this.#binding, this.#path);
    // Readers wait only while SQLite recovers the log of a killed process.
    reader.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}; pragma query_only = on`);
    reader.exec('pragma cache_size = -16384; pragma trusted_schema = off');
    return reader;
  }
}

import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlDriver, SqlSession, SqlWriteSession, WriteOptions } from '../driver.ts';
import { Mutex } from '../mutex.ts';
import type { Ending } from '../reads/ending.ts';
import { SQLITE } from '../schema/dialect.ts';
import type { SqliteBinding } from './binding.ts';
import type { Database } from './database.ts';
import { whenFree } from './patience.ts';
import { ReaderPool } from './reader-pool.ts';
import { readSession, writeSession } from './session.ts';

/** Milliseconds without a call after which the page caches are freed. */
const IDLE_MS = 10_000;

/** One connection that writes, others that read: readers never wait for a writer, nor a writer for them. */
export class SqliteDriver implements SqlDriver {
  readonly describe: string;
  readonly dialect = SQLITE;
  readonly #writer: Database;
  readonly #readers: ReaderPool;
  readonly #turns = new Mutex();
  readonly #reading = new Set<Promise<unknown>>();
  readonly #busyTimeoutMs: number;
  readonly #idle: NodeJS.Timeout;
  #synchronous: 'full' | 'normal' = 'full';
  #closed = false;

  constructor(
    binding: SqliteBinding,
    writer: Database,
    options: { readonly path: string; readonly busyTimeoutMs: number },
  ) {
    this.describe = `sqlite:${options.path} (${binding.name}, SQLite ${binding.sqliteVersion})`;
    this.#writer = writer;
    this.#readers = new ReaderPool(binding, options.path);
    this.#busyTimeoutMs = options.busyTimeoutMs;
    this.#idle = setTimeout(() => this.#rest(), IDLE_MS).unref();
  }

  read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const reading = this.#read(work);
    const done = reading
      .catch(() => undefined)
      .finally(() => {
        this.#reading.delete(done);
      });
    this.#reading.add(done);
    return reading;
  }

  async #read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    this.#assertOpen();
    this.#idle.refresh();
    const reader = this.#readers.take();
    const ending: Ending = { ended: false };
    try {
      reader.exec('begin');
      return await work(readSession(reader, ending));
    } finally {
      ending.ended = true;
      this.#release(reader);
    }
  }

  /** A connection that cannot be cleaned is not used again. */
  #release(reader: Database): void {
    try {
      reader.exec('rollback');
      this.#readers.giveBack(reader);
    } catch {
      this.#readers.drop(reader);
    }
  }

  write<T>(work: (session: SqlWriteSession) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.#turns.run(async () => {
      this.#assertOpen();
      this.#idle.refresh();
      this.#setSynchronous(options.relaxed === true ? 'normal' : 'full');
      await whenFree(() => this.#writer.exec('begin immediate'), this.#busyTimeoutMs);
      const ending: Ending = { ended: false };
      try {
        const result = await work(writeSession(this.#writer, ending));
        ending.ended = true;
        this.#writer.exec('commit');
        return result;
      } catch (error) {
        ending.ended = true;
        this.#rollBack();
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    // Waits its turn, so that earlier writes are done. A reader that still wants to write afterwards gets an error.
    await this.#turns.run(async () => {
      this.#closed = true;
    });
    clearTimeout(this.#idle);
    await Promise.all(this.#reading);
    this.#readers.closeIdle();
    // Last, so that it folds the write-ahead log into the file.
    this.#writer.close();
  }

  /** After some failures, such as a full disk, SQLite has already rolled back; then nothing is left to do. */
  #rollBack(): void {
    try {
      this.#writer.exec('rollback');
    } catch {}
  }

  #setSynchronous(mode: 'full' | 'normal'): void {
    if (this.#synchronous === mode) return;
    this.#writer.exec(`pragma synchronous = ${mode}`);
    this.#synchronous = mode;
  }

  #rest(): void {
    try {
      this.#readers.closeIdle();
      this.#writer.exec('pragma shrink_memory');
    } catch {
      // Ignored: nobody waits for it, and the next call reports whatever is wrong.
    }
  }

  #assertOpen(): void {
    if (!this.#closed) return;
    throw new ClariIdentityError('ERR_STORE', 'The store is closed.', 'Start the program again.');
  }
}

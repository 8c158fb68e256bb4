import type { Pool } from 'pg';
import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlDriver, SqlSession, SqlWriteSession, WriteOptions } from '../driver.ts';
import { Mutex } from '../mutex.ts';
import { POSTGRES } from '../schema/dialect.ts';
import { begun, giveBack } from './connections.ts';
import { isLost, isPoolWait, postgresFailure, unknownOutcome, unreachable } from './failure.ts';
import { beginReading, beginWriting, connectMs, giveUpMs, type Limits } from './limits.ts';
import { readSession, writeSession } from './session.ts';
import { Transaction } from './transaction.ts';

export interface PostgresPlace {
  /** Host, port and database, without credentials. */
  readonly place: string;
  readonly schema: string;
  readonly serverVersion: string;
  readonly limits: Limits;
}

/** A pool that reads, and one connection of its own that writes: a call that reads while it writes can't wait for itself. */
export class PostgresDriver implements SqlDriver {
  readonly describe: string;
  readonly dialect = POSTGRES;
  readonly #readers: Pool;
  readonly #writer: Pool;
  readonly #at: PostgresPlace;
  readonly #turns = new Mutex();
  #closed = false;

  constructor(readers: Pool, writer: Pool, at: PostgresPlace) {
    this.describe = `${at.place} (PostgreSQL ${at.serverVersion})`;
    this.#readers = readers;
    this.#writer = writer;
    this.#at = at;
  }

  async read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const transaction = await this.#begin(this.#readers, beginReading(this.#at.schema, this.#at.limits));
    let failure: unknown;
    try {
      return await work(readSession(transaction));
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      await this.#rollBack(transaction, failure);
    }
  }

  write<T>(work: (session: SqlWriteSession) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    return this.#turns.run(async () => {
      this.#assertOpen();
      const { schema, limits } = this.#at;
      const begin = beginWriting(schema, limits, options.relaxed === true);
      const transaction = await this.#begin(this.#writer, begin);
      let result: T;
      try {
        result = await work(writeSession(transaction, giveUpMs(limits)));
      } catch (error) {
        await this.#rollBack(transaction, error);
        throw error;
      }
      await this.#commit(transaction);
      return result;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    // In its turn, so that writes asked for before are done; both pools then wait for what is under way.
    await this.#turns.run(async () => {
      this.#closed = true;
    });
    await Promise.all([this.#readers.end(), this.#writer.end()]);
  }

  async #begin(pool: Pool, sql: string): Promise<Transaction> {
    try {
      return new Transaction(await begun(pool, sql, connectMs(this.#at.limits)), this.#at.place);
    } catch (error) {
      // Where connections are left, or nobody has the one for writing, it is the server that kept us waiting.
      const allLent = pool === this.#readers && pool.totalCount >= pool.options.max;
      if (isPoolWait(error) && !allLent) throw unreachable(this.#at.place, error);
      throw postgresFailure(this.#at.place, error);
    }
  }

  async #rollBack(transaction: Transaction, failure: unknown): Promise<void> {
    await transaction.end();
    await giveBack(transaction.client, failure instanceof ClariIdentityError ? failure.cause : failure);
  }

  /** A transaction that a failed statement spoiled ends in a rollback without an error: that is no commit. */
  async #commit(transaction: Transaction): Promise<void> {
    await transaction.end();
    const { client } = transaction;
    try {
      const { command } = await client.query('commit');
      client.release();
      if (command === 'COMMIT') return;
    } catch (error) {
      await giveBack(client, error);
      throw isLost(error) ? unknownOutcome(this.#at.place, error) : postgresFailure(this.#at.place, error);
    }
    throw new ClariIdentityError(
      'ERR_STORE',
      'A statement of this change had failed, so nothing of it was kept.',
      'Nothing was changed. If it happens again, report it with the version of this program.',
    );
  }

  #assertOpen(): void {
    if (!this.#closed) return;
    throw new ClariIdentityError('ERR_STORE', 'The store is closed.', 'Start the program again.');
  }
}

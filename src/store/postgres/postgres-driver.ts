import type { PoolClient } from 'pg';
import { ClariIdentityError } from '../../model/errors.ts';
import type { SqlDriver, SqlSession, SqlWriteSession, WriteOptions } from '../driver.ts';
import { Mutex } from '../mutex.ts';
import { POSTGRES } from '../schema/dialect.ts';
import { allLent, connected, giveBack } from './connections.ts';
import {
  isLost,
  isPoolWait,
  isUnreplicated,
  postgresFailure,
  unknownOutcome,
  unreachable,
  unreplicated,
} from './failure.ts';
import { beginMs, beginReading, beginWriting, giveUpMs, type Limits } from './limits.ts';
import type { Pools, Servers } from './servers.ts';
import { readSession, writeSession } from './session.ts';
import { Transaction } from './transaction.ts';

export interface PostgresPlace {
  /** Hosts, ports and database, without credentials. */
  readonly place: string;
  readonly schema: string;
  readonly serverVersion: string;
  readonly limits: Limits;
}

/** A pool that reads, and one connection of its own that writes: a call that reads while it writes can't wait for itself. */
export class PostgresDriver implements SqlDriver {
  readonly describe: string;
  readonly dialect = POSTGRES;
  readonly #servers: Servers;
  readonly #at: PostgresPlace;
  readonly #turns = new Mutex();
  #closed = false;

  constructor(servers: Servers, at: PostgresPlace) {
    this.describe = `${at.place} (PostgreSQL ${at.serverVersion})`;
    this.#servers = servers;
    this.#at = at;
  }

  async read<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const transaction = await this.#begin('readers', beginReading(this.#at.schema, this.#at.limits));
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
      const transaction = await this.#begin('writer', begin);
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
    await this.#servers.close();
  }

  async #begin(purpose: keyof Pools, sql: string): Promise<Transaction> {
    const begin = { text: sql, query_timeout: beginMs(this.#at.limits) };
    try {
      const client = await connected(this.#servers, purpose, (one: PoolClient) => one.query(begin));
      return new Transaction(client, this.#at.place);
    } catch (error) {
      // Where connections are left, or nobody has the one for writing, it is the server that kept us waiting.
      if (isPoolWait(error) && !allLent(this.#servers.pools, purpose)) throw unreachable(this.#at.place, error);
      throw postgresFailure(this.#at.place, error);
    }
  }

  async #rollBack(transaction: Transaction, failure: unknown): Promise<void> {
    await transaction.end();
    await giveBack(transaction.client, failure instanceof ClariIdentityError ? failure.cause : failure);
  }

  /**
   * A transaction that a failed statement spoiled ends in a rollback without an error: that is no commit. Nor is one that
   * the server made here and stopped to wait for on its replica, which it says in a warning alone.
   */
  async #commit(transaction: Transaction): Promise<void> {
    await transaction.end();
    const { client } = transaction;
    let warning: unknown;
    const onNotice = (notice: Parameters<typeof isUnreplicated>[0]) => {
      if (isUnreplicated(notice)) warning = notice;
    };
    client.on('notice', onNotice);
    let command: string;
    try {
      ({ command } = await client.query('commit'));
      client.off('notice', onNotice);
      client.release();
    } catch (error) {
      await giveBack(client, error);
      throw isLost(error) ? unknownOutcome(this.#at.place, error) : postgresFailure(this.#at.place, error);
    }
    if (warning !== undefined) throw unreplicated(this.#at.place, warning);
    if (command === 'COMMIT') return;
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

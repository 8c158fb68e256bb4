import type { PoolClient } from 'pg';
import { Mutex } from '../mutex.ts';
import { assertRunning, type Ending } from '../reads/ending.ts';
import { postgresFailure } from './failure.ts';

/** One connection between `begin` and the end. Statements go one by one: the package means to queue them no longer. */
export class Transaction {
  readonly client: PoolClient;
  readonly place: string;
  readonly #ending: Ending = { ended: false };
  readonly #turns = new Mutex();

  constructor(client: PoolClient, place: string) {
    this.client = client;
    this.place = place;
  }

  run<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#turns.run(async () => {
      assertRunning(this.#ending);
      try {
        return await work(this.client);
      } catch (error) {
        throw postgresFailure(this.place, error);
      }
    });
  }

  /** What is asked of it afterwards is refused; what runs is waited for. */
  async end(): Promise<void> {
    this.#ending.ended = true;
    await this.#turns.run(async () => undefined);
  }
}

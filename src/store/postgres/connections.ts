import type { Pool, PoolClient } from 'pg';
import { isLost } from './failure.ts';

const TRIES = 3;

/**
 * A connection whose transaction has begun. One from the pool may have been cut while it rested (the database was
 * gone and is back): nothing has happened on it yet, so another takes its place.
 */
export async function begun(pool: Pool, begin: string): Promise<PoolClient> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    try {
      await client.query(begin);
      return client;
    } catch (error) {
      await giveBack(client, error);
      if (!isLost(error) || tries === TRIES) throw error;
    }
  }
}

/** One that can't be brought back to a clean state is not lent again. */
export async function giveBack(client: PoolClient, error?: unknown): Promise<void> {
  if (isLost(error)) return client.release(true);
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

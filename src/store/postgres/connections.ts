import type { Pool, PoolClient } from 'pg';
import { isLost } from './failure.ts';

/**
 * A connection whose transaction has begun. One from the pool may have been cut while it rested (the database was
 * gone and is back): nothing has happened on it yet, so another takes its place.
 */
export async function begun(pool: Pool, begin: string, patienceMs: number): Promise<PoolClient> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const client = await pool.connect();
    try {
      await client.query(begin);
      return client;
    } catch (error) {
      await giveBack(client, error);
      if (!isLost(error) || performance.now() >= deadline) throw error;
    }
  }
}

/** Returns a connection to the pool. One that cannot be cleaned is closed. */
export async function giveBack(client: PoolClient, error?: unknown): Promise<void> {
  if (isLost(error)) return client.release(true);
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

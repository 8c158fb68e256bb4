import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { isLost, isPoolWait, isReadOnly } from './failure.ts';
import type { Pools, Servers } from './servers.ts';

const BETWEEN_ROUNDS_MS = 200;

/**
 * A connection on which `first` succeeded. One from the pool may have been cut while it rested (the database was gone
 * and is back, or another server took over): nothing has happened on it yet, so another takes its place.
 */
export async function connected(
  servers: Servers,
  purpose: keyof Pools,
  first: (client: PoolClient) => Promise<unknown>,
): Promise<PoolClient> {
  const deadline = performance.now() + servers.patienceMs;
  let readOnly: unknown;
  for (let tries = 1; ; tries += 1) {
    const { pools } = servers;
    let client: PoolClient | undefined;
    try {
      client = await pools[purpose].connect();
      await first(client);
      RESTED.add(client);
      return client;
    } catch (error) {
      if (isReadOnly(error)) readOnly = error;
      const rested = client !== undefined && RESTED.has(client);
      if (client !== undefined) await giveBack(client, error);
      const left = pools !== servers.pools;
      if (!left && !worthAnother({ error, rested, several: servers.count > 1, allLent: allLent(pools, purpose) }))
        throw error;
      if (performance.now() >= deadline && tries >= Math.max(servers.count, rested ? 2 : 1)) throw readOnly ?? error;
      servers.leave(pools);
      if (tries % servers.count === 0 && !rested) await sleep(BETWEEN_ROUNDS_MS);
    }
  }
}

/** Connections that have served a call before. */
const RESTED = new WeakSet<PoolClient>();

interface Failed {
  readonly error: unknown;
  readonly rested: boolean;
  readonly several: boolean;
  readonly allLent: boolean;
}

function worthAnother({ error, rested, several, allLent }: Failed): boolean {
  if (isPoolWait(error)) return several && !allLent;
  return (rested || several) && (isLost(error) || isReadOnly(error));
}

/** Whether a call waits for other calls of this process, and not for the server. */
export function allLent(pools: Pools, purpose: keyof Pools): boolean {
  return purpose === 'readers' && pools.readers.totalCount >= pools.readers.options.max;
}

/** Returns a connection to the pool. One that cannot be cleaned is closed. */
export async function giveBack(client: PoolClient, error?: unknown): Promise<void> {
  if (isLost(error) || isReadOnly(error)) return client.release(true);
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

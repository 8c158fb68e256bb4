import { setTimeout as sleep } from 'node:timers/promises';
import { ClariIdentityError } from '../../model/errors.ts';

export const BUSY_TIMEOUT_MS = 5_000;

/**
 * Tries until the other writer is done, for at most the given time. SQLite's own waiting would stop the whole process;
 * this way other calls are answered meanwhile. Short steps, so that a gap between two short transactions is met.
 */
export async function whenFree<T>(attempt: () => T, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return attempt();
    } catch (error) {
      const busy = error instanceof ClariIdentityError && error.code === 'ERR_STORE_BUSY';
      if (!busy || performance.now() >= deadline) throw error;
      await sleep(Math.min(tries, 5));
    }
  }
}

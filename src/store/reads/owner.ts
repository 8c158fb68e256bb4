import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** The process that stages a read: whoever finds the leftover decides by it whether somebody is still at work. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Tells this process from an earlier one of the same number, as in a container that was started again. */
  readonly token: string;
}

/** How long nothing is heard of what was begun before it counts as left. */
export const ABANDONED_AFTER_MS = 3_600_000;

// Threads of one process are one owner.
const SHARED = 'clari-identity-mcp owner';
const inherited = getEnvironmentData(SHARED);
const token = typeof inherited === 'string' ? inherited : randomUUID();
setEnvironmentData(SHARED, token);

export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, token };
}

/** Of a process elsewhere nothing is known but its last sign of life. */
export function isAbandoned(owner: Owner, heartbeatMs: number, me: Owner, nowMs: number): boolean {
  if (nowMs - heartbeatMs > ABANDONED_AFTER_MS) return true;
  if (owner.host !== me.host) return false;
  if (owner.pid === me.pid) return owner.token !== me.token;
  return !isAlive(owner.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

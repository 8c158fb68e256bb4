import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS } from '../../model/time.ts';

/** How patient the transport is. Time and chance are given, so that tests wait for nothing. */
export interface Tuning {
  /** Of one attempt, its body included. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** No wait is longer, whatever a server asks for. */
  readonly waitMaxMs: number;
  readonly bodyMaxBytes: number;
  nowMs(): number;
  /** Between 0 and 1. */
  random(): number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export const TUNING: Tuning = {
  timeoutMs: 30_000,
  attempts: 5,
  waitMaxMs: MINUTE_MS,
  bodyMaxBytes: 64 * 1024 * 1024,
  nowMs: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

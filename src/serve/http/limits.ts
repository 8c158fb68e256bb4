import { DAY_MS, MINUTE_MS } from '../../model/time.ts';

/** What one client, and all of them together, can take from the server. Beyond it they are refused, not queued. */
export interface HttpLimits {
  /** One request's body. The import tool takes 20 million characters of content. */
  readonly bodyBytes: number;
  /** All bodies that are held at one time. */
  readonly heldBytes: number;
  readonly jsonDepth: number;
  /** Values in one message, however small each is. */
  readonly jsonValues: number;
  readonly messagesInBatch: number;
  readonly connections: number;
  readonly headersMs: number;
  /** From the first byte of a request to its last. */
  readonly requestMs: number;
  /** A socket on which nothing moves, in either direction. Open streams carry a sign of life every 15 s. */
  readonly idleSocketMs: number;
  /** The longest that one call may take; a person has ten minutes to answer a form. */
  readonly callMs: number;
  readonly calls: number;
  readonly callsOfOne: number;
  readonly sessions: number;
  readonly sessionsOfOne: number;
  readonly sessionIdleMs: number;
  readonly sessionMs: number;
  /** How long a stopping server waits for the calls in flight. */
  readonly stopMs: number;
}

export const LIMITS: HttpLimits = {
  bodyBytes: 32_000_000,
  heldBytes: 96_000_000,
  jsonDepth: 32,
  jsonValues: 50_000,
  messagesInBatch: 20,
  connections: 1_024,
  headersMs: 10_000,
  requestMs: MINUTE_MS,
  idleSocketMs: 5 * MINUTE_MS,
  callMs: 60 * MINUTE_MS,
  calls: 256,
  callsOfOne: 64,
  sessions: 512,
  sessionsOfOne: 64,
  sessionIdleMs: 30 * MINUTE_MS,
  sessionMs: DAY_MS,
  stopMs: MINUTE_MS,
};

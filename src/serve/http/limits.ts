import { DAY_MS, MINUTE_MS } from '../../model/time.ts';

/** What one client, and all together, may use of the server. Requests beyond it are refused, not queued. */
export interface HttpLimits {
  /** One request's body. The import tool takes 20 million characters of content. */
  readonly bodyBytes: number;
  /** Bytes of all bodies in memory at one time. */
  readonly heldBytes: number;
  /** Of those, what one caller may hold. */
  readonly heldBytesOfOne: number;
  readonly jsonDepth: number;
  /** Values in one message, however small. */
  readonly jsonValues: number;
  readonly messagesInBatch: number;
  readonly connections: number;
  /** From one address. More than its calls and streams can be in all: behind a proxy everybody has its address. */
  readonly connectionsOfOne: number;
  readonly headersMs: number;
  /** Milliseconds from the first byte of a request to its last. */
  readonly requestMs: number;
  /** Messages whose last byte has not come yet; they take no place of a call. */
  readonly bodies: number;
  readonly bodiesOfOne: number;
  /** Milliseconds for which a body may come as slowly as it likes; then it needs its rate on average. */
  readonly bodyGraceMs: number;
  readonly bodyBytesPerSecond: number;
  /** Milliseconds without traffic on a socket, in either direction. Open streams send a keep-alive every 15 s. */
  readonly idleSocketMs: number;
  /** Milliseconds that one call may take; a person has ten minutes to answer a form. */
  readonly callMs: number;
  readonly calls: number;
  readonly callsOfOne: number;
  /** Streams on which a client waits for news; they take no place of a call. */
  readonly streams: number;
  readonly streamsOfOne: number;
  readonly sessions: number;
  readonly sessionsOfOne: number;
  readonly sessionIdleMs: number;
  readonly sessionMs: number;
  /** Milliseconds that a stopping server waits for the calls in flight. */
  readonly stopMs: number;
  /** Milliseconds for which it still answers that it stops, so that a request that was on its way is not cut off. */
  readonly lingerMs: number;
  /** Milliseconds that it then waits for the requests of those who are connected already. */
  readonly lateMs: number;
}

export const LIMITS: HttpLimits = {
  bodyBytes: 32_000_000,
  heldBytes: 96_000_000,
  heldBytesOfOne: 64_000_000,
  jsonDepth: 32,
  jsonValues: 50_000,
  messagesInBatch: 20,
  connections: 1_536,
  connectionsOfOne: 1_024,
  headersMs: 10_000,
  requestMs: MINUTE_MS,
  bodies: 512,
  bodiesOfOne: 64,
  bodyGraceMs: 5_000,
  bodyBytesPerSecond: 1_000,
  idleSocketMs: 5 * MINUTE_MS,
  callMs: 60 * MINUTE_MS,
  calls: 256,
  callsOfOne: 64,
  streams: 512,
  streamsOfOne: 32,
  sessions: 512,
  sessionsOfOne: 64,
  sessionIdleMs: 30 * MINUTE_MS,
  sessionMs: DAY_MS,
  stopMs: MINUTE_MS,
  lingerMs: 300,
  lateMs: 2_000,
};

/** How long anything may take: no call hangs for ever. */
export interface Limits {
  /** The server stops a statement after this. */
  readonly statementMs: number;
  /** How long a write waits for another process. */
  readonly busyMs: number;
}

export const STATEMENT_MS = 120_000;
const CONNECT_MS = 10_000;

/** A server that does not answer at all, not even to stop, is left a little later. */
export function giveUpMs({ statementMs }: Limits): number {
  return statementMs + 2_000;
}

export function connectMs({ statementMs }: Limits): number {
  return Math.min(CONNECT_MS, statementMs);
}

/** A server that vanished under a connection is noticed by the first statement of a call, which only waits for other writers. */
export function beginMs(limits: Limits): number {
  return Math.min(connectMs(limits) + limits.busyMs, giveUpMs(limits));
}

/** A writer on a machine that vanished keeps the others waiting for no longer than this. */
const WRITER_IDLE_MS = 60_000;
const READER_IDLE_MS = 600_000;

/** In one message with `begin`, and local to the transaction: a pooler between us and the database may change connections. */
export function beginReading(schema: string, limits: Limits): string {
  return `begin isolation level repeatable read read only; ${settings(schema, limits, READER_IDLE_MS)}`;
}

/**
 * The row is the turn: whoever has it writes, and the others wait for it. A lock on a row is standard SQL, which an
 * advisory lock is not. Each statement then sees what the writer before has committed.
 */
export function beginWriting(schema: string, limits: Limits, relaxed: boolean): string {
  return `begin isolation level read committed; ${settings(schema, limits, WRITER_IDLE_MS)}
    set local lock_timeout = ${limits.busyMs}; ${relaxed ? RELAXED : DURABLE}
    select revision from meta where id = 1 for update`;
}

const RELAXED = 'set local synchronous_commit = off;';
/** What is acknowledged survives a power cut, whatever the database or the user is set to; a stricter setting stays. */
const DURABLE = `select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';`;

export function beginMigrating(schema: string, limits: Limits): string {
  return `begin isolation level read committed; ${settings(schema, limits, WRITER_IDLE_MS)}`;
}

function settings(schema: string, { statementMs }: Limits, idleMs: number): string {
  return `set local search_path = "${schema}"; set local statement_timeout = ${statementMs};
    set local idle_in_transaction_session_timeout = ${idleMs};`;
}

/** No call hangs for ever: the server stops a statement after this, and we leave the connection a little later. */
const STATEMENT_MS = 120_000;
export const GIVE_UP_MS = STATEMENT_MS + 15_000;
export const CONNECT_MS = 10_000;

/** A writer on a machine that vanished keeps the others waiting for no longer than this. */
const WRITER_IDLE_MS = 60_000;
const READER_IDLE_MS = 600_000;

/** In one message with `begin`, and local to the transaction: a pooler between us and the database may change connections. */
export function beginReading(schema: string): string {
  return `begin isolation level repeatable read read only; ${settings(schema, READER_IDLE_MS)}`;
}

/**
 * The row is the turn: whoever has it writes, and the others wait for it. A lock on a row is standard SQL, which an
 * advisory lock is not. Each statement then sees what the writer before has committed.
 */
export function beginWriting(schema: string, waitMs: number, relaxed: boolean): string {
  return `begin isolation level read committed; ${settings(schema, WRITER_IDLE_MS)}
    set local lock_timeout = ${waitMs}; ${relaxed ? 'set local synchronous_commit = off;' : ''}
    select revision from meta where id = 1 for update`;
}

export function settings(schema: string, idleMs: number): string {
  return `set local search_path = "${schema}"; set local statement_timeout = ${STATEMENT_MS};
    set local idle_in_transaction_session_timeout = ${idleMs};`;
}

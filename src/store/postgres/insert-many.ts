import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import type { SqlValue } from '../driver.ts';
import { copyText } from './copy-text.ts';
import { numbered } from './placeholders.ts';

/** Below this many rows one statement is quicker than opening a copy. */
const COPY_FROM = 20;
const ROWS_PER_STATEMENT = 500;
const PARAMETERS = 60_000;
const CHUNK = 500;
const INSERT = /^(insert into (\w+) (\([\w,\s]+\)))\s+values\s+(\([?,\s]+\))(?:\s+(on conflict[\s\S]*))?$/i;

/** Plain inserts go in by COPY; with a rule for conflicts, which COPY has not, by statements of many rows. */
export async function insertMany(
  client: ClientBase,
  sql: string,
  rows: readonly (readonly SqlValue[])[],
  timeoutMs: number,
): Promise<void> {
  const [, into, table, columns, row, conflict] = INSERT.exec(sql.trim()) ?? [];
  if (into === undefined || row === undefined) {
    for (const values of rows) await client.query(numbered(sql), [...values]);
  } else if (conflict === undefined && rows.length >= COPY_FROM) {
    await copy(client, `copy ${table} ${columns} from stdin`, rows, timeoutMs);
  } else {
    const width = rows[0]?.length ?? 1;
    const size = Math.max(1, Math.min(ROWS_PER_STATEMENT, Math.floor(PARAMETERS / width)));
    for (let start = 0; start < rows.length; start += size) {
      const part = rows.slice(start, start + size);
      const values = part.map(() => row).join(', ');
      await client.query(numbered(`${into} values ${values} ${conflict ?? ''}`), part.flat());
    }
  }
}

async function copy(
  client: ClientBase,
  sql: string,
  rows: readonly (readonly SqlValue[])[],
  timeoutMs: number,
): Promise<void> {
  const { from } = await import('pg-copy-streams');
  await pipeline(Readable.from(chunks(rows)), client.query(from(sql)), { signal: AbortSignal.timeout(timeoutMs) });
}

function* chunks(rows: readonly (readonly SqlValue[])[]): Generator<Buffer> {
  for (let start = 0; start < rows.length; start += CHUNK)
    yield Buffer.from(copyText(rows.slice(start, start + CHUNK)));
}

import { checkStored, checkValues } from '../cells/values.ts';
import type { SqlRow, SqlSession, SqlValue, SqlWriteSession } from '../driver.ts';
import { insertMany } from './insert-many.ts';
import { numbered } from './placeholders.ts';
import type { Transaction } from './transaction.ts';

/** Nothing that is stored has it. */
const NOWHERE = '\u{10ffff}';

export function readSession(transaction: Transaction): SqlSession {
  const all = (sql: string, values: readonly SqlValue[] = []): Promise<readonly SqlRow[]> =>
    transaction.run(async (client) => {
      checkValues(values);
      return (await client.query<SqlRow>(numbered(sql), values.map(searchable))).rows;
    });
  return {
    all,
    get: async (sql, values) => (await all(sql, values))[0] ?? null,
    lists: (sql, values = []) =>
      transaction.run(async (client) => {
        checkValues(values);
        const query = { text: numbered(sql), values: values.map(searchable), rowMode: 'array' as const };
        return (await client.query<unknown[]>(query)).rows;
      }),
  };
}

export function writeSession(transaction: Transaction, giveUpMs: number): SqlWriteSession {
  return {
    ...readSession(transaction),
    run: (sql, values = []) =>
      transaction.run(async (client) => {
        checkStored(values);
        return (await client.query(numbered(sql), [...values])).rowCount ?? 0;
      }),
    insertMany: (sql, rows) =>
      transaction.run(async (client) => {
        for (const values of rows) checkStored(values);
        if (rows.length > 0) await insertMany(client, sql, rows, giveUpMs);
      }),
  };
}

/** PostgreSQL refuses a NUL even where it is only looked for. */
function searchable(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', NOWHERE) : value;
}

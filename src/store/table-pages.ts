import { corrupt } from './cells/corrupt.ts';
import type { SqlSession, SqlValue } from './driver.ts';
import { keyOf, type Table } from './schema/table.ts';

const PAGE = 2_000;
const LARGE_PAGE = 100;

/** All rows of a table in the order of its key, a page at a time, with their values in the order of the columns. */
export async function* tablePages(
  session: SqlSession,
  table: Table,
): AsyncGenerator<readonly (readonly SqlValue[])[], void> {
  const columns = Object.keys(table.columns);
  const key = keyOf(table);
  const size = table.large === true ? LARGE_PAGE : PAGE;
  const at = key.map((column) => columns.indexOf(column));
  const select = `select ${columns.join(', ')} from ${table.name}`;
  const order = `order by ${key.join(', ')} limit ${size}`;
  const beyond = `where (${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
  let last: readonly SqlValue[] | undefined;
  for (;;) {
    const rows =
      last === undefined
        ? await session.lists(`${select} ${order}`)
        : await session.lists(`${select} ${beyond} ${order}`, valuesAt(last, at));
    const page = rows.map((row) => row.map((value, index) => checked(value, columns[index] ?? '')));
    if (page.length > 0) yield page;
    if (page.length < size) return;
    last = page.at(-1);
  }
}

function valuesAt(values: readonly SqlValue[], at: readonly number[]): readonly SqlValue[] {
  return at.map((index) => values[index] ?? null);
}

function checked(value: unknown, column: string): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw corrupt(column);
}

import { ClariIdentityError } from '../../model/errors.ts';
import { integer, text } from '../columns.ts';
import type { SqlRow, SqlSession, SqlValue } from '../driver.ts';
import type { JudgedFilter, JudgedOrder, JudgedPage } from '../store.ts';
import { all, type Condition, conditionOf } from './filter.ts';
import { judgedOf } from './judgement-row.ts';

const SORTED_BY = {
  severity: ['finding_rank', 'reason', 'email', 'account_id', 'app'],
  email: ['email', 'account_id', 'app'],
} as const satisfies Record<JudgedOrder, readonly string[]>;

/** A page goes on after a key, never after a number of rows: rows that come or go in between shift nothing. */
export async function judgedPage(
  session: SqlSession,
  filter: JudgedFilter,
  order: JudgedOrder,
  afterKey: readonly string[] | null,
  limit: number,
): Promise<JudgedPage> {
  const columns = SORTED_BY[order];
  const narrowed = conditionOf(filter);
  const counted = await session.get(`select count(*) as total from judgements where ${narrowed.sql}`, narrowed.values);
  const paged = all([narrowed, afterKey === null ? null : after(columns, afterKey)]);
  const rows = await session.all(
    `select ${columns.map((column) => `page.${column} as ${column}`).join(', ')}, body
     from (select ${columns.join(', ')} from judgements where ${paged.sql} order by ${columns.join(', ')} limit ?) as page
     join judgement_bodies on judgement_bodies.account_id = page.account_id and judgement_bodies.app = page.app
     order by ${columns.map((column) => `page.${column}`).join(', ')}`,
    [...paged.values, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(judgedOf),
    total: counted === null ? 0 : integer(counted, 'total'),
    nextKey: rows.length > limit && last !== undefined ? keyOf(last, columns) : null,
  };
}

function keyOf(row: SqlRow, columns: readonly string[]): readonly string[] {
  return columns.map((column) => (column === 'finding_rank' ? String(integer(row, column)) : text(row, column)));
}

/** The key went through a client, so it is read like any other input. */
function after(columns: readonly string[], key: readonly string[]): Condition {
  const values: SqlValue[] = columns.map((column, index) => {
    const part = key[index];
    if (part === undefined || key.length !== columns.length) throw invalidKey();
    if (column !== 'finding_rank') return part;
    if (!/^\d{1,3}$/.test(part)) throw invalidKey();
    return Number(part);
  });
  return { sql: `(${columns.join(', ')}) > (${columns.map(() => '?').join(', ')})`, values };
}

function invalidKey(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CURSOR_INVALID',
    'The cursor does not belong to this list.',
    'Call again without `cursor` and read the list from its start.',
  );
}

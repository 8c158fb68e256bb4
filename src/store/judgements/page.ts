import { ClariIdentityError } from '../../model/errors.ts';
import { integer, text } from '../cells/columns.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import type { CasePage, JudgedFilter, JudgedOrder, StoredCase } from '../store.ts';
import { type Bucket, bucketsOf } from './buckets.ts';
import { storedEvaluation } from './evaluation.ts';
import { all, bucketsFor, type Condition, conditionOf } from './filter.ts';
import { rankOf } from './kept.ts';

interface Place {
  readonly generation: number;
  /** One after the other; those of one element are read together, in order of e-mail. */
  readonly groups: readonly (readonly Bucket[])[];
  readonly narrowed: Condition | null;
}

/** Reads a page that begins after a key, not after a number of rows: so added and removed rows do not shift it. */
export async function casePage(
  session: SqlSession,
  filter: JudgedFilter,
  order: JudgedOrder,
  afterKey: readonly string[] | null,
  limit: number,
): Promise<CasePage> {
  const from = afterKey === null ? null : keyFrom(order, afterKey);
  const stored = await storedEvaluation(session);
  if (stored === null) return { cases: [], total: 0, nextKey: null };
  const { generation } = stored;
  const buckets = bucketsFor(await bucketsOf(session, generation), filter);
  const narrowed = conditionOf(filter);
  const place = { generation, groups: order === 'email' ? [buckets] : bySeverity(buckets), narrowed };
  const rows = await rowsAfter(session, place, from, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    cases: await withShapes(
      session,
      generation,
      shown.map(({ row }) => row),
    ),
    total: await countIn(session, generation, buckets, narrowed),
    nextKey: rows.length > limit && last !== undefined ? keyOf(order, last) : null,
  };
}

export async function countIn(
  session: SqlSession,
  generation: number,
  buckets: readonly Bucket[],
  narrowed: Condition | null,
): Promise<number> {
  if (narrowed === null) return buckets.reduce((sum, bucket) => sum + bucket.accounts, 0);
  const { sql, values } = all([within(generation, buckets), narrowed]);
  const row = await session.get(`select count(*) as total from judgements where ${sql}`, values);
  return row === null ? 0 : integer(row, 'total');
}

export function within(generation: number, buckets: readonly Bucket[]): Condition {
  if (buckets.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `generation = ? and bucket in (${buckets.map(() => '?').join(', ')})`,
    values: [generation, ...buckets.map((one) => one.bucket)],
  };
}

/** Shapes are shared by thousands: each is read once. */
export async function withShapes(
  session: SqlSession,
  generation: number,
  rows: readonly SqlRow[],
): Promise<readonly StoredCase[]> {
  const shapes = new Map<string, string>();
  for (const premise of new Set(rows.map((row) => text(row, 'premise')))) {
    const row = await session.get('select shape from premises where generation = ? and premise = ?', [
      generation,
      premise,
    ]);
    if (row !== null) shapes.set(premise, text(row, 'shape'));
  }
  return rows.map((row) => ({
    accountId: text(row, 'account_id'),
    app: text(row, 'app'),
    shape: shapes.get(text(row, 'premise')) ?? '',
    own: text(row, 'own'),
  }));
}

export const CASE_COLUMNS = 'account_id, app, premise, own';

interface Found {
  readonly row: SqlRow;
  readonly bucket: Bucket;
}

async function rowsAfter(
  session: SqlSession,
  { generation, groups, narrowed }: Place,
  from: From | null,
  wanted: number,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const buckets of groups) {
    const [first] = buckets;
    if (first === undefined || found.length >= wanted) continue;
    const standing = from === null || from.group === null ? 0 : compareGroups(first, from.group);
    if (standing < 0) continue;
    const after = from === null || standing > 0 ? null : from.after;
    const byBucket = new Map(buckets.map((bucket) => [bucket.bucket, bucket]));
    for (const row of await merged(session, generation, buckets, narrowed, after, wanted - found.length)) {
      const bucket = byBucket.get(integer(row, 'bucket'));
      if (bucket !== undefined) found.push({ row, bucket });
    }
  }
  return found;
}

/** The database merges the buckets' own orders: no more than a page of each is ever looked at. */
async function merged(
  session: SqlSession,
  generation: number,
  buckets: readonly Bucket[],
  narrowed: Condition | null,
  after: readonly string[] | null,
  limit: number,
): Promise<readonly SqlRow[]> {
  const parts = buckets.map((bucket) => {
    const { sql, values } = all([
      within(generation, [bucket]),
      narrowed,
      after === null ? null : { sql: '(email, account_id, app) > (?, ?, ?)', values: after },
    ]);
    return {
      sql: `select * from (select ${CASE_COLUMNS}, bucket, email from judgements where ${sql}
        order by email, account_id, app limit ?) as part_${bucket.bucket}`,
      values: [...values, limit],
    };
  });
  return session.all(`${parts.map((one) => one.sql).join(' union all ')} order by email, account_id, app limit ?`, [
    ...parts.flatMap((one) => one.values),
    limit,
  ]);
}

type Severity = Pick<Bucket, 'finding' | 'reason'>;

function bySeverity(buckets: readonly Bucket[]): readonly (readonly Bucket[])[] {
  const groups: Bucket[][] = [];
  for (const bucket of buckets) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && compareGroups(last[0], groupOf(bucket)) === 0) last.push(bucket);
    else groups.push([bucket]);
  }
  return groups;
}

interface Group {
  readonly rank: number;
  readonly reason: string;
}

function groupOf({ finding, reason }: Severity): Group {
  return { rank: rankOf(finding), reason };
}

function compareGroups(one: Severity, other: Group): number {
  const { rank, reason } = groupOf(one);
  return rank - other.rank || (reason < other.reason ? -1 : reason > other.reason ? 1 : 0);
}

interface From {
  /** Null: all buckets are one group. */
  readonly group: Group | null;
  readonly after: readonly string[];
}

function keyOf(order: JudgedOrder, { row, bucket }: Found): readonly string[] {
  const own = [text(row, 'email'), text(row, 'account_id'), text(row, 'app')];
  return order === 'email' ? own : [String(rankOf(bucket.finding)), bucket.reason, ...own];
}

/** The key went through a client, so it is read like any other input. */
function keyFrom(order: JudgedOrder, key: readonly string[]): From {
  const [rank, reason, ...after] = order === 'email' ? ['0', '', ...key] : key;
  if (rank === undefined || reason === undefined || after.length !== 3 || !/^\d{1,3}$/.test(rank)) throw invalidKey();
  return { group: order === 'email' ? null : { rank: Number(rank), reason }, after };
}

function invalidKey(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CURSOR_INVALID',
    'The cursor does not belong to this list.',
    'Call again without `cursor` and read the list from its start.',
  );
}

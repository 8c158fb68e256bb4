import { ClariIdentityError } from '../../model/errors.ts';
import { integer, text } from '../cells/columns.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import type { CasePage, JudgedFilter, JudgedOrder, StoredCase } from '../store.ts';
import { storedEvaluation } from './evaluation.ts';
import { all, type Condition, conditionOf, pilesFor } from './filter.ts';
import { rankOf } from './kept.ts';
import { type Pile, pilesOf } from './piles.ts';

interface Place {
  readonly edition: number;
  /** One after the other; those of one element are read together, in order of e-mail. */
  readonly groups: readonly (readonly Pile[])[];
  readonly narrowed: Condition | null;
}

/** A page goes on after a key, never after a number of rows: rows that come or go in between shift nothing. */
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
  const { edition } = stored;
  const piles = pilesFor(await pilesOf(session, edition), filter);
  const narrowed = conditionOf(filter);
  const place = { edition, groups: order === 'email' ? [piles] : bySeverity(piles), narrowed };
  const rows = await rowsAfter(session, place, from, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    cases: await withShapes(
      session,
      edition,
      shown.map(({ row }) => row),
    ),
    total: await countIn(session, edition, piles, narrowed),
    nextKey: rows.length > limit && last !== undefined ? keyOf(order, last) : null,
  };
}

export async function countIn(
  session: SqlSession,
  edition: number,
  piles: readonly Pile[],
  narrowed: Condition | null,
): Promise<number> {
  if (narrowed === null) return piles.reduce((sum, pile) => sum + pile.accounts, 0);
  const { sql, values } = all([within(edition, piles), narrowed]);
  const row = await session.get(`select count(*) as total from judgements where ${sql}`, values);
  return row === null ? 0 : integer(row, 'total');
}

export function within(edition: number, piles: readonly Pile[]): Condition {
  if (piles.length === 0) return { sql: '1 = 0', values: [] };
  return {
    sql: `edition = ? and pile in (${piles.map(() => '?').join(', ')})`,
    values: [edition, ...piles.map((one) => one.pile)],
  };
}

/** Shapes are shared by thousands: each is read once. */
export async function withShapes(
  session: SqlSession,
  edition: number,
  rows: readonly SqlRow[],
): Promise<readonly StoredCase[]> {
  const shapes = new Map<string, string>();
  for (const premise of new Set(rows.map((row) => text(row, 'premise')))) {
    const row = await session.get('select shape from premises where edition = ? and premise = ?', [edition, premise]);
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
  readonly pile: Pile;
}

async function rowsAfter(
  session: SqlSession,
  { edition, groups, narrowed }: Place,
  from: From | null,
  wanted: number,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const piles of groups) {
    const [first] = piles;
    if (first === undefined || found.length >= wanted) continue;
    const standing = from === null || from.group === null ? 0 : compareGroups(first, from.group);
    if (standing < 0) continue;
    const after = from === null || standing > 0 ? null : from.after;
    const byPile = new Map(piles.map((pile) => [pile.pile, pile]));
    for (const row of await merged(session, edition, piles, narrowed, after, wanted - found.length)) {
      const pile = byPile.get(integer(row, 'pile'));
      if (pile !== undefined) found.push({ row, pile });
    }
  }
  return found;
}

/** The database merges the piles' own orders: no more than a page of each is ever looked at. */
async function merged(
  session: SqlSession,
  edition: number,
  piles: readonly Pile[],
  narrowed: Condition | null,
  after: readonly string[] | null,
  limit: number,
): Promise<readonly SqlRow[]> {
  const parts = piles.map((pile) => {
    const { sql, values } = all([
      within(edition, [pile]),
      narrowed,
      after === null ? null : { sql: '(email, account_id, app) > (?, ?, ?)', values: after },
    ]);
    return {
      sql: `select * from (select ${CASE_COLUMNS}, pile, email from judgements where ${sql}
        order by email, account_id, app limit ?) as part_${pile.pile}`,
      values: [...values, limit],
    };
  });
  return session.all(`${parts.map((one) => one.sql).join(' union all ')} order by email, account_id, app limit ?`, [
    ...parts.flatMap((one) => one.values),
    limit,
  ]);
}

type Severity = Pick<Pile, 'finding' | 'reason'>;

function bySeverity(piles: readonly Pile[]): readonly (readonly Pile[])[] {
  const groups: Pile[][] = [];
  for (const pile of piles) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && compareGroups(last[0], groupOf(pile)) === 0) last.push(pile);
    else groups.push([pile]);
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
  /** Null: all piles are one group. */
  readonly group: Group | null;
  readonly after: readonly string[];
}

function keyOf(order: JudgedOrder, { row, pile }: Found): readonly string[] {
  const own = [text(row, 'email'), text(row, 'account_id'), text(row, 'app')];
  return order === 'email' ? own : [String(rankOf(pile.finding)), pile.reason, ...own];
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

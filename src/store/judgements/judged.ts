import type { App } from '../../model/app-profile.ts';
import type { Finding } from '../../model/finding.ts';
import { integer, text, textOrNull } from '../cells/columns.ts';
import { filled } from '../cells/filled.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import type { JudgedColumn, JudgedCount, JudgedFilter, JudgedGroup, SeatTime, StoredCase } from '../store.ts';
import { bucketsOf } from './buckets.ts';
import { storedEvaluation } from './evaluation.ts';
import { all, bucketsFor, conditionOf } from './filter.ts';
import { CASE_COLUMNS, countIn, within, withShapes } from './page.ts';

const REFS_AT_ONCE = 500;

/** Two apps may give one id to their accounts: then Clari's comes first. */
export async function casesById(session: SqlSession, accountIds: readonly string[]): Promise<readonly StoredCase[]> {
  const found: SqlRow[] = [];
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  for (const accountId of accountIds)
    found.push(
      ...(await session.all(
        `select ${CASE_COLUMNS} from judgements where generation = ? and account_id = ? order by app`,
        [stored.generation, accountId],
      )),
    );
  return withShapes(session, stored.generation, found);
}

export async function casesByEmail(session: SqlSession, email: string): Promise<readonly StoredCase[]> {
  const stored = await storedEvaluation(session);
  if (stored === null || email === '') return [];
  // By the order of the lists, bucket by bucket: an index by e-mail alone would double what it costs to write a generation.
  // Asked for in the order of the key, SQLite would walk through everybody in that order instead.
  const rows = await session.all(
    `select ${CASE_COLUMNS} from judgements where generation = ?
       and bucket in (select bucket from buckets where generation = ?) and email = ?`,
    [stored.generation, stored.generation, email],
  );
  return withShapes(session, stored.generation, rows.toSorted(byAccount));
}

function byAccount(one: SqlRow, other: SqlRow): number {
  const [a, b] = [one, other].map((row) => `${text(row, 'account_id')}\n${text(row, 'app')}`);
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}

export async function casesByIdentity(session: SqlSession, ref: string): Promise<readonly StoredCase[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const rows = await session.all(
    `select found.account_id, found.app, premise, own from judgement_refs as found
     join judgements on judgements.generation = found.generation and judgements.account_id = found.account_id
       and judgements.app = found.app
     where found.generation = ? and ref = ? order by found.account_id, found.app`,
    [stored.generation, ref],
  );
  return withShapes(session, stored.generation, rows);
}

export async function casesFiledUnder(session: SqlSession, refs: readonly string[]): Promise<readonly StoredCase[]> {
  const stored = await storedEvaluation(session);
  const found = new Map<string, SqlRow>();
  if (stored === null) return [];
  for (let from = 0; from < refs.length; from += REFS_AT_ONCE) {
    const some = filled(refs.slice(from, from + REFS_AT_ONCE));
    const rows = await session.all(
      `select judgements.account_id, judgements.app, premise, own from judgement_refs as found
       join judgements on judgements.generation = found.generation and judgements.account_id = found.account_id
         and judgements.app = found.app
       where found.generation = ? and ref in (${some.map(() => '?').join(', ')})`,
      [stored.generation, ...some],
    );
    for (const row of rows) found.set(`${text(row, 'app')} ${text(row, 'account_id')}`, row);
  }
  return withShapes(session, stored.generation, [...found.values()]);
}

/** Those of these identities to which an account of that app is linked, or may belong. */
export async function refsWithAccount(
  session: SqlSession,
  app: App,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  const stored = await storedEvaluation(session);
  const found = new Set<string>();
  if (stored === null) return found;
  for (let from = 0; from < refs.length; from += REFS_AT_ONCE) {
    const some = refs.slice(from, from + REFS_AT_ONCE);
    const rows = await session.all(
      `select distinct ref from judgement_refs where generation = ? and app = ? and ref in (${some.map(() => '?').join(', ')})`,
      [stored.generation, app, ...some],
    );
    for (const row of rows) found.add(text(row, 'ref'));
  }
  return found;
}

/** In order of precedence, then reason. */
export async function judgedCounts(session: SqlSession, filter: JudgedFilter): Promise<readonly JudgedCount[]> {
  const stored = await storedEvaluation(session);
  if (stored === null) return [];
  const buckets = bucketsFor(await bucketsOf(session, stored.generation), filter);
  const narrowed = conditionOf(filter);
  const counted = new Map(buckets.map((one) => [one.bucket, one.accounts]));
  if (narrowed !== null) {
    const { sql, values } = all([within(stored.generation, buckets), narrowed]);
    const rows = await session.all(
      `select bucket, count(*) as count from judgements where ${sql} group by bucket`,
      values,
    );
    counted.clear();
    for (const row of rows) counted.set(integer(row, 'bucket'), integer(row, 'count'));
  }
  const counts = new Map<string, { finding: Finding; reason: string; count: number }>();
  for (const { bucket, finding, reason } of buckets) {
    const key = `${finding} ${reason}`;
    const known = counts.get(key) ?? { finding, reason, count: 0 };
    counts.set(key, { ...known, count: known.count + (counted.get(bucket) ?? 0) });
  }
  return [...counts.values()].filter((one) => one.count > 0);
}

/** Largest first; null: accounts that have no value there. */
export async function judgedGroups(
  session: SqlSession,
  filter: JudgedFilter,
  by: JudgedColumn,
  limit: number,
): Promise<{ readonly groups: readonly JudgedGroup[]; readonly total: number }> {
  const stored = await storedEvaluation(session);
  if (stored === null) return { groups: [], total: 0 };
  const buckets = bucketsFor(await bucketsOf(session, stored.generation), filter);
  const { sql, values } = all([within(stored.generation, buckets), conditionOf(filter)]);
  // One walk through the accounts: how many groups there are stands beside each of them.
  const rows = await session.all(
    `select ${by} as value, count(*) as count, min(account_id) as example, count(*) over () as total
     from judgements where ${sql} group by ${by} order by count(*) desc, coalesce(${by}, '') limit ?`,
    [...values, limit],
  );
  const [first] = rows;
  return {
    groups: rows.map((row) => ({
      value: textOrNull(row, 'value'),
      count: integer(row, 'count'),
      example: text(row, 'example'),
    })),
    total: first === undefined ? 0 : integer(first, 'total'),
  };
}

/** Whole days since each revocation, as a sum; a revocation that lies ahead gives none back. */
export async function seatTime(session: SqlSession, filter: JudgedFilter, nowMs: number): Promise<SeatTime> {
  const stored = await storedEvaluation(session);
  if (stored === null) return { days: 0, accounts: 0, unknown: 0 };
  const buckets = bucketsFor(await bucketsOf(session, stored.generation), filter);
  const narrowed = conditionOf(filter);
  const { sql, values } = all([
    within(stored.generation, buckets),
    narrowed,
    { sql: 'revoked_ms is not null', values: [] },
  ]);
  const row = await session.get(
    `select count(*) as accounts, cast(coalesce(sum(case when revoked_ms < ${now(nowMs)}
       then (${now(nowMs)} - revoked_ms) / 86400000 else 0 end), 0) as bigint) as days
     from judgements where ${sql}`,
    values,
  );
  const accounts = row === null ? 0 : integer(row, 'accounts');
  const total = await countIn(session, stored.generation, buckets, narrowed);
  return { days: row === null ? 0 : integer(row, 'days'), accounts, unknown: total - accounts };
}

/** Written out: of a bound number the databases do not agree on whether a division leaves a fraction. */
function now(ms: number): string {
  return String(Math.trunc(ms));
}

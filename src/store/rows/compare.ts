import { compareBlocks, noLongerActiveInBlocks } from '../blocks/compare-blocks.ts';
import { integer } from '../cells/columns.ts';
import type { SqlSession } from '../driver.ts';
import type { SnapshotDifference } from '../readers/snapshot-reader.ts';
import { findSnapshot } from '../reads/snapshots.ts';
import { rowsOfKind } from './of-kind.ts';
import type { ROW_TABLES } from './row-table.ts';

/** An unknown read has no rows: everything is added, or removed. */
export async function compareReads(
  session: SqlSession,
  snapshotId: string,
  earlierId: string,
): Promise<SnapshotDifference> {
  const rows = await rowsOf(session, snapshotId, earlierId);
  return 'of' in rows
    ? compareBlocks(session, rows, snapshotId, earlierId)
    : compareTables(session, rows.name, snapshotId, earlierId);
}

/** In the order of their bytes, at most `limit`. Rows that are not of people have no status: none of them was active. */
export async function keysNoLongerActive(
  session: SqlSession,
  snapshotId: string,
  earlierId: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await rowsOf(session, snapshotId, earlierId);
  return 'of' in rows ? noLongerActiveInBlocks(session, rows, snapshotId, earlierId, limit) : [];
}

async function rowsOf(session: SqlSession, snapshotId: string, earlierId: string) {
  const kind = (await findSnapshot(session, snapshotId))?.kind ?? (await findSnapshot(session, earlierId))?.kind;
  return rowsOfKind(kind ?? 'clari-users');
}

/** Both reads beside each other, one row a key: rows of one key count once. Null: the key is not in that read. */
async function compareTables(
  session: SqlSession,
  table: (typeof ROW_TABLES)[number],
  snapshotId: string,
  earlierId: string,
): Promise<SnapshotDifference> {
  const side = (name: string) => `case when side = '${name}' then digest end`;
  const count = (condition: string) => `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const row = await session.get(
    `select
      ${count('first_before is null')} as added,
      ${count('first_now is null')} as removed,
      ${count('first_now <> first_before or last_now <> last_before')} as changed,
      ${count('first_before is not null')} as rows_before
    from (
      select row_key,
        min(${side('now')}) as first_now, max(${side('now')}) as last_now,
        min(${side('before')}) as first_before, max(${side('before')}) as last_before
      from (
        select 'now' as side, row_key, digest from ${table}
          where read_id = (select read_id from snapshots where snapshot_id = ?)
        union all
        select 'before' as side, row_key, digest from ${table}
          where read_id = (select read_id from snapshots where snapshot_id = ?)
      ) as sides
      group by row_key
    ) as keys`,
    [snapshotId, earlierId],
  );
  const found = row ?? {};
  return {
    added: integer(found, 'added'),
    removed: integer(found, 'removed'),
    changed: integer(found, 'changed'),
    turnedInactive: 0,
    activeRemoved: 0,
    activeBefore: 0,
    rowsBefore: integer(found, 'rows_before'),
  };
}

import { integer, text } from '../columns.ts';
import type { SqlRow, SqlSession } from '../driver.ts';
import { findSnapshot } from '../snapshots.ts';
import type { SnapshotDifference } from '../store.ts';
import { accountRows } from './account-rows.ts';
import { assignmentRows } from './assignment-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { identityRows } from './identity-rows.ts';
import { mentionRows } from './mention-rows.ts';
import { opportunityRows } from './opportunity-rows.ts';
import { tableOfKind } from './row-table.ts';

const ACTIVE_STATUS = {
  account_rows: accountRows.activeStatus,
  identity_rows: identityRows.activeStatus,
  assignment_rows: assignmentRows.activeStatus,
  mention_rows: mentionRows.activeStatus,
  forecast_rows: forecastRows.activeStatus,
  opportunity_rows: opportunityRows.activeStatus,
};

/**
 * Both reads beside each other, one row a key: rows of one key count once, and such a key is active only when every one
 * of its rows says so. Null: the key is not in that read.
 */
function keysOf(table: string): string {
  const side = (name: string, expression: string) => `case when side = '${name}' then ${expression} end`;
  const active = 'case when status = ? then 1 else 0 end';
  return `select row_key,
      min(${side('now', active)}) as active_now,
      min(${side('before', active)}) as active_before,
      min(${side('now', 'digest')}) as first_now, max(${side('now', 'digest')}) as last_now,
      min(${side('before', 'digest')}) as first_before, max(${side('before', 'digest')}) as last_before
    from (
      select 'now' as side, row_key, status, digest from ${table}
        where read_id = (select read_id from snapshots where snapshot_id = ?)
      union all
      select 'before' as side, row_key, status, digest from ${table}
        where read_id = (select read_id from snapshots where snapshot_id = ?)
    ) as sides
    group by row_key`;
}

/** An unknown read has no rows: everything is added, or removed. */
export async function compareReads(
  session: SqlSession,
  snapshotId: string,
  earlierId: string,
): Promise<SnapshotDifference> {
  const { keys, values } = await both(session, snapshotId, earlierId);
  const count = (condition: string) => `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const row = await session.get(
    `select
      ${count('active_before is null')} as added,
      ${count('active_now is null')} as removed,
      ${count('first_now <> first_before or last_now <> last_before')} as changed,
      ${count('active_before = 1 and active_now = 0')} as turned_inactive,
      ${count('active_before = 1 and active_now is null')} as active_removed,
      ${count('active_before = 1')} as active_before,
      ${count('active_before is not null')} as rows_before
    from (${keys}) as keys`,
    values,
  );
  return differenceOf(row ?? {});
}

export async function keysNoLongerActive(
  session: SqlSession,
  snapshotId: string,
  earlierId: string,
  limit: number,
): Promise<readonly string[]> {
  const { keys, values } = await both(session, snapshotId, earlierId);
  const rows = await session.all(
    `select row_key from (${keys}) as keys
     where active_before = 1 and coalesce(active_now, 0) = 0
     order by row_key limit ?`,
    [...values, limit],
  );
  return rows.map((row) => text(row, 'row_key'));
}

async function both(session: SqlSession, snapshotId: string, earlierId: string) {
  const kind = (await findSnapshot(session, snapshotId))?.kind ?? (await findSnapshot(session, earlierId))?.kind;
  const table = tableOfKind(kind ?? 'clari-users');
  const active = ACTIVE_STATUS[table];
  return { keys: keysOf(table), values: [active, active, snapshotId, earlierId] };
}

function differenceOf(row: SqlRow): SnapshotDifference {
  return {
    added: integer(row, 'added'),
    removed: integer(row, 'removed'),
    changed: integer(row, 'changed'),
    turnedInactive: integer(row, 'turned_inactive'),
    activeRemoved: integer(row, 'active_removed'),
    activeBefore: integer(row, 'active_before'),
    rowsBefore: integer(row, 'rows_before'),
  };
}

import { crmIdCore } from '../../model/crm-id.ts';
import type {
  AssignmentObservation,
  ForecastObservation,
  MentionObservation,
  OpportunityObservation,
} from '../../model/observation.ts';
import { textCell } from '../cells.ts';
import type { SqlSession, SqlValue } from '../driver.ts';
import { fold } from '../fold.ts';
import type { Found, IdentityNames, OwnerKeys, PersonKeys } from '../store.ts';
import { assignmentRows } from './assignment-rows.ts';
import { forecastRows } from './forecast-rows.ts';
import { mentionRows } from './mention-rows.ts';
import { opportunityRows } from './opportunity-rows.ts';

const READ = 'read_id = (select read_id from snapshots where snapshot_id = ?)';

/** Like every page of rows, but a line is never cut in two: it may name several people. */
export async function pageOfMentions(
  session: SqlSession,
  snapshotId: string,
  afterLine: number,
  limit: number,
): Promise<readonly MentionObservation[]> {
  const rows = await session.lists(
    `select ${mentionRows.read.columns.join(', ')} from mention_rows where ${READ} and line > ? order by line, row_no limit ?`,
    [snapshotId, afterLine, limit + 1],
  );
  const page = rows.map(mentionRows.read.parse);
  const cut = page[limit]?.line;
  if (cut === undefined) return page;
  const whole = page.filter((row) => row.line < cut);
  if (whole.length > 0) return whole;
  const line = await session.lists(
    `select ${mentionRows.read.columns.join(', ')} from mention_rows where ${READ} and line = ? order by row_no`,
    [snapshotId, cut],
  );
  return line.map(mentionRows.read.parse);
}

export async function mentionsOf(
  session: SqlSession,
  person: PersonKeys,
  limit: number,
): Promise<readonly Found<MentionObservation>[]> {
  const wanted = anyOf([
    ['row_key', person.keys],
    ['email', person.emails],
    ['crm_id_15', person.crmIds.map(crmIdCore)],
  ]);
  if (wanted === null) return [];
  const rows = await session.lists(
    `select ${mentionRows.read.columns.map((one) => `mention_rows.${one}`).join(', ')}, snapshots.snapshot_id
     from mention_rows
     join snapshots on snapshots.read_id = mention_rows.read_id
     where snapshots.state = 'published' and (${wanted.sql})
     order by snapshots.as_of desc, snapshots.read_id desc, line, row_no limit ?`,
    [...wanted.values, limit],
  );
  return rows.map((cells) => ({
    snapshotId: textCell(cells.at(-1), 'snapshot_id'),
    row: mentionRows.read.parse(cells),
  }));
}

export async function forecastsOf(
  session: SqlSession,
  snapshotId: string,
  person: PersonKeys,
  limit: number,
): Promise<readonly ForecastObservation[]> {
  const wanted = anyOf([
    ['person_key', person.keys],
    ['email', person.emails],
    ['crm_id_15', person.crmIds.map(crmIdCore)],
  ]);
  if (wanted === null) return [];
  const rows = await session.lists(
    `select ${forecastRows.read.columns.join(', ')} from forecast_rows where ${READ} and (${wanted.sql}) order by line, row_no limit ?`,
    [snapshotId, ...wanted.values, limit],
  );
  return rows.map(forecastRows.read.parse);
}

export async function opportunitiesOf(
  session: SqlSession,
  snapshotId: string,
  owner: OwnerKeys,
  limit: number,
): Promise<readonly OpportunityObservation[]> {
  const wanted = anyOf([
    ['owner_id_15', owner.ids.map(crmIdCore)],
    ['owner_email', owner.emails],
    ['owner_folded', owner.names.map(fold)],
  ]);
  if (wanted === null) return [];
  const rows = await session.lists(
    `select ${opportunityRows.read.columns.join(', ')} from opportunity_rows where ${READ} and (${wanted.sql}) order by line, row_no limit ?`,
    [snapshotId, ...wanted.values, limit],
  );
  return rows.map(opportunityRows.read.parse);
}

export async function assignmentsOf(
  session: SqlSession,
  snapshotId: string,
  { ids, logins, emails }: IdentityNames,
  limit: number,
): Promise<readonly AssignmentObservation[]> {
  const wanted = anyOf([
    ['identity_id', ids],
    ['login', logins],
    ['email', emails],
  ]);
  if (wanted === null) return [];
  const rows = await session.lists(
    `select ${assignmentRows.read.columns.join(', ')} from assignment_rows where ${READ} and (${wanted.sql}) order by line limit ?`,
    [snapshotId, ...wanted.values, limit],
  );
  return rows.map(assignmentRows.read.parse);
}

/** Null: nothing is known to look for. */
function anyOf(columns: readonly (readonly [string, readonly SqlValue[]])[]) {
  const given = columns.filter(([, values]) => values.length > 0);
  if (given.length === 0) return null;
  return {
    sql: given.map(([column, values]) => `${column} in (${values.map(() => '?').join(', ')})`).join(' or '),
    values: given.flatMap(([, values]) => values),
  };
}

import { crmIdCore } from '../../model/crm-id.ts';
import type {
  AssignmentObservation,
  ForecastObservation,
  MentionObservation,
  OpportunityObservation,
} from '../../model/observation.ts';
import { unpack } from '../blocks/packing.ts';
import { blocksFrom, readIdOf } from '../blocks/placed-blocks.ts';
import { textCell } from '../cells/cells.ts';
import { fold } from '../cells/fold.ts';
import type { SqlSession, SqlValue } from '../driver.ts';
import type { Found, IdentityNames, OwnerKeys, PersonKeys } from '../readers/snapshot-reader.ts';
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
  const found: AssignmentObservation[] = [];
  const [byId, byLogin, byEmail] = [new Set(ids), new Set(logins), new Set(emails)];
  // As they stand in a block, so that most blocks need not be unpacked.
  const texts = [...new Set([...ids, ...logins, ...emails])].map((value) => JSON.stringify(value));
  const readId = await readIdOf(session, snapshotId);
  if (readId === null || texts.length === 0) return found;
  for (let from = 0; found.length < limit; ) {
    const blocks = await blocksFrom(session, 'assignment', readId, from, BLOCKS_AT_ONCE);
    for (const { firstLine, content } of blocks) {
      from = firstLine + 1;
      if (!texts.some((text) => content.includes(text))) continue;
      for (const row of unpack(content, firstLine).map(assignmentRows.parse)) {
        const { identityId, login, email } = row;
        const isOne = has(byId, identityId) || has(byLogin, login) || has(byEmail, email);
        if (isOne && found.length < limit) found.push(row);
      }
    }
    if (blocks.length < BLOCKS_AT_ONCE) break;
  }
  return found;
}

const BLOCKS_AT_ONCE = 50;

function has(values: ReadonlySet<string>, value: string | null): boolean {
  return value !== null && values.has(value);
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

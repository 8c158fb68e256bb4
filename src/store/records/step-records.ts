import type { SettledStep, StepRecord } from '../../model/record.ts';
import { document, oneOf, textOrNull } from '../cells/columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from '../driver.ts';
import { raiseRevision } from '../reads/revision.ts';
import { stepRecordDocument } from './documents.ts';
import { withdrawalOf } from './withdrawal.ts';

/** No verdict rests on what was done of a plan: whoever shows plans looks for themselves. */
const NOBODY = '';

const RECORDS = `select step_records.body, decisions.body as withdrawal from step_records
  left join decisions on decisions.withdraws = step_records.record_id and decisions.kind = 'record_withdrawn'`;

/** In the order of the ledger, each with its withdrawal where there is one. */
export async function allStepRecords(
  session: SqlSession,
  filter: { readonly planId?: string } = {},
): Promise<readonly StepRecord[]> {
  const order = 'order by step_records.ledger_sequence, step_records.record_id';
  const rows =
    filter.planId === undefined
      ? await session.all(`${RECORDS} ${order}`)
      : await session.all(`${RECORDS} where step_records.plan_id = ? ${order}`, [filter.planId]);
  return rows.map(recordOf);
}

export async function findStepRecord(session: SqlSession, recordId: string): Promise<StepRecord | null> {
  const row = await session.get(`${RECORDS} where step_records.record_id = ?`, [recordId]);
  return row === null ? null : recordOf(row);
}

export async function insertStepRecord(session: SqlWriteSession, record: StepRecord): Promise<void> {
  await session.run(
    'insert into step_records (record_id, plan_id, step_id, ledger_sequence, body) values (?, ?, ?, ?, ?)',
    [record.recordId, record.planId, record.stepId, record.ledgerSequence, JSON.stringify(record)],
  );
  await raiseRevision(session, NOBODY);
}

export async function findStepStanding(session: SqlSession, recordId: string): Promise<SettledStep | null> {
  const row = await session.get('select state, settled_as_of from step_standings where record_id = ?', [recordId]);
  if (row === null) return null;
  return {
    state: oneOf(row, 'state', ['confirmed', 'contradicted', 'verifying']),
    settledAsOf: textOrNull(row, 'settled_as_of'),
  };
}

export async function saveStepStanding(
  session: SqlWriteSession,
  recordId: string,
  standing: SettledStep,
): Promise<void> {
  await session.run(
    `insert into step_standings (record_id, state, settled_as_of) values (?, ?, ?)
     on conflict (record_id) do update set state = excluded.state, settled_as_of = excluded.settled_as_of`,
    [recordId, standing.state, standing.settledAsOf],
  );
  await raiseRevision(session, NOBODY);
}

function recordOf(row: SqlRow): StepRecord {
  return { ...document(row, 'body', stepRecordDocument), ...withdrawalOf(row) };
}

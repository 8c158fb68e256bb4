import { CLAIM_STATES, type ClaimStanding, type DeactivationRecord } from '../../model/record.ts';
import { document, oneOf, text, textOrNull } from '../cells/columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from '../driver.ts';
import type { RecordFilter } from '../readers/work-reader.ts';
import { raiseRevision } from '../reads/revision.ts';
import { recordDocument } from './documents.ts';
import { withdrawalOf } from './withdrawal.ts';

const RECORDS = `select records.body, decisions.body as withdrawal from records
  left join decisions on decisions.withdraws = records.record_id and decisions.kind = 'record_withdrawn'`;

/** In the order of the ledger, each with its withdrawal where there is one. */
export async function allRecords(
  session: SqlSession,
  { accountId, newest }: RecordFilter = {},
): Promise<readonly DeactivationRecord[]> {
  const where = accountId === undefined ? '' : 'where records.account_id = ?';
  const values = accountId === undefined ? [] : [accountId];
  if (newest === undefined)
    return (await session.all(`${RECORDS} ${where} order by records.ledger_sequence, records.record_id`, values)).map(
      recordOf,
    );
  const last = `${RECORDS} ${where} order by records.ledger_sequence desc, records.record_id desc limit ?`;
  return (await session.all(last, [...values, newest])).map(recordOf).reverse();
}

export async function findRecord(session: SqlSession, recordId: string): Promise<DeactivationRecord | null> {
  const row = await session.get(`${RECORDS} where records.record_id = ?`, [recordId]);
  return row === null ? null : recordOf(row);
}

function recordOf(row: SqlRow): DeactivationRecord {
  const record = document(row, 'body', recordDocument);
  return { ...record, ...withdrawalOf(row) };
}

export async function insertRecord(session: SqlWriteSession, record: DeactivationRecord): Promise<void> {
  await session.run('insert into records (record_id, account_id, ledger_sequence, body) values (?, ?, ?, ?)', [
    record.recordId,
    record.accountId,
    record.ledgerSequence,
    JSON.stringify(record),
  ]);
  await raiseRevision(session, record.accountId);
}

export async function findStanding(session: SqlSession, recordId: string): Promise<ClaimStanding | null> {
  const row = await session.get('select * from standings where record_id = ?', [recordId]);
  if (row === null) return null;
  return {
    state: oneOf(row, 'state', CLAIM_STATES),
    settledBySnapshotId: textOrNull(row, 'settled_by_snapshot_id'),
    settledAsOf: textOrNull(row, 'settled_as_of'),
    reappearedAsOf: textOrNull(row, 'reappeared_as_of'),
  };
}

export async function saveStanding(session: SqlWriteSession, recordId: string, standing: ClaimStanding): Promise<void> {
  await session.run(
    `insert into standings (record_id, state, settled_by_snapshot_id, settled_as_of, reappeared_as_of)
     values (?, ?, ?, ?, ?)
     on conflict (record_id) do update set state = excluded.state,
       settled_by_snapshot_id = excluded.settled_by_snapshot_id, settled_as_of = excluded.settled_as_of,
       reappeared_as_of = excluded.reappeared_as_of`,
    [recordId, standing.state, standing.settledBySnapshotId, standing.settledAsOf, standing.reappearedAsOf],
  );
  const row = await session.get('select account_id from records where record_id = ?', [recordId]);
  await raiseRevision(session, row === null ? null : text(row, 'account_id'));
}

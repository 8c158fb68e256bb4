import { CLAIM_STATES, type ClaimStanding, type DeactivationRecord } from '../model/record.ts';
import { document, oneOf, textOrNull } from './columns.ts';
import { recordDocument } from './documents.ts';
import type { SqlSession, SqlWriteSession } from './driver.ts';
import { raiseRevision } from './revision.ts';

/** In the order of the ledger. */
export async function allRecords(
  session: SqlSession,
  filter: { readonly accountId?: string } = {},
): Promise<readonly DeactivationRecord[]> {
  const rows =
    filter.accountId === undefined
      ? await session.all('select body from records order by ledger_sequence, record_id')
      : await session.all('select body from records where account_id = ? order by ledger_sequence, record_id', [
          filter.accountId,
        ]);
  return rows.map((row) => document(row, 'body', recordDocument));
}

export async function findRecord(session: SqlSession, recordId: string): Promise<DeactivationRecord | null> {
  const row = await session.get('select body from records where record_id = ?', [recordId]);
  return row === null ? null : document(row, 'body', recordDocument);
}

export async function insertRecord(session: SqlWriteSession, record: DeactivationRecord): Promise<void> {
  await session.run('insert into records (record_id, account_id, ledger_sequence, body) values (?, ?, ?, ?)', [
    record.recordId,
    record.accountId,
    record.ledgerSequence,
    JSON.stringify(record),
  ]);
  await raiseRevision(session);
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
  await raiseRevision(session);
}

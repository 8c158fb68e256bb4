import { randomBytes } from 'node:crypto';
import { ClariIdentityError } from '../model/errors.ts';
import type {
  AccountObservation,
  AssignmentObservation,
  ForecastObservation,
  IdentityObservation,
  MentionObservation,
  Observation,
  OpportunityObservation,
} from '../model/observation.ts';
import type { SnapshotHead } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import { integer } from './columns.ts';
import type { SqlDriver, SqlWriteSession } from './driver.ts';
import { thisProcess } from './owner.ts';
import { removeStaged } from './remove-staged.ts';
import { accountRows } from './rows/account-rows.ts';
import { assignmentRows } from './rows/assignment-rows.ts';
import { forecastRows } from './rows/forecast-rows.ts';
import { identityRows } from './rows/identity-rows.ts';
import { mentionRows } from './rows/mention-rows.ts';
import { opportunityRows } from './rows/opportunity-rows.ts';
import { insertRows } from './rows/row-table.ts';
import type { SnapshotWriter } from './store.ts';

/** A ledger write of another process waits for one of these at most. */
const ROWS_PER_TRANSACTION = 2_500;

/** Rows arrive in writes of their own, which may be lost in a power cut: the write that settles the read is durable. */
export async function stageSnapshot(
  driver: SqlDriver,
  head: SnapshotHead & { readonly importedAt: Instant; readonly importedBy: string },
): Promise<SnapshotWriter> {
  const snapshotId = `snap_${randomBytes(8).toString('hex')}`;
  await driver.write((session) => insertHead(session, snapshotId, head), { relaxed: true });
  return {
    snapshotId,
    append: async (rows) => {
      for (let start = 0; start < rows.length; start += ROWS_PER_TRANSACTION) {
        const part = rows.slice(start, start + ROWS_PER_TRANSACTION);
        await driver.write((session) => insertPart(session, snapshotId, part), { relaxed: true });
      }
    },
    finish: (tally, { completeness, completenessBasis }, found) =>
      driver.write(
        async (session) => {
          const changed = await session.run(
            `update snapshots set rows_read = ?, rows_accepted = ?, rows_refused = ?, header_fingerprint = ?, encoding = ?,
               completeness = ?, completeness_basis = ?, finished = 1, heartbeat_ms = ?
             where snapshot_id = ? and state = 'staging'`,
            [
              tally.rowsRead,
              tally.rowsAccepted,
              tally.rowsRefused,
              tally.headerFingerprint,
              tally.encoding,
              completeness,
              completenessBasis,
              Date.now(),
              snapshotId,
            ],
          );
          if (changed !== 1) throw gone();
          if (found === undefined) return;
          await session.run('update snapshots set sha256 = ?, facts = ?, live = ? where snapshot_id = ?', [
            found.sha256,
            found.facts === null ? null : JSON.stringify(found.facts),
            found.live === null ? null : JSON.stringify(found.live),
            snapshotId,
          ]);
        },
        { relaxed: true },
      ),
    discard: () => removeStaged(driver, snapshotId),
  };
}

async function insertHead(
  session: SqlWriteSession,
  snapshotId: string,
  head: SnapshotHead & { readonly importedAt: Instant; readonly importedBy: string },
): Promise<void> {
  const owner = thisProcess();
  await session.run(
    `insert into snapshots (snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256,
       completeness, completeness_basis, filter, facts, imported_at, imported_by,
       owner_host, owner_pid, owner_token, heartbeat_ms)
     values (?, 'staging', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      snapshotId,
      head.kind,
      head.directory,
      head.app,
      head.asOf,
      head.asOfBasis,
      head.fileName,
      head.sha256,
      head.completeness,
      head.completenessBasis,
      head.filter,
      head.facts === null ? null : JSON.stringify(head.facts),
      head.importedAt,
      head.importedBy,
      owner.host,
      owner.pid,
      owner.token,
      Date.now(),
    ],
  );
}

async function insertPart(session: SqlWriteSession, snapshotId: string, rows: readonly Observation[]): Promise<void> {
  const [staged] = await session.all(
    `update snapshots set heartbeat_ms = ? where snapshot_id = ? and state = 'staging' and finished = 0
     returning read_id`,
    [Date.now(), snapshotId],
  );
  if (staged === undefined) throw gone();
  const readId = integer(staged, 'read_id');
  const parts = byTable(rows);
  await insertRows(session, accountRows, readId, parts.accounts);
  await insertRows(session, identityRows, readId, parts.identities);
  await insertRows(session, assignmentRows, readId, parts.assignments);
  await insertRows(session, mentionRows, readId, parts.mentions);
  await insertRows(session, forecastRows, readId, parts.forecasts);
  await insertRows(session, opportunityRows, readId, parts.opportunities);
}

function byTable(rows: readonly Observation[]) {
  const accounts: AccountObservation[] = [];
  const identities: IdentityObservation[] = [];
  const assignments: AssignmentObservation[] = [];
  const mentions: MentionObservation[] = [];
  const forecasts: ForecastObservation[] = [];
  const opportunities: OpportunityObservation[] = [];
  for (const one of rows) {
    switch (one.of) {
      case 'account':
        accounts.push(one.row);
        break;
      case 'identity':
        identities.push(one.row);
        break;
      case 'assignment':
        assignments.push(one.row);
        break;
      case 'mention':
        mentions.push(one.row);
        break;
      case 'forecast':
        forecasts.push(one.row);
        break;
      case 'opportunity':
        opportunities.push(one.row);
        break;
      default:
        one satisfies never;
    }
  }
  return { accounts, identities, assignments, mentions, forecasts, opportunities };
}

function gone(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    'The rows that this import had brought in are gone: it stood still for more than an hour, or had ended already.',
    'Import the file again. Nothing was changed.',
  );
}

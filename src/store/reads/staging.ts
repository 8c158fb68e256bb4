import { randomBytes } from 'node:crypto';
import { ClariIdentityError } from '../../model/errors.ts';
import { READER_VERSION } from '../../model/snapshot.ts';
import { integer } from '../cells/columns.ts';
import type { SqlDriver, SqlWriteSession } from '../driver.ts';
import { StagedRows } from '../rows/staged-rows.ts';
import type { OfferedSnapshot, SnapshotWriter } from '../store.ts';
import { thisProcess } from './owner.ts';
import { removeStaged } from './remove-staged.ts';

/** A read that comes in slowly shows all the same that somebody is at work. */
const SIGN_OF_LIFE_MS = 60_000;

/** Rows arrive in writes of their own, which may be lost in a power cut: the write that settles the read is durable. */
export async function stageSnapshot(driver: SqlDriver, head: OfferedSnapshot): Promise<SnapshotWriter> {
  const snapshotId = `snap_${randomBytes(8).toString('hex')}`;
  await driver.write((session) => insertHead(session, snapshotId, head), { relaxed: true });
  const waiting = new StagedRows(head.kind);
  let written = Date.now();
  let discarded = false;
  const write = async () => {
    await driver.write((session) => writeWaiting(session, snapshotId, waiting), { relaxed: true });
    waiting.clear();
    written = Date.now();
  };
  return {
    snapshotId,
    append: async (rows) => {
      if (discarded) throw gone();
      for (const one of rows) {
        waiting.add(one);
        if (waiting.enough) await write();
      }
      if (Date.now() - written > SIGN_OF_LIFE_MS) await write();
    },
    finish: async (tally, { completeness, completenessBasis }, found, reading = null) => {
      waiting.end();
      await write();
      const { counts } = waiting;
      await driver.write(
        async (session) => {
          const changed = await session.run(
            `update snapshots set rows_read = ?, rows_accepted = ?, rows_refused = ?, header_fingerprint = ?, encoding = ?,
               completeness = ?, completeness_basis = ?, key_count = ?, active_count = ?, repeated_keys = ?, reading = ?, rows_sha256 = ?, finished = 1, heartbeat_ms = ?
             where snapshot_id = ? and state = 'staging'`,
            [
              tally.rowsRead,
              tally.rowsAccepted,
              tally.rowsRefused,
              tally.headerFingerprint,
              tally.encoding,
              completeness,
              completenessBasis,
              counts?.keys ?? null,
              counts?.active ?? null,
              counts === null ? null : JSON.stringify(counts.repeated),
              reading === null ? null : JSON.stringify(reading),
              waiting.sha256(),
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
      );
    },
    discard: () => {
      discarded = true;
      return removeStaged(driver, snapshotId);
    },
  };
}

async function insertHead(session: SqlWriteSession, snapshotId: string, head: OfferedSnapshot): Promise<void> {
  const owner = thisProcess();
  await session.run(
    `insert into snapshots (snapshot_id, state, kind, directory, app, as_of, as_of_basis, file_name, sha256,
       completeness, completeness_basis, filter, facts, imported_at, imported_by, imported_via, reader,
       attestation, stated, owner_host, owner_pid, owner_token, heartbeat_ms)
     values (?, 'staging', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
      head.importedVia ?? null,
      READER_VERSION,
      head.attestation == null ? null : JSON.stringify(head.attestation),
      head.stated == null ? null : JSON.stringify(head.stated),
      owner.host,
      owner.pid,
      owner.token,
      Date.now(),
    ],
  );
}

async function writeWaiting(session: SqlWriteSession, snapshotId: string, waiting: StagedRows): Promise<void> {
  const [staged] = await session.all(
    `update snapshots set heartbeat_ms = ? where snapshot_id = ? and state = 'staging' and finished = 0
     returning read_id`,
    [Date.now(), snapshotId],
  );
  if (staged === undefined) throw gone();
  await waiting.write(session, integer(staged, 'read_id'));
}

function gone(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_STORE',
    'The rows that this import had brought in are gone: it stood still for more than an hour, or had ended already.',
    'Import the file again. Nothing was changed.',
  );
}

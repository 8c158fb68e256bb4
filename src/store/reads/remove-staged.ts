import { ClariIdentityError } from '../../model/errors.ts';
import { instantFromMs } from '../../model/time.ts';
import { integer, integerOrNull, text } from '../cells/columns.ts';
import type { SqlDriver, SqlWriteSession } from '../driver.ts';
import { discardPart } from '../records/staged-reviews.ts';
import { ROW_TABLES } from '../rows/row-table.ts';
import { ABANDONED_AFTER_MS, isAbandoned, thisProcess } from './owner.ts';

const ROWS_PER_TRANSACTION = 5_000;
const BLOCKS_PER_TRANSACTION = 200;

/** Removes a read that never counted, in short writes. One that counts or is held stays: then nothing happens. */
export async function removeStaged(driver: SqlDriver, snapshotId: string): Promise<void> {
  for (;;) {
    const more = await driver.write((session) => removePart(session, snapshotId), { relaxed: true });
    if (!more) return;
  }
}

/** Removes what killed imports and openings of reviews left. A full or locked disk is no reason not to open: nobody sees the leftovers. */
export async function sweepLeftovers(driver: SqlDriver, nowMs: number): Promise<void> {
  const staged = await driver.read((session) => session.all(`select * from snapshots where state = 'staging'`));
  const me = thisProcess();
  try {
    for (const row of staged) {
      const owner = { host: text(row, 'owner_host'), pid: integer(row, 'owner_pid'), token: text(row, 'owner_token') };
      if (isAbandoned(owner, integer(row, 'heartbeat_ms'), me, nowMs))
        await removeStaged(driver, text(row, 'snapshot_id'));
    }
    await sweepReviews(driver, instantFromMs(nowMs - ABANDONED_AFTER_MS));
  } catch (error) {
    if (error instanceof ClariIdentityError && ['ERR_STORE_FULL', 'ERR_STORE_BUSY'].includes(error.code)) return;
    throw error;
  }
}

/** No review is opened for so long, so nobody asks whose it is. */
async function sweepReviews(driver: SqlDriver, startedBefore: string): Promise<void> {
  const left = await driver.read((session) =>
    session.get('select 1 as found from review_populations where started_at < ? limit 1', [startedBefore]),
  );
  for (let more = left !== null; more; )
    more = await driver.write((session) => discardPart(session, startedBefore), { relaxed: true });
}

async function removePart(session: SqlWriteSession, snapshotId: string): Promise<boolean> {
  const staged = await session.get(`select read_id from snapshots where snapshot_id = ? and state = 'staging'`, [
    snapshotId,
  ]);
  if (staged === null) return false;
  const readId = integer(staged, 'read_id');
  for (const table of ROW_TABLES) {
    const bound = await session.get(
      `select max(line) as line from (select line from ${table} where read_id = ? order by line limit ?) as part`,
      [readId, ROWS_PER_TRANSACTION],
    );
    const line = bound === null ? null : integerOrNull(bound, 'line');
    if (line === null) continue;
    await session.run(`delete from ${table} where read_id = ? and line <= ?`, [readId, line]);
    return true;
  }
  // Only its own: what it shares belongs to a read that counts.
  const blocks = await session.run(
    `delete from blocks where block_id in (select block_id from blocks where read_id = ? order by block_id limit ?)`,
    [readId, BLOCKS_PER_TRANSACTION],
  );
  if (blocks > 0) return true;
  await session.run('delete from read_blocks where read_id = ?', [readId]);
  await session.run('delete from snapshots where read_id = ?', [readId]);
  return false;
}

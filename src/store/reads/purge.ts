import { ClariIdentityError } from '../../model/errors.ts';
import type { Instant } from '../../model/time.ts';
import { integer, textOrNull } from '../cells/columns.ts';
import type { SqlWriteSession } from '../driver.ts';
import { ROW_TABLES } from '../rows/row-table.ts';
import { raiseRevision } from './revision.ts';

/** Removes the rows of a read and all that was told of their values. What identifies it, and how many they were, stays. */
export async function purgeRows(session: SqlWriteSession, snapshotId: string, at: Instant): Promise<void> {
  const read = await session.get(
    `select read_id, reading from snapshots where snapshot_id = ? and state <> 'staging' and purged_at is null`,
    [snapshotId],
  );
  if (read === null)
    throw new ClariIdentityError(
      'ERR_STORE',
      `The read ${snapshotId} is not there, or its rows are gone already.`,
      'Ask again what would be purged. Nothing was changed.',
    );
  const readId = integer(read, 'read_id');
  for (const table of ROW_TABLES) await session.run(`delete from ${table} where read_id = ?`, [readId]);
  // Other reads may point at a block that this one brought, and this one at blocks of others: only what nobody else has goes.
  await session.run(
    `delete from blocks where block_id in (select block_id from read_blocks where read_id = ?)
       and block_id not in (select block_id from read_blocks where read_id <> ?)`,
    [readId, readId],
  );
  await session.run('delete from read_blocks where read_id = ?', [readId]);
  await session.run(
    `update snapshots set state = 'superseded', purged_at = ?, reading = ?, key_count = null, active_count = null,
       repeated_keys = null where read_id = ?`,
    [at, withoutValues(textOrNull(read, 'reading')), readId],
  );
  await raiseRevision(session);
}

/** Which columns were read and as what stays; values of cells go with the rows. */
function withoutValues(reading: string | null): string | null {
  if (reading === null) return null;
  return JSON.stringify({ ...JSON.parse(reading), takenForMissing: [], notUnderstood: [] });
}

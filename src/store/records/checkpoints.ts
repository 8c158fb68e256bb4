import type { Checkpoint } from '../../model/checkpoint.ts';
import { integer, text } from '../cells/columns.ts';
import type { SqlSession, SqlWriteSession } from '../driver.ts';

export async function allCheckpoints(session: SqlSession): Promise<readonly Checkpoint[]> {
  const rows = await session.all('select * from checkpoints order by sequence, checkpoint_no');
  return rows.map((row) => ({
    sequence: integer(row, 'sequence'),
    hash: text(row, 'hash'),
    at: text(row, 'at'),
    keyId: text(row, 'key_id'),
    publicKey: text(row, 'public_key'),
    signature: text(row, 'signature'),
  }));
}

/** Says nothing about any account, so the revision stays. */
export async function insertCheckpoint(session: SqlWriteSession, checkpoint: Checkpoint): Promise<void> {
  await session.run(
    `insert into checkpoints (sequence, hash, at, key_id, public_key, signature) values (?, ?, ?, ?, ?, ?)
     on conflict (sequence, key_id) do nothing`,
    [checkpoint.sequence, checkpoint.hash, checkpoint.at, checkpoint.keyId, checkpoint.publicKey, checkpoint.signature],
  );
}

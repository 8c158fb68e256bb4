import * as z from 'zod';
import { ClariIdentityError } from '../model/errors.ts';
import { READ_GAP_CODES } from '../model/live.ts';
import {
  APPS,
  COMPLETENESS,
  FILTERS,
  KINDS,
  type Snapshot,
  type SnapshotHead,
  type SnapshotState,
} from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import { document, integer, oneOf, oneOfOrNull, text, textOrNull } from './columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from './driver.ts';
import { raiseRevision } from './revision.ts';

const STATES = ['staging', 'published', 'held', 'superseded', 'retired'] as const;
const facts = z.object({
  appEnabled: z.boolean().nullable(),
  assignmentRequired: z.boolean().nullable(),
  implicitAssignment: z.boolean().nullable(),
});
const live = z.object({
  mode: z.enum(['full', 'incremental']),
  fullReadAt: z.string(),
  cursor: z.string().nullable(),
  gaps: z.array(
    z.object({
      code: z.enum(READ_GAP_CODES),
      gap: z.string(),
      closeWith: z.string(),
      scope: z.string().nullable(),
    }),
  ),
});
const sentences = z.array(z.string());

export async function allSnapshots(session: SqlSession): Promise<readonly Snapshot[]> {
  const rows = await session.all(`select * from snapshots where state <> 'staging' order by as_of, sha256, read_id`);
  return rows.map(snapshotOf);
}

export async function findSnapshot(session: SqlSession, snapshotId: string): Promise<Snapshot | null> {
  const row = await session.get('select * from snapshots where snapshot_id = ?', [snapshotId]);
  return row === null ? null : snapshotOf(row);
}

/** The published one where there is one, else the held one imported last. */
export async function findSameRead(
  session: SqlSession,
  head: Pick<SnapshotHead, 'kind' | 'directory' | 'app' | 'sha256' | 'asOf'>,
): Promise<Snapshot | null> {
  const row = await session.get(
    `select * from snapshots
     where sha256 = ? and as_of = ? and kind = ? and state in ('published', 'held')
       and directory is not distinct from ? and app is not distinct from ?
     order by case when state = 'published' then 0 else 1 end, read_id desc limit 1`,
    [head.sha256, head.asOf, head.kind, head.directory, head.app],
  );
  return row === null ? null : snapshotOf(row);
}

export async function settle(
  session: SqlWriteSession,
  snapshotId: string,
  state: Exclude<SnapshotState, 'staging'>,
  guards: readonly string[],
  retiredAt: Instant | null = null,
): Promise<void> {
  const changed = await session.run(
    'update snapshots set state = ?, guards = ?, retired_at = ? where snapshot_id = ? and finished = 1',
    [state, JSON.stringify(guards), retiredAt, snapshotId],
  );
  if (changed !== 1) {
    throw new ClariIdentityError(
      'ERR_STORE',
      `The read ${snapshotId} is not there, or not all of its rows are.`,
      'Import the file again. Nothing was changed.',
    );
  }
  await raiseRevision(session);
}

function snapshotOf(row: SqlRow): Snapshot {
  return {
    snapshotId: text(row, 'snapshot_id'),
    state: oneOf(row, 'state', STATES),
    kind: oneOf(row, 'kind', KINDS),
    directory: textOrNull(row, 'directory'),
    app: oneOfOrNull(row, 'app', APPS),
    asOf: text(row, 'as_of'),
    asOfBasis: oneOf(row, 'as_of_basis', ['stated', 'file_time']),
    fileName: text(row, 'file_name'),
    sha256: text(row, 'sha256'),
    completeness: oneOf(row, 'completeness', COMPLETENESS),
    completenessBasis: oneOf(row, 'completeness_basis', ['stated', 'content', 'default']),
    filter: oneOfOrNull(row, 'filter', FILTERS),
    facts: row['facts'] === null ? null : document(row, 'facts', facts),
    rowsRead: integer(row, 'rows_read'),
    rowsAccepted: integer(row, 'rows_accepted'),
    rowsRefused: integer(row, 'rows_refused'),
    headerFingerprint: text(row, 'header_fingerprint'),
    encoding: text(row, 'encoding'),
    importedAt: text(row, 'imported_at'),
    importedBy: text(row, 'imported_by'),
    live: row['live'] === null ? null : document(row, 'live', live),
    guards: document(row, 'guards', sentences),
    ...(row['retired_at'] === null ? {} : { retiredAt: text(row, 'retired_at') }),
  };
}

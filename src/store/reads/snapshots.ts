import * as z from 'zod';
import { ACTOR_VIA } from '../../model/actor.ts';
import { ATTESTATION_LEVELS, type Attestation } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { READ_GAP_CODES } from '../../model/live.ts';
import {
  COMPLETENESS,
  FILTERS,
  type GuardFact,
  KINDS,
  LOOKS_LIKE,
  type Reading,
  SENSES,
  SNAPSHOT_STATES,
  type Snapshot,
  type SnapshotHead,
  type SnapshotState,
} from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import { appCell } from '../cells/cells.ts';
import { document, integer, oneOf, oneOfOrNull, text, textOrNull } from '../cells/columns.ts';
import type { SqlRow, SqlSession, SqlWriteSession } from '../driver.ts';
import type { AttestedBy } from '../store.ts';
import { raiseRevision } from './revision.ts';

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
const attested: z.ZodType<Attestation> = z.object({
  level: z.enum(ATTESTATION_LEVELS),
  client: z.object({ name: z.string(), version: z.string() }).nullable(),
});
const stated = z.object({ mapping: z.record(z.string(), z.string()), timeZone: z.string().nullable() });
const sentences = z.array(z.string());
const guardFacts = z.array(z.object({ code: z.string(), count: z.number(), of: z.number() }));
const counted = z.array(z.object({ field: z.string(), header: z.string(), value: z.string(), rows: z.number() }));
const reading: z.ZodType<Reading> = z.object({
  used: z.array(
    z.object({
      field: z.string(),
      header: z.string(),
      sense: z.enum(SENSES).nullable(),
      basis: z.enum(['header', 'stated']),
      isBlank: z.boolean(),
    }),
  ),
  unused: z.array(z.object({ header: z.string(), looksLike: z.enum(LOOKS_LIKE) })),
  takenForMissing: counted,
  notUnderstood: counted,
  unreadable: z.array(z.string()),
});

export async function allSnapshots(session: SqlSession): Promise<readonly Snapshot[]> {
  const rows = await session.all(`select * from snapshots where state <> 'staging' order by as_of, sha256, read_id`);
  return rows.map(snapshotOf);
}

export async function firstAsOfAfter(session: SqlSession, at: Instant): Promise<Instant | null> {
  const row = await session.get(
    `select min(as_of) as first from snapshots where as_of > ? and state in ('published', 'retired')`,
    [at],
  );
  return row === null ? null : textOrNull(row, 'first');
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
  facts: readonly GuardFact[] | null = null,
): Promise<void> {
  const changed = await session.run(
    'update snapshots set state = ?, guards = ?, retired_at = ?, guard_facts = coalesce(?, guard_facts) where snapshot_id = ? and finished = 1',
    [state, JSON.stringify(guards), retiredAt, facts === null ? null : JSON.stringify(facts), snapshotId],
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

/** Who is known to have stated it once it was staged. The settling that follows raises the revision. */
export async function attest(session: SqlWriteSession, snapshotId: string, by: AttestedBy): Promise<void> {
  await session.run('update snapshots set attestation = ?, imported_by = ?, imported_via = ? where snapshot_id = ?', [
    JSON.stringify(by.attestation),
    by.importedBy,
    by.importedVia,
    snapshotId,
  ]);
}

function snapshotOf(row: SqlRow): Snapshot {
  return {
    snapshotId: text(row, 'snapshot_id'),
    state: oneOf(row, 'state', SNAPSHOT_STATES),
    kind: oneOf(row, 'kind', KINDS),
    directory: textOrNull(row, 'directory'),
    app: row['app'] === null ? null : appCell(row['app']),
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
    guardFacts: document(row, 'guard_facts', guardFacts),
    reading: row['reading'] === null ? null : document(row, 'reading', reading),
    reader: integer(row, 'reader'),
    importedVia: oneOfOrNull(row, 'imported_via', ACTOR_VIA),
    attestation: row['attestation'] === null ? null : document(row, 'attestation', attested),
    stated: row['stated'] === null ? null : document(row, 'stated', stated),
    rowsSha256: textOrNull(row, 'rows_sha256'),
    ...(row['retired_at'] === null ? {} : { retiredAt: text(row, 'retired_at') }),
    ...(row['purged_at'] === null ? {} : { purgedAt: text(row, 'purged_at') }),
  };
}

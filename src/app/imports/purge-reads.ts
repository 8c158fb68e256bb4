import { evaluate, previewReads } from '../../evaluation/index.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import { type Kind, type Snapshot, seriesOf } from '../../model/snapshot.ts';
import type { Instant } from '../../model/time.ts';
import type { Deps } from '../deps.ts';
import type { Asking } from '../statements/asking.ts';
import { attestationPart, type Statement, stateWithoutCode } from '../statements/statement.ts';

export interface PreparedPurge {
  readonly before: Instant;
  readonly reads: readonly Snapshot[];
  /** Old and replaced by newer ones, but a verdict or a settled claim still rests on them. */
  readonly kept: readonly Snapshot[];
  /** Revision of the store at which this was calculated. */
  readonly revision: number;
}

/** Files of events: a later one does not repeat what an earlier one said. */
const ADDING: ReadonlySet<Kind> = new Set(['clari-audit', 'clari-activity']);

/**
 * Finds snapshots from before a time on whose rows nothing rests any more: newer ones of the series replace them, no
 * settled claim names them, and every verdict is the same without them. Nothing is written.
 */
export async function preparePurge(deps: Deps, before: Instant): Promise<PreparedPurge> {
  const now = deps.clock();
  if (before > now)
    throw new ClariIdentityError('ERR_TIME', `${before} lies ahead (now: ${now}).`, 'Name a time that has passed.');
  await evaluate(deps);
  const { all, settling, revision } = await deps.store.read(async (reader) => {
    const records = await reader.records();
    const standings = await Promise.all(records.map(({ recordId }) => reader.standing(recordId)));
    return {
      revision: await reader.revision(),
      all: await reader.snapshots(),
      settling: new Set(standings.map((one) => one?.settledBySnapshotId)),
    };
  });
  const old = all.filter((one) => one.asOf < before && one.purgedAt === undefined && isOvertaken(one, all));
  const free = old.filter((one) => !settling.has(one.snapshotId));
  const without = new Set<string>();
  await freed(deps, now, free, without);
  return {
    before,
    reads: old.filter((one) => without.has(one.snapshotId)),
    kept: old.filter((one) => !without.has(one.snapshotId)),
    revision,
  };
}

function isOvertaken(read: Snapshot, all: readonly Snapshot[]): boolean {
  if (read.state === 'superseded') return true;
  return (
    (read.state === 'published' || read.state === 'held') &&
    !ADDING.has(read.kind) &&
    all.some(
      (one) =>
        one.state === 'published' &&
        seriesOf(one) === seriesOf(read) &&
        one.asOf > read.asOf &&
        (read.completeness !== 'complete' || one.completeness === 'complete') &&
        (read.filter !== 'all' || one.filter === 'all'),
    )
  );
}

/**
 * Adds to `without` the snapshots on which no verdict rests: all at once if possible, otherwise half by half, older
 * ones first.
 */
async function freed(deps: Deps, now: Instant, reads: readonly Snapshot[], without: Set<string>): Promise<void> {
  if (reads.length === 0) return;
  const ids = new Set([...without, ...reads.map((one) => one.snapshotId)]);
  const { changed, gone } = await previewReads(
    deps.store,
    deps.settings,
    now,
    (one) => (ids.has(one.snapshotId) ? { ...one, state: 'superseded' } : one),
    deps.watch,
  );
  if (changed.length === 0 && gone === 0) {
    for (const id of ids) without.add(id);
    return;
  }
  if (reads.length === 1) return;
  const half = Math.ceil(reads.length / 2);
  await freed(deps, now, reads.slice(0, half), without);
  await freed(deps, now, reads.slice(half), without);
}

/**
 * Removes the rows once somebody agreed; what the reads were, their hashes and counts stay, and the ledger says what was
 * removed. Throws ERR_GUARD where something came in since it was looked at: a verdict may rest on the rows now.
 */
export async function purgeReads(
  deps: Deps,
  prepared: PreparedPurge,
  asking: Pick<Asking<unknown, unknown>, 'attestation' | 'ask'>,
): Promise<void> {
  if (prepared.reads.length === 0) return;
  await stateWithoutCode(deps, purging, prepared, { ...asking, session: null });
  await evaluate(deps);
}

interface PurgeDraft {
  readonly prepared: PreparedPurge;
  readonly content: { readonly [key: string]: Json };
}

const purging: Statement<PreparedPurge, PurgeDraft, null, null> = {
  name: 'purge',
  nothing: 'Nothing was removed.',
  needsJudgements: false,

  async prepare(_reader, _deps, prepared) {
    const { before, reads, kept } = prepared;
    const removed = reads.map((one) => ({ snapshot_id: one.snapshotId, sha256: one.sha256, rows: one.rowsAccepted }));
    return { prepared, content: { before, reads: removed, kept: kept.length } };
  },

  async check(reader, _deps, { prepared }) {
    if ((await reader.revision()) === prepared.revision) return { kind: 'new', fit: null };
    throw new ClariIdentityError(
      'ERR_GUARD',
      'Something else came in meanwhile, and a verdict may rest on these rows now. Nothing was removed.',
      'Run it again: it looks anew at what nothing rests on.',
    );
  },

  needs: () => ({
    level: 'client_form',
    why: "Rows that are purged can't be brought back, so a person removes them, who types a phrase at a terminal.",
  }),

  // Whatever could change what it does raises the revision, and then it is refused.
  seen: () => ({}),

  entry: ({ content }, _fit, { attestation }) => ({
    kind: 'reads.purged',
    payload: { ...content, ...attestationPart(attestation) },
  }),

  async keep(writer, _deps, { draft, entry }) {
    for (const { snapshotId } of draft.prepared.reads) await writer.purgeSnapshot(snapshotId, entry.at);
    return null;
  },
};

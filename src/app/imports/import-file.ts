import { ClariIdentityError } from '../../model/errors.ts';
import type { RowProblem } from '../../model/observation.ts';
import { READER_VERSION, type Snapshot, type SnapshotHead, seriesOf } from '../../model/snapshot.ts';
import { inspectFile } from '../../sources/inspect.ts';
import type { FileInput, FileStatement, InspectedFile, SourceSummary } from '../../sources/source.ts';
import type { SnapshotWriter } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { openWatch } from './gate/open-watch.ts';
import type { Watch } from './gate/watch.ts';
import type { ImportResult } from './import-result.ts';
import { NO_CHANGES } from './import-result.ts';
import { heldError, type Published, publishRead } from './publish-read.ts';
import { readsAlike } from './reads-alike.ts';
import { weighRead } from './weigh-read.ts';

export interface ImportOptions {
  readonly acceptDrop: boolean;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  progress?(bytesRead: number, bytesTotal: number): void;
}

/**
 * One file from bytes to published snapshot, all or nothing. The rows go into an unpublished snapshot first;
 * a guard may hold it (ERR_GUARD): then it is kept and counts for nothing.
 */
export async function importFile(
  deps: Deps,
  input: FileInput,
  statement: FileStatement,
  options: ImportOptions,
): Promise<ImportResult> {
  const file = await inspectFile(input, statement, deps.clock(), await usersHeaders(deps));
  const same = await deps.store.read((reader) => reader.sameRead(file.head));
  const mayRepeat = same !== null && !saysMore(same, statement) && !isRenewed(same, deps);
  // The same bytes, but perhaps read otherwise.
  const mapped = Object.keys(statement.mapping).length > 0 || statement.timeZone != null;
  if (mayRepeat && !mapped) return importedBefore(deps, file, same, options);
  const watch = await openWatch(deps, file.head);
  const staged = await deps.store.stage({
    ...file.head,
    importedAt: deps.clock(),
    importedBy: deps.actor.name,
    importedVia: deps.actor.via,
  });
  try {
    const summary = await stageRows(file, staged, watch, options);
    if (mayRepeat && (await repeats(deps, staged.snapshotId, same))) {
      await staged.discard();
      return importedBefore(deps, file, same, options);
    }
    const weighed = await weighRead(deps, staged.snapshotId, same, watch);
    if (options.dryRun) {
      await staged.discard();
      return {
        ...described(file, summary, weighed.oddities),
        status: 'dry_run',
        snapshotId: null,
        changes: weighed.changes,
        verified: weighed.verified,
        contradicted: weighed.contradicted,
        message: dryRunMessage(weighed.guards),
      };
    }
    const published = await publishRead(deps, staged.snapshotId, {
      weighed,
      acceptDrop: options.acceptDrop,
      supersedes: same,
    });
    return { ...described(file, summary, weighed.oddities), ...outcome(published), changes: weighed.changes };
  } catch (error) {
    if (!(error instanceof ClariIdentityError && error.code === 'ERR_GUARD'))
      await staged.discard().catch(() => undefined);
    throw error;
  }
}

/**
 * Header fingerprints of users exports that count, for whoever brings the next one without saying what it is: that the
 * series had these headers before is evidence, also against another kind. Those that another kind had, too, are none.
 */
async function usersHeaders({ store }: Deps): Promise<ReadonlySet<string>> {
  const published = (await store.read((reader) => reader.snapshots())).filter(({ state }) => state === 'published');
  const headers = (isUsers: boolean) =>
    new Set(published.filter((one) => (one.kind === 'clari-users') === isUsers).map((one) => one.headerFingerprint));
  const [users, others] = [headers(true), headers(false)];
  return new Set([...users].filter((one) => !others.has(one)));
}

/** The same bytes and as-of, but with a new statement about them: a new read that takes the place of the old. */
function saysMore(known: Snapshot, statement: FileStatement): boolean {
  return (
    (statement.completeness !== null &&
      statement.completeness !== known.completeness &&
      known.completenessBasis !== 'content') ||
    (statement.filter !== null && statement.filter !== known.filter) ||
    (statement.asOf !== null && known.asOfBasis !== 'stated')
  );
}

/** Read by an older version of this program, or brought by a tool call and now by a person, who accepts its directory by it. */
function isRenewed(known: Snapshot, { actor }: Deps): boolean {
  const byTool = known.importedVia === 'stdio' || known.importedVia === 'http';
  return known.reader < READER_VERSION || (byTool && known.directory !== null && actor.via === 'terminal');
}

async function repeats(deps: Deps, stagedId: string, same: Snapshot): Promise<boolean> {
  return deps.store.read(async (reader) => {
    const staged = await reader.snapshot(stagedId);
    return staged !== null && readsAlike(reader, staged, same);
  });
}

async function importedBefore(
  deps: Deps,
  file: InspectedFile,
  same: Snapshot,
  options: ImportOptions,
): Promise<ImportResult> {
  const unchanged = {
    head: file.head,
    detection: file.detection,
    rows: same.rowsRead,
    accepted: same.rowsAccepted,
    refused: same.rowsRefused,
    rejected: [],
    warnings: [],
    reading: same.reading,
    samples: [],
    snapshotId: same.snapshotId,
  };
  if (same.state === 'published') {
    return {
      ...unchanged,
      status: 'unchanged',
      changes: NO_CHANGES,
      verified: [],
      contradicted: [],
      message: `These bytes were imported before with the same as-of (${same.snapshotId}, ${same.importedAt}). Nothing was changed.`,
    };
  }
  const weighed = await weighRead(deps, same.snapshotId, null, null);
  const warnings = weighed.oddities.map(aboutTheFile);
  if (options.dryRun) {
    const { changes, verified, contradicted } = weighed;
    const message = dryRunMessage(weighed.guards);
    return { ...unchanged, status: 'dry_run', warnings, changes, verified, contradicted, message };
  }
  if (weighed.guards.length > 0 && !options.acceptDrop) throw heldError(same.snapshotId, weighed.guards);
  const published = await publishRead(deps, same.snapshotId, {
    weighed,
    acceptDrop: options.acceptDrop,
    supersedes: null,
  });
  return {
    ...unchanged,
    ...outcome(published),
    warnings,
    changes: weighed.changes,
  };
}

function dryRunMessage(guards: readonly string[]): string {
  const nothing = 'Dry run: nothing was changed.';
  return guards.length === 0 ? nothing : `${nothing} A guard would hold this import: ${guards.join(' ')}`;
}

/** Its first line stands for all of it. */
function aboutTheFile(why: string): RowProblem {
  return { line: 1, why };
}

async function stageRows(
  file: InspectedFile,
  staged: SnapshotWriter,
  watch: Watch,
  options: ImportOptions,
): Promise<SourceSummary> {
  const rows = file.rows({ signal: options.signal });
  for (;;) {
    const next = await rows.next();
    if (next.done === true) {
      const { completeness, completenessBasis } = headAsRead(file, next.value);
      await staged.finish(next.value.tally, { completeness, completenessBasis }, undefined, next.value.reading);
      return next.value;
    }
    watch.see(next.value.observations);
    await staged.append(next.value.observations);
    options.progress?.(next.value.bytesRead, next.value.bytesTotal);
    // Between batches other calls get their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A file that the content proves cut off is partial, whatever was said of it. */
function headAsRead(file: InspectedFile, summary: SourceSummary): SnapshotHead {
  return summary.truncated ? { ...file.head, completeness: 'partial', completenessBasis: 'content' } : file.head;
}

function described(file: InspectedFile, summary: SourceSummary, oddities: readonly string[]) {
  return {
    head: headAsRead(file, summary),
    detection: file.detection,
    rows: summary.tally.rowsRead,
    accepted: summary.tally.rowsAccepted,
    refused: summary.tally.rowsRefused,
    rejected: summary.rejected,
    warnings: [...oddities.map(aboutTheFile), ...summary.warnings],
    reading: summary.reading,
    samples: summary.samples,
  };
}

function outcome(published: Published) {
  return {
    status: 'imported' as const,
    snapshotId: published.snapshot.snapshotId,
    verified: published.verified,
    contradicted: published.contradicted,
    message: `Imported as ${published.snapshot.snapshotId} into ${seriesOf(published.snapshot)}, as of ${published.snapshot.asOf}.`,
  };
}

import { bare } from '../../model/foreign.ts';
import type { RowProblem } from '../../model/observation.ts';
import { shownTime } from '../../model/shown-time.ts';
import { type Snapshot, type SnapshotHead, seriesOf } from '../../model/snapshot.ts';
import { isDayOnly } from '../../reconcile/guards/same-moment.ts';
import type { InspectedFile, SourceSummary } from '../../sources/source.ts';
import type { Deps } from '../deps.ts';
import { broughtBy, isToolCall, SETTLES_NOTHING, WORDS_OF } from './brought-by.ts';
import { type ImportResult, NO_CHANGES } from './import-result.ts';
import type { Published } from './publish-read.ts';

// What is said of an import, by what became of it.

export const NOTHING = { status: 'unchanged', changes: NO_CHANGES, verified: [], contradicted: [] } as const;

export function asItStands(file: InspectedFile, same: Snapshot) {
  return {
    head: same,
    detection: file.detection,
    rows: same.rowsRead,
    accepted: same.rowsAccepted,
    refused: same.rowsRefused,
    rejected: [],
    warnings: [],
    reading: same.reading,
    samples: [],
    snapshotId: same.snapshotId,
    by: broughtBy(same),
  };
}

/** The result for a statement that does not replace the one that stands. */
export function keptOut(deps: Deps, file: InspectedFile, same: Snapshot, isDatedBetter: boolean): ImportResult {
  const { snapshotId, asOf, completeness, filter } = same;
  const stands = `What stands of these bytes is ${snapshotId}: as of ${shownTime(asOf)}, ${completeness}, filter ${filter ?? 'not stated'}, ${WORDS_OF[broughtBy(same)]}.`;
  const why = isDatedBetter
    ? 'This one has only the time of its file, and when it was taken was stated before.'
    : `This one is ${WORDS_OF[isToolCall(deps) ? 'assistant' : 'command']}, so it is known less well that a person stated it.`;
  return {
    ...asItStands(file, same),
    ...NOTHING,
    message: `Nothing was changed. ${stands} ${why} Whoever knows better withdraws that read first: clari-identity-mcp forget --read ${snapshotId} --reason REASON.`,
  };
}

export function dryRunMessage(guards: readonly string[]): string {
  const nothing = 'Dry run: nothing was changed.';
  return guards.length === 0 ? nothing : `${nothing} A guard would hold this import: ${guards.join(' ')}`;
}

/** A warning about the whole file, reported on its first line. */
export function aboutTheFile(why: string): RowProblem {
  return { line: 1, why };
}

/** The head of the snapshot. A file that its content proves cut off is partial, whatever was stated. */
export function headAsRead(file: InspectedFile, summary: SourceSummary): SnapshotHead {
  return summary.truncated ? { ...file.head, completeness: 'partial', completenessBasis: 'content' } : file.head;
}

export type Described = Pick<
  ImportResult,
  'head' | 'detection' | 'rows' | 'accepted' | 'refused' | 'rejected' | 'warnings' | 'reading' | 'samples'
>;

export function described(file: InspectedFile, summary: SourceSummary, oddities: readonly string[]): Described {
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

export function outcome({ snapshot, verified, contradicted, renamed }: Published, replaces: readonly Snapshot[]) {
  const by = broughtBy(snapshot);
  const { snapshotId, asOf } = snapshot;
  const replaced = replaces.map((one) =>
    one.sha256 === snapshot.sha256
      ? `It takes the place of ${one.snapshotId}: what was said of the same bytes before.`
      : `It takes the place of ${one.snapshotId} (${one.fileName}), which was of the same ${isDayOnly(one) ? 'day: of one day the later import counts' : 'moment'}.`,
  );
  return {
    status: 'imported' as const,
    snapshotId,
    by,
    verified,
    contradicted,
    message: [
      `Imported as ${snapshotId} into ${seriesOf(snapshot)}, as of ${shownTime(asOf)}, ${WORDS_OF[by]}.`,
      ...(by === 'assistant' ? [SETTLES_NOTHING] : []),
      ...replaced,
      ...renamed.map(
        ({ recorded, shown }) =>
          `A deactivation was recorded for ${bare(recorded)}, which this read shows as ${bare(shown)}: the same account.`,
      ),
    ].join(' '),
  };
}

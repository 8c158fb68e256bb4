import type { ReadGap } from '../../model/live.ts';
import type { Completeness } from '../../model/snapshot.ts';
import { type SyncResult, syncFault } from './sync.ts';
import type { SyncedRead, SyncedSource } from './sync-source.ts';

type Status = 'synced' | 'incomplete' | 'failed';

/** A sync as the tool and the command both tell it. */
export function syncAnswer(result: SyncResult, most: number) {
  const reads = result.synced.flatMap((source) => source.reads.map((read) => readOf(source, read, most)));
  const failed = result.failed.map(({ source, error }) => ({
    source,
    code: error.code,
    message: error.message,
    next: error.remedy,
  }));
  const status: Status = failed.length > 0 ? 'failed' : syncFault(result) === null ? 'synced' : 'incomplete';
  const main = reads.findLast((read) => read.kind === 'directory') ?? reads.at(-1);
  const sum = (count: (read: (typeof reads)[number]) => number) => reads.reduce((total, read) => total + count(read), 0);
  return {
    structured: {
      status,
      ...(main === undefined ? {} : { snapshot_id: main.snapshot_id, as_of: main.as_of }),
      rows: sum((read) => read.rows),
      accepted: sum((read) => read.accepted),
      refused: sum((read) => read.refused),
      rejected: reads.flatMap((read) => read.rejected).slice(0, most),
      changes: {
        added: sum((read) => read.changes.added),
        removed: sum((read) => read.changes.removed),
        changed: sum((read) => read.changes.changed),
        no_longer_active: sum((read) => read.changes.no_longer_active),
      },
      verified: reads.flatMap((read) => read.verified),
      contradicted: reads.flatMap((read) => read.contradicted),
      reads,
      failed,
      calls: result.synced.reduce((total, source) => total + source.calls, 0),
      warnings: result.synced.flatMap((source) => source.remarks),
    },
    text: [
      ...result.synced.map((source) => sourceText(source, most)),
      ...failed.map((one) => `${one.source} could not be read: ${one.message} Next: ${one.next}`),
    ].join('\n\n'),
  };
}

function readOf(source: SyncedSource, read: SyncedRead, most: number) {
  const { head, tally, changes } = read;
  return {
    source: source.source,
    snapshot_id: read.snapshotId,
    kind: head.kind,
    ...(head.directory === null ? {} : { directory: head.directory }),
    as_of: head.asOf,
    completeness: head.completeness,
    mode: read.mode,
    rows: tally.rowsRead,
    accepted: tally.rowsAccepted,
    refused: tally.rowsRefused,
    rejected: read.rejected.slice(0, most).map((one) => ({ ...one })),
    changes: {
      added: changes.added,
      removed: changes.removed,
      changed: changes.changed,
      no_longer_active: changes.noLongerActive,
    },
    verified: [...read.verified],
    contradicted: [...read.contradicted],
    cannot_conclude: read.gaps.map((gap) => ({
      code: gap.code,
      gap: gap.gap,
      close_with: gap.closeWith,
      ...(gap.scope === null ? {} : { scope: gap.scope }),
    })),
  };
}

function sourceText(source: SyncedSource, most: number): string {
  return [
    `${source.target}, as of ${source.asOf}, ${source.calls} calls.`,
    ...source.reads.flatMap((read) => readText(read, most)),
    ...source.remarks.map((remark) => `  note: ${remark}`),
  ].join('\n');
}

function readText({ head, tally, mode, changes, gaps, rejected, ...read }: SyncedRead, most: number): readonly string[] {
  return [
    `  ${head.kind}${head.directory === null ? '' : ` of ${head.directory}`}: ${tally.rowsAccepted} rows, ${COMPLETENESS[head.completeness]}, ${MODE[mode]} (${read.snapshotId}).`,
    `    since the read before: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed, ${changes.noLongerActive} no longer active.`,
    ...rejected.slice(0, most).map((one) => `    refused, item ${one.line}: ${one.why}`),
    ...gaps.map(gapText),
    ...read.verified.map((name) => `    confirmed: the recorded deactivation of ${name}`),
    ...read.contradicted.map((name) => `    contradicted: ${name} is still active after the recorded deactivation`),
  ];
}

function gapText({ gap, closeWith }: ReadGap): string {
  return `    cannot conclude: ${gap} ${closeWith}`;
}

const COMPLETENESS = {
  complete: 'complete',
  partial: 'partial (absence from it proves nothing)',
  unknown: 'of unknown completeness',
} as const satisfies Record<Completeness, string>;

const MODE = {
  full: 'read in full',
  incremental: 'only what changed was asked for, the rest carried over',
} as const satisfies Record<SyncedRead['mode'], string>;

import type { Changes } from '../app/imports/import-result.ts';
import { type SyncResult, syncFault } from '../app/sync/sync-result.ts';
import type { SyncedRead, SyncedSource } from '../app/sync/sync-source.ts';
import { bare } from '../model/foreign.ts';
import type { ReadGap } from '../model/live.ts';
import { shownTime } from '../model/shown-time.ts';
import type { Completeness, SnapshotHead } from '../model/snapshot.ts';
import type { Part, Screen } from './screen.ts';

type Status = 'synced' | 'incomplete' | 'failed';

/** The answer to a sync, for the tool and the command. */
export function syncAnswer(result: SyncResult, most: number) {
  const reads = result.synced.flatMap((source) => source.reads);
  const failed = result.failed.map(({ source, error }) => ({
    source,
    code: error.code,
    message: error.message,
    next: error.remedy,
  }));
  const status: Status = failed.length > 0 ? 'failed' : syncFault(result) === null ? 'synced' : 'incomplete';
  const main = reads.findLast((read) => read.head.kind === 'directory') ?? reads.at(-1);
  return {
    structured: {
      status,
      ...(main === undefined ? {} : { snapshot_id: main.snapshotId, as_of: main.head.asOf }),
      rows: total(reads, (read) => read.tally.rowsRead),
      accepted: total(reads, (read) => read.tally.rowsAccepted),
      refused: total(reads, (read) => read.tally.rowsRefused),
      rejected: reads
        .flatMap((read) => read.rejected)
        .slice(0, most)
        .map((one) => ({ ...one })),
      changes: shown({
        added: total(reads, (read) => read.changes.added),
        removed: total(reads, (read) => read.changes.removed),
        changed: total(reads, (read) => read.changes.changed),
        noLongerActive: total(reads, (read) => read.changes.noLongerActive),
      }),
      verified: reads.flatMap((read) => read.verified),
      contradicted: reads.flatMap((read) => read.contradicted),
      reads: result.synced.flatMap((source) => source.reads.map((read) => readOf(source, read))),
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

/** The same for one screen: each read in a line, and what was refused, not concluded or remarked as counts. */
export function syncScreen({ synced, failed }: SyncResult): Screen {
  const [first] = failed;
  const reads = synced.flatMap((source) => source.reads);
  const part = (what: string, examples: readonly string[]): readonly Part[] =>
    examples.length === 0 ? [] : [{ head: `${what}: ${examples.length}`, examples }];
  return {
    top: [
      ...synced.flatMap((source) => [sourceHead(source), ...source.reads.map(readHead)]),
      ...failed.map((one) => `${one.source} could not be read: ${one.error.message}`),
    ],
    parts: [
      ...part(
        'contradicted, still active after the recorded deactivation',
        reads.flatMap((read) => read.contradicted).map(bare),
      ),
      ...part('confirmed, the recorded deactivation', reads.flatMap((read) => read.verified).map(bare)),
      ...part(
        'cannot conclude',
        reads.flatMap((read) => read.gaps).map(({ gap, closeWith }) => `${gap} ${closeWith}`),
      ),
      ...part(
        'refused',
        reads.flatMap((read) => read.rejected).map((one) => `item ${one.line}: ${one.why}`),
      ),
      ...part(
        'notes',
        synced.flatMap((source) => source.remarks),
      ),
    ],
    tail: [`Next: ${first === undefined ? 'clari-identity-mcp review' : first.error.remedy}`],
  };
}

function readOf(source: SyncedSource, { head, tally, changes, ...read }: SyncedRead) {
  return {
    source: source.source,
    snapshot_id: read.snapshotId,
    kind: head.kind,
    ...(head.directory === null ? {} : { directory: head.directory }),
    ...(isOfOthers(head) && head.app !== null ? { app: head.app } : {}),
    as_of: head.asOf,
    completeness: head.completeness,
    mode: read.mode,
    rows: tally.rowsRead,
    changes: shown(changes),
    cannot_conclude: read.gaps.map((gap) => ({
      code: gap.code,
      gap: gap.gap,
      close_with: gap.closeWith,
      ...(gap.scope === null ? {} : { scope: gap.scope }),
    })),
  };
}

function shown({ added, removed, changed, noLongerActive }: Changes) {
  return { added, removed, changed, no_longer_active: noLongerActive };
}

function total(reads: readonly SyncedRead[], count: (read: SyncedRead) => number): number {
  return reads.reduce((sum, read) => sum + count(read), 0);
}

function sourceText(source: SyncedSource, most: number): string {
  return [
    sourceHead(source),
    ...source.reads.flatMap((read) => readText(read, most)),
    ...source.remarks.map((remark) => `  note: ${remark}`),
  ].join('\n');
}

function sourceHead(source: SyncedSource): string {
  return `${source.target}, as of ${shownTime(source.asOf)}, ${source.calls} calls.`;
}

function readHead({ head, tally, mode, snapshotId }: SyncedRead): string {
  return `  ${head.kind}${head.directory === null ? '' : ` of ${bare(head.directory)}`}${ofApp(head)}: ${tally.rowsAccepted} rows, ${COMPLETENESS[head.completeness]}, ${MODE[mode]} (${snapshotId}).`;
}

/** Kinds that any application may have. */
function isOfOthers({ kind }: Pick<SnapshotHead, 'kind'>): boolean {
  return kind === 'directory-assignments' || kind === 'app-users';
}

/** Of which application, where the kind does not say it. */
function ofApp({ kind, app }: SnapshotHead): string {
  if (app === null || !isOfOthers({ kind })) return '';
  return ` ${kind === 'app-users' ? 'of' : 'to'} ${bare(app)}`;
}

function readText(read: SyncedRead, most: number): readonly string[] {
  const { changes, gaps, rejected } = read;
  return [
    readHead(read),
    `    since the read before: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed, ${changes.noLongerActive} no longer active.`,
    ...rejected.slice(0, most).map((one) => `    refused, item ${one.line}: ${one.why}`),
    ...gaps.map(gapText),
    ...read.verified.map((name) => `    confirmed: the recorded deactivation of ${bare(name)}`),
    ...read.contradicted.map(
      (name) => `    contradicted: ${bare(name)} is still active after the recorded deactivation`,
    ),
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

/** What a person is asked before a sync that a guard holds counts. */
export function lossQuestion(series: readonly string[], guards: readonly string[]) {
  return {
    message: [
      `What was read now of ${series.join(', ')} is held by a guard:`,
      ...guards.map((guard) => `- ${guard}`),
      'Agreeing lets it count all the same.',
    ].join('\n'),
    statement: `Accept the loss in ${series.join(', ')}`,
    verb: 'accept',
    word: series.join(', '),
  };
}

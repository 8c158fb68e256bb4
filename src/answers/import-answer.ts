import type { ImportResult, ReadQuestion } from '../app/imports/import-result.ts';
import { isEnteredAsClari } from '../model/apps-in-use.ts';
import { bare, quote } from '../model/foreign.ts';
import type { RowProblem } from '../model/observation.ts';
import { shownTime } from '../model/shown-time.ts';
import { seriesOf } from '../model/snapshot.ts';
import { alikeTogether } from '../sources/cells/alike.ts';
import { columnLines, readingAnswer, readingLines, readingParts } from './import-reading.ts';
import { grouped, type Part, type Screen } from './screen.ts';

/** The answer to an import, for the tool and the command. */
export function importAnswer(result: ImportResult, most: number) {
  const { head } = result;
  return {
    structured: {
      status: result.status,
      stated_by: result.by,
      ...(result.snapshotId === null ? {} : { snapshot_id: result.snapshotId }),
      ...ofOther(head),
      ...(head.directory === null ? {} : { directory: head.directory }),
      kind: head.kind,
      detected: [...result.detection.why],
      as_of: head.asOf,
      completeness: head.completeness,
      rows: result.rows,
      accepted: result.accepted,
      refused: result.refused,
      rejected: result.rejected.slice(0, most).map((one) => ({ ...one })),
      warnings: result.warnings.slice(0, most).map((one) => ({ ...one })),
      changes: {
        added: result.changes.added,
        removed: result.changes.removed,
        changed: result.changes.changed,
      },
      ...readingAnswer(result.reading, result.samples),
      verified: [...result.verified],
      contradicted: [...result.contradicted],
      message: result.message,
    },
    text: importText(result, most),
  };
}

/** The application of a file that is about another one than Clari: its kind does not say which. */
function ofOther({ app }: ImportResult['head']): { readonly app?: string } {
  return app === null || isEnteredAsClari(app) ? {} : { app };
}

/** The same for one screen: what it was taken for, how its columns were read, and each kind of trouble with examples. */
export function importScreen(result: ImportResult): Screen {
  return {
    top: [...headLines(result), ...columnLines(result.reading)],
    parts: [
      ...settledParts(result),
      ...problemParts('refused', result.rejected, result.refused),
      ...problemParts('warning', result.warnings, result.warnings.length),
      ...readingParts(result.reading, result.samples),
    ],
    tail: [],
  };
}

/** What was done, of which file, and how much changed. */
function headLines({ head, message, rows, accepted, refused, changes }: ImportResult): readonly string[] {
  return [
    message,
    `${bare(head.fileName)}: ${[head.kind, ofOther(head).app, head.directory].flatMap((one) => (one == null ? [] : [bare(one)])).join(' of ')}, as of ${shownTime(head.asOf)} (${head.asOfBasis}), ${head.completeness}, filter ${head.filter ?? 'not stated'}.`,
    `${rows} rows: ${accepted} accepted, ${refused} refused. Changes: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed.`,
  ];
}

/** One part for each kind: what differs by quoted values and numbers alone is of one kind. */
function problemParts(label: string, problems: readonly RowProblem[], all: number): readonly Part[] {
  const kinds = grouped(alikeTogether(problems), ({ why }) =>
    why.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\d+/g, '0'),
  );
  const unlisted = all - problems.length;
  return [
    ...kinds.map(([, [first, ...alike]]) => ({
      head: `  ${label} line ${first?.line ?? '?'}${alike.length === 0 ? '' : ` and ${alike.length} more like it`}: ${first?.why ?? ''}`,
      examples: alike.map((one) => `line ${one.line}: ${one.why}`),
    })),
    ...(unlisted > 0 ? [{ head: `  ${label}: ${unlisted} more, not listed`, examples: [] }] : []),
  ];
}

function importText(result: ImportResult, most: number): string {
  const lines = (label: string, items: readonly { readonly line: number; readonly why: string }[], all: number) => [
    ...items.slice(0, most).map((one) => `  ${label} line ${one.line}: ${one.why}`),
    ...(all > most ? [`  ${label}: ${all - most} more`] : []),
  ];
  return [
    ...headLines(result),
    ...result.detection.why.map((why) => `  ${why}`),
    ...readingLines(result.reading, result.samples),
    ...lines('refused', alikeTogether(result.rejected), alikeTogether(result.rejected).length),
    ...(result.refused > result.rejected.length
      ? [`  refused: ${result.refused - result.rejected.length} more, not listed`]
      : []),
    ...lines('warning', result.warnings, result.warnings.length),
    ...settledLines(result),
  ].join('\n');
}

/** What a person is asked before a file that a tool brings counts as their statement. */
export function importQuestion(question: ReadQuestion) {
  const { head, changes, guards } = question;
  const series = seriesOf(head);
  return {
    message: [
      `Import ${quote(head.fileName)} as ${series}, as of ${shownTime(head.asOf)}?`,
      `${question.rows} rows: ${question.accepted} read, ${question.refused} not understood. Stated: ${COMPLETENESS[head.completeness]}; filter ${head.filter ?? 'not stated'}.`,
      ...mappingLines(question.mapping),
      ...readingLines(question.reading, question.samples),
      `It changes: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed, ${changes.noLongerActive} no longer active.`,
      ...settledLines(question),
      ...question.replaces.map((one) => `It takes the place of ${one}.`),
      ...guards.map((guard) => `A guard holds it, and agreeing accepts that: ${guard}`),
      'Agreeing makes this your word: it settles recorded deactivations.',
    ].join('\n'),
    statement: guards.length === 0 ? `Import ${series}` : `Import ${series} and accept what the guard says`,
    verb: 'import',
    word: series,
  };
}

const COMPLETENESS = {
  complete: 'a full list, so whoever is missing counts as gone',
  partial: 'a part, so nothing follows from who is missing',
  unknown: 'not whether it is a full list, so nothing follows from who is missing',
} as const;

function mappingLines(mapping: Readonly<Record<string, string>>): readonly string[] {
  const stated = Object.entries(mapping).map(([field, header]) => `${quote(field)} is ${quote(header)}`);
  return stated.length === 0 ? [] : [`Stated of its columns: ${stated.join('; ')}.`];
}

function settledLines({ verified, contradicted }: Pick<ImportResult, 'verified' | 'contradicted'>): readonly string[] {
  return [
    ...verified.map((name) => `confirmed: the recorded deactivation of ${bare(name)}`),
    ...contradicted.map((name) => `contradicted: ${bare(name)} is still active after the recorded deactivation`),
  ];
}

function settledParts({ verified, contradicted }: ImportResult): readonly Part[] {
  const part = (what: string, names: readonly string[]): readonly Part[] =>
    names.length === 0 ? [] : [{ head: `${what}: ${names.length}`, examples: names.map(bare) }];
  return [
    ...part('contradicted, still active after the recorded deactivation', contradicted),
    ...part('confirmed, the recorded deactivation', verified),
  ];
}

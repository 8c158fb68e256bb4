import type { ImportResult, ReadQuestion } from '../app/imports/import-result.ts';
import { bare, quote } from '../model/foreign.ts';
import { seriesOf } from '../model/snapshot.ts';
import { alikeTogether } from '../sources/cells/alike.ts';
import { readingAnswer, readingLines } from './import-reading.ts';

/** An import as the tool and the command both tell it. */
export function importAnswer(result: ImportResult, most: number) {
  const { head } = result;
  return {
    structured: {
      status: result.status,
      stated_by: result.by,
      ...(result.snapshotId === null ? {} : { snapshot_id: result.snapshotId }),
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

function importText(result: ImportResult, most: number): string {
  const { head, changes } = result;
  const lines = (label: string, items: readonly { readonly line: number; readonly why: string }[], all: number) => [
    ...items.slice(0, most).map((one) => `  ${label} line ${one.line}: ${one.why}`),
    ...(all > most ? [`  ${label}: ${all - most} more`] : []),
  ];
  return [
    result.message,
    `${bare(head.fileName)}: ${head.kind}${head.directory === null ? '' : ` of ${bare(head.directory)}`}, as of ${head.asOf} (${head.asOfBasis}), ${head.completeness}, filter ${head.filter ?? 'not stated'}.`,
    ...result.detection.why.map((why) => `  ${why}`),
    `${result.rows} rows: ${result.accepted} accepted, ${result.refused} refused. Changes: ${changes.added} added, ${changes.removed} removed, ${changes.changed} changed.`,
    ...readingLines(result.reading, result.samples),
    ...lines('refused', alikeTogether(result.rejected), alikeTogether(result.rejected).length),
    ...(result.refused > result.rejected.length
      ? [`  refused: ${result.refused - result.rejected.length} more, not listed`]
      : []),
    ...lines('warning', result.warnings, result.warnings.length),
    ...settledLines(result),
  ].join('\n');
}

/** What a person is asked before a file that a tool brings counts as their word. */
export function importQuestion(question: ReadQuestion) {
  const { head, changes, guards } = question;
  const series = seriesOf(head);
  return {
    message: [
      `Import ${quote(head.fileName)} as ${series}, as of ${head.asOf}?`,
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

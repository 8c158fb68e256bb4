import type { ImportResult } from '../app/imports/import-result.ts';
import { bare } from '../model/foreign.ts';
import { alikeTogether } from '../sources/cells/alike.ts';
import { readingAnswer, readingLines } from './import-reading.ts';

/** An import as the tool and the command both tell it. */
export function importAnswer(result: ImportResult, most: number) {
  const { head } = result;
  return {
    structured: {
      status: result.status,
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
    ...result.verified.map((name) => `confirmed: the recorded deactivation of ${bare(name)}`),
    ...result.contradicted.map((name) => `contradicted: ${bare(name)} is still active after the recorded deactivation`),
  ].join('\n');
}

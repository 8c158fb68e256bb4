import type { ExportedAccounts } from '../app/exchange/export-accounts.ts';
import type { ExportedApplied } from '../app/exchange/export-applied.ts';
import type { WrittenFile } from '../app/exchange/target.ts';
import type { ControlEvidence } from '../model/control.ts';
import { bare, quote } from '../model/foreign.ts';

/** The answer to an export of accounts. */
export function exchangeAnswer(done: ExportedAccounts) {
  const leftOut = [...done.leftOut].map(([why, accounts]) => ({ why, accounts }));
  return {
    structured: {
      format: done.format,
      app: done.app,
      files: filesOf(done.files),
      accounts: done.accounts,
      rows: done.rows,
      left_out: leftOut,
      rests_on: done.restsOn.map(({ source, snapshotId, asOf, state, completeness }) => ({
        source,
        snapshot_id: snapshotId,
        as_of: asOf,
        state,
        completeness,
      })),
      gaps: done.gaps.map(({ what, closeWith }) => ({ what, close_with: closeWith })),
      missing_row_means: done.missing,
      hand_over: [...done.handOver],
      evidence_for: evidenceFor(done.controls),
    },
    text: [
      `${done.format}: ${done.rows} rows from ${done.accounts} accounts${done.app === null ? '' : ` of ${bare(done.app)}`}.`,
      ...done.files.map(fileLine),
      ...leftOut.map(({ why, accounts }) => `Left out, ${accounts}: ${why}`),
      ...done.gaps.map(({ what, closeWith }) => `Not shown by it: ${what} Close with: ${closeWith}`),
      `A missing row: ${done.missing}`,
      ...done.handOver.map((line) => `Hand over: ${line}`),
      ...evidenceLines(done.controls),
      'Nothing was sent anywhere.',
    ].join('\n'),
  };
}

/** The answer to an export that marks a review as applied. */
export function appliedAnswer({ format, reviewId, denials, files, handOver, controls }: ExportedApplied) {
  return {
    structured: {
      format,
      review_id: reviewId,
      denials,
      files: filesOf(files),
      hand_over: [...handOver],
      evidence_for: evidenceFor(controls),
    },
    text: [
      `${format}: ${denials} ${denials === 1 ? 'denial' : 'denials'} of ${bare(reviewId)}, each confirmed by a later read.`,
      ...files.map(fileLine),
      ...handOver.map((line) => `Hand over: ${line}`),
      ...evidenceLines(controls),
      'Nothing was sent anywhere.',
    ].join('\n'),
  };
}

function evidenceFor(controls: readonly ControlEvidence[]) {
  return controls.flatMap(({ framework, control, showing, tenantOverride, source, date }) =>
    showing === null
      ? []
      : [
          {
            framework,
            control,
            shows: showing.shows,
            does_not_show: showing.showsNot,
            tenant_override: tenantOverride,
            source: source.title,
            date,
          },
        ],
  );
}

function evidenceLines(controls: readonly ControlEvidence[]): readonly string[] {
  const said = (text: string, isTenants: boolean) => (isTenants ? quote(text, { longest: 500 }) : text);
  const lines = controls.flatMap(({ frameworkName, control, showing, tenantOverride }) =>
    showing === null
      ? []
      : [
          `Evidence for ${frameworkName} ${control}${tenantOverride ? ", in this organisation's own words" : ''}. It shows: ${said(showing.shows, tenantOverride)} It does not show: ${said(showing.showsNot, tenantOverride)}`,
        ],
  );
  return lines.length === 0 ? [] : [...lines, 'Whether a control is met is for its auditor to judge.'];
}

function filesOf(files: readonly WrittenFile[]) {
  return files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
}

function fileLine({ path, bytes, sha256 }: WrittenFile): string {
  return `  ${quote(path)}: ${bytes} bytes, SHA-256 ${sha256}`;
}

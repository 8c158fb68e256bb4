import type { ExportedAccounts } from '../app/exchange/export-accounts.ts';
import type { ExportedApplied } from '../app/exchange/export-applied.ts';
import type { WrittenFile } from '../app/exchange/target.ts';
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
    },
    text: [
      `${done.format}: ${done.rows} rows from ${done.accounts} accounts${done.app === null ? '' : ` of ${bare(done.app)}`}.`,
      ...done.files.map(fileLine),
      ...leftOut.map(({ why, accounts }) => `Left out, ${accounts}: ${why}`),
      ...done.gaps.map(({ what, closeWith }) => `Not shown by it: ${what} Close with: ${closeWith}`),
      `A missing row: ${done.missing}`,
      ...done.handOver.map((line) => `Hand over: ${line}`),
      'Nothing was sent anywhere.',
    ].join('\n'),
  };
}

/** The answer to an export that marks a review as applied. */
export function appliedAnswer({ format, reviewId, denials, files, handOver }: ExportedApplied) {
  return {
    structured: { format, review_id: reviewId, denials, files: filesOf(files), hand_over: [...handOver] },
    text: [
      `${format}: ${denials} ${denials === 1 ? 'denial' : 'denials'} of ${bare(reviewId)}, each confirmed by a later read.`,
      ...files.map(fileLine),
      ...handOver.map((line) => `Hand over: ${line}`),
      'Nothing was sent anywhere.',
    ].join('\n'),
  };
}

function filesOf(files: readonly WrittenFile[]) {
  return files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
}

function fileLine({ path, bytes, sha256 }: WrittenFile): string {
  return `  ${quote(path)}: ${bytes} bytes, SHA-256 ${sha256}`;
}

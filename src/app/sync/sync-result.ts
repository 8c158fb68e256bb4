import { ClariIdentityError } from '../../model/errors.ts';
import type { LiveName, ReadGapCode } from '../../model/live.ts';
import type { SyncedSource } from './sync-source.ts';

export interface SyncResult {
  readonly synced: readonly SyncedSource[];
  /** Sources that could not be read; earlier snapshots of them stay in force. */
  readonly failed: readonly { readonly source: LiveName; readonly error: ClariIdentityError }[];
}

/** Gaps that mean that something failed, and not that a permission is missing. */
const FAULTS: ReadonlySet<ReadGapCode> = new Set([
  'page_failed',
  'app_unknown',
  'page_limit',
  'cursor_repeated',
  'foreign_link',
  'empty_answer',
  'rows_truncated',
]);

/** The fault that a person must hear of first; null if every source was read as far as its permissions allow. */
export function syncFault({ synced, failed }: SyncResult): ClariIdentityError | null {
  const [first] = failed;
  if (first !== undefined) return first.error;
  const gaps = synced.flatMap((one) => one.reads.flatMap((read) => read.gaps)).filter((gap) => FAULTS.has(gap.code));
  if (gaps.length === 0) return null;
  return new ClariIdentityError(
    'ERR_SOURCE_FAILED',
    `Not everything came: ${gaps.map((gap) => gap.gap).join(' ')}`,
    'What came is kept as a partial read, from which no absence follows; the last complete read stays in force. Sync again.',
  );
}

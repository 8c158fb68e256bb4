import { ClariIdentityError } from '../../model/errors.ts';
import type { ReadGapCode } from '../../model/live.ts';
import { LIVE_NAMES, type LiveName } from '../../model/live.ts';
import type { LiveSource } from '../../sources/live/live-source.ts';
import { LIVE_SOURCES } from '../../sources/live/live-sources.ts';
import type { Deps } from '../deps.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import { type SyncedSource, type SyncOptions, syncSource } from './sync-source.ts';
import type { SyncTarget } from './targets.ts';

export interface SyncResult {
  readonly synced: readonly SyncedSource[];
  /** Sources that could not be read; what was known of them stays in force. */
  readonly failed: readonly { readonly source: LiveName; readonly error: ClariIdentityError }[];
}

/** Reads the live sources that are configured. One that is named has to be; of all of them, one that fails stops no other. */
export async function sync(deps: Deps, target: SyncTarget, options: SyncOptions): Promise<SyncResult> {
  const names = target === 'all' ? LIVE_NAMES.filter((name) => deps.live.settings[name] !== null) : [target];
  if (names.length === 0) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'No live source is configured, so there is nothing to read.',
      'Set the variables of Okta, Entra ID, Clari or Clari Copilot; `clari-identity-mcp doctor` says what is missing. Files can be imported meanwhile.',
    );
  }
  const synced: SyncedSource[] = [];
  const failed: { source: LiveName; error: ClariIdentityError }[] = [];
  for (const name of names) {
    try {
      synced.push(await syncSource(deps, await openSource(deps, name), options));
    } catch (error) {
      if (target !== 'all' || !(error instanceof ClariIdentityError) || error.code === 'ERR_CANCELLED') throw error;
      failed.push({ source: name, error });
    }
  }
  return { synced, failed };
}

async function openSource(deps: Pick<Deps, 'live'>, name: LiveName): Promise<LiveSource> {
  const source = await LIVE_SOURCES[name](deps.live.settings, deps.live.tuning);
  if (source === null)
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `${NOT_CONFIGURED[name].title} is not configured.`,
      NOT_CONFIGURED[name].remedy,
    );
  return source;
}

/** Gaps that mean that something went wrong, and not that something is not permitted. */
const FAULTS: ReadonlySet<ReadGapCode> = new Set([
  'page_failed',
  'page_limit',
  'cursor_repeated',
  'foreign_link',
  'empty_answer',
  'rows_truncated',
]);

/** What a person has to hear of first; null: every source was read as well as its permissions allow. */
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

import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import { LIVE_NAMES, type LiveName } from '../../model/live.ts';
import type { LiveSource } from '../../sources/live/live-source.ts';
import { LIVE_SOURCES } from '../../sources/live/live-sources.ts';
import type { Deps } from '../deps.ts';
import { refuseAcceptance } from '../imports/brought-by.ts';
import { NOT_CONFIGURED } from './not-configured.ts';
import type { SyncResult } from './sync-result.ts';
import { type SyncedSource, type SyncOptions, syncSource } from './sync-source.ts';
import type { SyncTarget } from './targets.ts';

/**
 * Reads the configured live sources. A named source has to be configured; if all are read, a failing one does not stop
 * the others.
 */
export async function sync(deps: Deps, target: SyncTarget, options: SyncOptions): Promise<SyncResult> {
  refuseAcceptance(deps, options.acceptDrop, options.ask !== undefined);
  const names = target === 'all' ? LIVE_NAMES.filter((name) => deps.live.settings[name] !== null) : [target];
  if (names.length === 0) {
    throw new ClariIdentityError(
      'ERR_CONFIG',
      'No live source is configured, so there is nothing to read.',
      'Set the variables of Okta, Entra ID, Clari, Clari Copilot or Salesloft; `clari-identity-mcp doctor` says what is missing. Files can be imported meanwhile.',
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

async function openSource(deps: Pick<Deps, 'live' | 'settings'>, name: LiveName): Promise<LiveSource> {
  const source = await LIVE_SOURCES[name](deps.live.settings, deps.live.tuning, deps.settings);
  if (source === null)
    throw new ClariIdentityError(
      'ERR_CONFIG',
      `${quote(NOT_CONFIGURED[name].title)} is not configured.`,
      NOT_CONFIGURED[name].remedy,
    );
  return source;
}

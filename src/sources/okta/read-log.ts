import { bare } from '../../model/foreign.ts';
import type { ReadGap } from '../../model/live.ts';
import { addMs, type Instant } from '../../model/time.ts';
import { pageFault } from '../live/trail.ts';
import { logGap, permissionGap } from './gaps.ts';
import { type Ended, LOG_KEPT_MS, type LogEnds, readEnds, readRemovals, readSignOns } from './log.ts';
import { isForbidden, oktaProblem } from './problems.ts';
import type { OktaSession } from './session.ts';

export interface OktaLog {
  readonly ends: Omit<LogEnds, 'stop'>;
  readonly signOns: ReadonlyMap<string, Instant>;
  /** Every event of the window that ends something was read: only then may a read build on the one before. */
  readonly whole: boolean;
  readonly gaps: readonly ReadGap[];
}

const NOTHING = {
  deactivated: new Map(),
  suspended: new Map(),
  deleted: new Map(),
  deleting: new Map(),
  unassigned: new Map(),
};

/** What the log adds; without it the read goes on, and says what is missing. `since`: null is as far back as it goes. */
export async function readLog(
  { client, granted }: OktaSession,
  appId: string | null,
  since: Instant | null,
  until: Instant,
): Promise<OktaLog> {
  const nothing = { ends: NOTHING, signOns: new Map<string, Instant>(), whole: false };
  if (!granted.has('okta.logs.read')) return { ...nothing, gaps: [permissionGap('okta.logs.read')] };
  const from = since ?? addMs(until, -LOG_KEPT_MS);
  try {
    const ends = await readEnds(client, appId, from, until);
    const signOns = appId === null ? null : await readSignOns(client, appId, from, until);
    const stopped = ends.stop ?? (signOns?.stop?.code === 'page_limit' ? null : (signOns?.stop ?? null));
    return {
      ends,
      signOns: signOns?.last ?? new Map(),
      whole: ends.stop === null,
      gaps: stopped === null ? [] : [logGap(stopped.why)],
    };
  } catch (error) {
    if (isForbidden(error)) return { ...nothing, gaps: [permissionGap('okta.logs.read')] };
    const why = pageFault(error) ?? refusal(error);
    if (why === null) throw error;
    return { ...nothing, gaps: [logGap(why)] };
  }
}

/**
 * Who was taken out of an application other than Clari, as far back as the log goes. What a missing permission costs is
 * said with the users, once for all applications.
 */
export async function readAppRemovals(
  { client, granted }: OktaSession,
  appId: string,
  until: Instant,
): Promise<{ readonly removed: ReadonlyMap<string, Ended>; readonly gaps: readonly ReadGap[] }> {
  const nothing = new Map<string, Ended>();
  if (!granted.has('okta.logs.read')) return { removed: nothing, gaps: [] };
  try {
    const { unassigned, stop } = await readRemovals(client, appId, addMs(until, -LOG_KEPT_MS), until);
    return { removed: unassigned, gaps: stop === null ? [] : [logGap(stop.why)] };
  } catch (error) {
    if (isForbidden(error)) return { removed: nothing, gaps: [] };
    const why = pageFault(error) ?? refusal(error);
    if (why === null) throw error;
    return { removed: nothing, gaps: [logGap(why)] };
  }
}

/** Wrong credentials fail the whole read; whatever else the log refuses is missing from it. */
function refusal(error: unknown): string | null {
  const problem = oktaProblem(error);
  if (problem === null || problem.status === 401) return null;
  return `Okta answered ${bare(problem.code ?? String(problem.status))} when its log was read.`;
}

import type { ReadGap } from '../../model/live.ts';
import type { IdentityObservation, IdpEvent } from '../../model/observation.ts';
import type { Instant } from '../../model/time.ts';
import { ACTIVITIES, type AuditQuery, logSince, readAudit } from './audit-log.ts';
import type { EnterpriseApp } from './clari-app.ts';
import { brokenGap, logGap } from './gaps.ts';
import type { Graph } from './graph.ts';
import { readSignIns } from './sign-ins.ts';

const WHEN_ENDED = 'When an account was disabled and by whom';
const WHEN_SIGNED_IN = 'Who signed in to Clari, and when';

/** What the logs add to users. */
export interface LogFacts {
  readonly gaps: readonly ReadGap[];
  /** The row with what the logs know of it; what they knew earlier stays where they no longer reach back. */
  enrich(row: IdentityObservation): IdentityObservation;
}

/** Reads the logs as far as this application may; each that it may not is a gap and nothing more. */
export async function logFacts(
  graph: Graph,
  app: EnterpriseApp | null,
  asOf: Instant,
  options: { readonly now: Instant; readonly signal: AbortSignal | undefined; page(what: string): void },
): Promise<LogFacts> {
  const gaps: ReadGap[] = [];
  const since = logSince(asOf);
  const events = async (activity: AuditQuery['activity']): Promise<ReadonlyMap<string, IdpEvent>> => {
    // A log that is not shown is asked for once.
    if (gaps.length > 0) return new Map();
    const read = await readAudit(graph, { activity, about: null, since }, options.now, options.signal);
    options.page('audit log');
    if (read.end?.kind === 'refused') gaps.push(logGap(WHEN_ENDED, read.end));
    if (read.end?.kind === 'broken') gaps.push(brokenGap(WHEN_ENDED, read.end));
    return read.events;
  };
  const disabled = await events(ACTIVITIES.disabled);
  const enabled = await events(ACTIVITIES.enabled);
  const deleted = await events(ACTIVITIES.deleted);
  const signIns = await signInsTo(app, graph, since, { ...options, gaps });

  const ended = (row: IdentityObservation): IdpEvent | null => {
    switch (row.status) {
      case 'deactivated': {
        const event = newer(disabled.get(row.identityId), row.revoked);
        const undone = enabled.get(row.identityId);
        // Enabled after it and disabled all the same: the event that did so is not in the log yet.
        return event !== null && undone !== undefined && undone.at > event.at ? null : event;
      }
      case 'deleted':
        return newer(deleted.get(row.identityId), row.revoked);
      default:
        return null;
    }
  };
  return {
    gaps,
    enrich: (row) => ({
      ...row,
      revoked: ended(row),
      lastSsoAt: later(signIns.get(row.identityId) ?? null, row.lastSsoAt),
    }),
  };
}

async function signInsTo(
  app: EnterpriseApp | null,
  graph: Graph,
  since: Instant,
  options: {
    readonly now: Instant;
    readonly signal: AbortSignal | undefined;
    readonly gaps: ReadGap[];
    page(what: string): void;
  },
): Promise<ReadonlyMap<string, Instant>> {
  if (app?.appId == null) return new Map();
  const { newest, backTo, end } = await readSignIns(graph, app.appId, since, options.now, options.signal);
  options.page('sign-ins');
  if (end?.kind === 'refused') options.gaps.push(logGap(WHEN_SIGNED_IN, end));
  if (end?.kind === 'broken') {
    options.gaps.push(
      end.code === 'page_limit' && backTo !== null
        ? {
            code: 'log_window',
            gap: `Who signed in to Clari before ${backTo}: there are more sign-ins than are read at once, and the newest come first.`,
            closeWith: 'Sync more often; somebody without a sign-in here is not known not to have signed in',
            scope: null,
          }
        : brokenGap(WHEN_SIGNED_IN, end),
    );
  }
  return newest;
}

function newer(found: IdpEvent | undefined, known: IdpEvent | null): IdpEvent | null {
  if (found === undefined) return known;
  return known === null || found.at >= known.at ? found : known;
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

import type { Client } from '@okta/okta-sdk-nodejs';
import type { IdpEvent } from '../../model/observation.ts';
import { addMs, DAY_MS, type Instant } from '../../model/time.ts';
import { idAt, instantAt, listAt, rawAt, textAt } from '../live/values.ts';
import { type ListStop, oktaPages } from './pages.ts';

/** Okta keeps its log for 90 days and may refuse to be asked for more. What happened earlier left no trace. */
export const LOG_KEPT_MS = 89 * DAY_MS;
const PAGE = 1_000;
/** A tenth of what an organisation may ask of its log in a minute, four times over. */
const SSO_PAGES_MAX = 48;

export interface Ended {
  readonly event: IdpEvent;
  readonly login: string | null;
  readonly name: string | null;
}

/** What ended in a window of the log, by user, the newest of each kind. */
export interface LogEnds {
  readonly deactivated: ReadonlyMap<string, Ended>;
  readonly suspended: ReadonlyMap<string, Ended>;
  readonly deleted: ReadonlyMap<string, Ended>;
  /** Whose deletion was begun: they are there until it is completed, or until they are missing. */
  readonly deleting: ReadonlyMap<string, Ended>;
  /** Taken out of the Clari app. */
  readonly unassigned: ReadonlyMap<string, Ended>;
  /** Why the window was not read to its end; null: it was. */
  readonly stop: ListStop | null;
}

const KINDS: Readonly<Record<string, keyof Omit<LogEnds, 'stop'>>> = {
  'user.lifecycle.deactivate': 'deactivated',
  'user.lifecycle.suspend': 'suspended',
  'user.lifecycle.delete.initiated': 'deleting',
  'user.lifecycle.delete.completed': 'deleted',
  'application.user_membership.remove': 'unassigned',
};

/**
 * Reads the events of a window, oldest first. Both ends are always given: without an end, Okta polls the log and always
 * returns a next page.
 */
export async function readEnds(client: Client, appId: string | null, since: Instant, until: Instant): Promise<LogEnds> {
  const ends = {
    deactivated: new Map(),
    suspended: new Map(),
    deleted: new Map(),
    deleting: new Map(),
    unassigned: new Map(),
  } satisfies Record<string, Map<string, Ended>>;
  const lifecycle = Object.keys(KINDS)
    .filter((type) => type.startsWith('user.'))
    .map((type) => `eventType eq "${type}"`);
  const filter = [...lifecycle, ...(appId === null ? [] : [removalsFrom(appId)])].join(' or ');
  const stop = await eachEvent(client, { since, until, filter }, (event) => {
    const kind = KINDS[rawAt(event, 'eventType')];
    const ended = endedOf(event);
    if (kind !== undefined && ended !== null) ends[kind].set(ended.userId, ended);
  });
  return { ...ends, stop };
}

/** Who was taken out of one application in a window, the newest event of each; `stop` as above. */
export async function readRemovals(
  client: Client,
  appId: string,
  since: Instant,
  until: Instant,
): Promise<Pick<LogEnds, 'unassigned' | 'stop'>> {
  const unassigned = new Map<string, Ended>();
  const stop = await eachEvent(client, { since, until, filter: removalsFrom(appId) }, (event) => {
    const ended = endedOf(event);
    if (ended !== null) unassigned.set(ended.userId, ended);
  });
  return { unassigned, stop };
}

function removalsFrom(appId: string): string {
  return `(eventType eq "application.user_membership.remove" and target.id eq "${appId}")`;
}

/**
 * The last successful single sign-on to the app by user, not before `since`. The newest slices are read first, each of
 * them oldest first, until the page limit is reached. What was not read proves nothing.
 */
export async function readSignOns(
  client: Client,
  appId: string,
  since: Instant,
  until: Instant,
): Promise<{ readonly last: ReadonlyMap<string, Instant>; readonly from: Instant; readonly stop: ListStop | null }> {
  const last = new Map<string, Instant>();
  const filter = `eventType eq "user.authentication.sso" and target.id eq "${appId}" and outcome.result eq "SUCCESS"`;
  let [from, left, days] = [until, SSO_PAGES_MAX, 1];
  while (from > since && left > 0) {
    const start = later(addMs(from, -days * DAY_MS), since);
    let pages = 0;
    const stop = await eachEvent(
      client,
      { since: start, until: from, filter },
      (event) => {
        const [userId, at] = [idAt(event, 'actor', 'id'), instantAt(event, 'published')];
        // A policy may have refused it: only one that succeeded led into Clari.
        if (userId === null || at === null || rawAt(event, 'outcome', 'result') !== 'SUCCESS') return;
        if (at > (last.get(userId) ?? '')) last.set(userId, at);
      },
      left,
      () => {
        pages += 1;
      },
    );
    left -= Math.max(1, pages);
    if (stop !== null) return { last, from, stop };
    from = start;
    days *= 2;
  }
  return { last, from, stop: null };
}

async function eachEvent(
  client: Client,
  window: { readonly since: Instant; readonly until: Instant; readonly filter: string },
  take: (event: unknown) => void,
  pagesMax?: number,
  counted: () => void = () => undefined,
): Promise<ListStop | null> {
  const collection = await client.systemLogApi.listLogEvents({ ...window, limit: PAGE, sortOrder: 'ASCENDING' });
  const pages = oktaPages(collection, pagesMax);
  let last = 0;
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { stop } = next.value;
      // The cursor repeats at the end of a window that ended.
      if (stop?.code === 'cursor_repeated') return null;
      return stop === null && last >= PAGE ? FULL_TO_THE_END : stop;
    }
    counted();
    last = next.value.length;
    // An empty page is the end of a bounded window, whatever it links to.
    if (next.value.length === 0) return null;
    for (const event of next.value) take(event);
  }
}

/** Okta ends a window with a page that has room left. */
const FULL_TO_THE_END: ListStop = {
  code: 'page_failed',
  why: 'the last page of the log is full and has no link to a next one, so later events may be missing',
};

function endedOf(event: unknown): (Ended & { readonly userId: string }) | null {
  const [at, id] = [instantAt(event, 'published'), idAt(event, 'uuid')];
  const target = listAt(event, 'target').find((one) => rawAt(one, 'type') === 'User');
  const userId = idAt(target, 'id');
  if (at === null || id === null || userId === null || rawAt(event, 'outcome', 'result') !== 'SUCCESS') return null;
  return {
    userId,
    login: textAt(target, 'alternateId'),
    name: textAt(target, 'displayName'),
    event: {
      at,
      by: textAt(event, 'actor', 'alternateId') ?? textAt(event, 'actor', 'displayName'),
      id,
      type: rawAt(event, 'eventType'),
    },
  };
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

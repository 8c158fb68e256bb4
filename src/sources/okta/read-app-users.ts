import type { ReadGap } from '../../model/live.ts';
import type { AssignmentObservation, Observation, RowProblem } from '../../model/observation.ts';
import type { DirectoryFacts } from '../../model/snapshot.ts';
import { readEmail } from '../cells/email.ts';
import type { LiveOptions, LiveReadEnd } from '../live/live-source.ts';
import { SeenPeople } from '../live/seen-people.ts';
import { oktaAppUser } from './app-users.ts';
import type { OktaApp } from './find-app.ts';
import { emptyGap, stopGap } from './gaps.ts';
import type { Ended } from './log.ts';
import { isForbidden } from './problems.ts';
import type { OktaSession } from './session.ts';
import { OKTA } from './users.ts';
import { wholeList } from './whole-list.ts';

const REFUSED_SHOWN = 1_000;

/** What the users of one app are read with. */
export interface AppUsersContext {
  readonly session: OktaSession;
  /** `the users of the Clari app`. */
  readonly what: string;
  /** Who was taken out of it, by the log. */
  readonly removed: ReadonlyMap<string, Ended>;
  /** What the log does not tell; the list may be whole all the same. */
  readonly gaps: readonly ReadGap[];
  readonly fingerprint: string;
  /** What to look at if nobody is assigned. */
  readonly whyNobody: string;
  /** If Okta does not show the list. */
  readonly refused: ReadGap;
  facts(implicitSeen?: boolean): DirectoryFacts;
}

/** Who is assigned to the app. Where the list is not shown, that stays unknown of everybody, and the users count all the same. */
export async function* readAppUsers(
  context: AppUsersContext,
  app: OktaApp,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  try {
    return yield* appUsers(context, app, options);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return { ...end(context, [context.refused], 0), rejected: [], refused: 0, facts: context.facts() };
  }
}

/** Always in full, since Okta has no list of what changed in it. */
async function* appUsers(
  context: AppUsersContext,
  app: OktaApp,
  options: LiveOptions,
): AsyncGenerator<readonly Observation[], LiveReadEnd, void> {
  const list = await context.session.client.applicationApi.listApplicationUsers({
    appId: app.id,
    expand: 'user',
    limit: 500,
  });
  const pages = wholeList(list, context.session.heard);
  const people = new SeenPeople();
  const removed = new Map(context.removed);
  const rejected: RowProblem[] = [];
  let [accepted, refused, count, implicit] = [0, 0, 0, false];
  for (;;) {
    const next = await pages.next();
    if (next.done === true) {
      const { stop } = next.value;
      // Only a list that is whole shows that the removal was the last word.
      if (stop === null && accepted > 0) yield [...removed].map(([id, ended]) => removedRow(id, ended));
      return {
        ...end(context, stop === null ? [] : [stopGap(stop, context.what)], accepted),
        rejected,
        refused,
        facts: context.facts(implicit),
      };
    }
    count += 1;
    const rows: AssignmentObservation[] = [];
    for (const item of next.value) {
      const row = oktaAppUser(item);
      if (row === null) {
        refused += 1;
        if (rejected.length < REFUSED_SHOWN)
          rejected.push({
            line: accepted + rows.length + refused,
            why: 'No usable id: it is not known whose this is.',
          });
        continue;
      }
      if (!people.isNew(row.key, null, `${row.status} ${row.ssoName}`)) continue;
      implicit ||= row.statusRaw === 'IMPLICIT';
      const ended = removed.get(row.key.slice('id:'.length));
      removed.delete(row.key.slice('id:'.length));
      rows.push(ended !== undefined && row.status === 'unassigned' ? { ...row, revoked: ended.event } : row);
    }
    accepted += rows.length;
    options.progress(count, accepted, 'assigned users');
    yield rows.map((row) => ({ of: 'assignment', row }));
  }
}

function end(
  context: AppUsersContext,
  gaps: readonly ReadGap[],
  accepted: number,
): Omit<LiveReadEnd, 'facts' | 'rejected' | 'refused'> {
  const all = accepted === 0 && gaps.length === 0 ? [emptyGap(context.what, context.whyNobody)] : gaps;
  return {
    completeness: all.length === 0 ? 'complete' : 'partial',
    gaps: [...all, ...context.gaps],
    mode: 'full',
    fullReadAt: null,
    cursor: null,
    fingerprint: context.fingerprint,
  };
}

function removedRow(identityId: string, { event, login }: Ended): Observation {
  return {
    of: 'assignment',
    row: {
      line: 0,
      directory: OKTA,
      key: `id:${identityId}`,
      identityId,
      login: login === null ? null : login.toLowerCase(),
      email: login === null ? null : readEmail(login),
      status: 'unassigned',
      statusRaw: null,
      assignedAt: null,
      unassignedAt: null,
      ssoName: null,
      via: null,
      revoked: event,
    },
  };
}

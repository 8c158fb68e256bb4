import type { IdpEvent } from '../../model/observation.ts';
import { addMs, DAY_MS, type Instant } from '../../model/time.ts';
import { momentReader } from '../cells/moments.ts';
import { cleanText, textOrNull } from '../cells/text.ts';
import { objectsIn, textIn } from '../json/item-fields.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';
import type { Graph } from './graph.ts';
import { type ListEnd, listOf } from './graph-list.ts';

/** Entra keeps its audit log for so long (seven days without a licence). */
const LOG_DAYS = 30;
const PAGE = 1_000;
const PAGES_MAX = 50;

/** Names of events as Microsoft's reference of audit activities has them. */
export const ACTIVITIES = {
  disabled: 'Disable account',
  enabled: 'Enable account',
  deleted: 'Delete user',
  unassigned: 'Remove app role assignment from user',
  leftGroup: 'Remove member from group',
} as const;

export interface AuditQuery {
  readonly activity: (typeof ACTIVITIES)[keyof typeof ACTIVITIES];
  /** Only events that concern this object too; null: any. */
  readonly about: string | null;
  readonly since: Instant;
}

export interface AuditReading {
  /** The newest successful event of each user. */
  readonly events: ReadonlyMap<string, IdpEvent>;
  /** Null: all of it was read. */
  readonly end: Exclude<ListEnd, { readonly kind: 'whole' }> | null;
}

export function logSince(asOf: Instant): Instant {
  return addMs(asOf, -LOG_DAYS * DAY_MS);
}

/** One kind of event, as far as the log goes back. */
export async function readAudit(
  graph: Graph,
  query: AuditQuery,
  now: Instant,
  signal: AbortSignal | undefined,
): Promise<AuditReading> {
  const events = new Map<string, IdpEvent>();
  const read = eventReader(query, now);
  const list = listOf(graph, (client) => client.api('/auditLogs/directoryAudits').filter(filterOf(query)).top(PAGE), {
    signal,
    pagesMax: PAGES_MAX,
  });
  for (;;) {
    const page = await list.next();
    if (page.done === true) return { events, end: page.value.kind === 'whole' ? null : page.value };
    for (const item of page.value) {
      const found = read(item);
      const known = found === null ? undefined : events.get(found.userId);
      if (found !== null && (known === undefined || known.at < found.event.at)) events.set(found.userId, found.event);
    }
  }
}

function filterOf({ activity, about, since }: AuditQuery): string {
  const object = about === null ? '' : ` and targetResources/any(t: t/id eq '${about}')`;
  return `activityDisplayName eq '${activity}' and activityDateTime ge ${since}${object}`;
}

function eventReader({ activity, about }: AuditQuery, now: Instant) {
  const momentOf = momentReader(now);
  return (item: JsonObject): { readonly userId: string; readonly event: IdpEvent } | null => {
    const [id, type, result] = [item.get('id'), item.get('activityDisplayName'), item.get('result')];
    // A server that ignores the filter returns events of every kind.
    if (type !== activity || typeof id !== 'string' || id === '') return null;
    // What failed, timed out or is only under way has not happened.
    if (typeof result !== 'string' || result.toLowerCase() !== 'success') return null;
    const at = momentOf(textIn(item, 'activityDateTime'));
    if (at.kind !== 'moment' || at.moment.dateOnly) return null;
    const targets = objectsIn(item, 'targetResources');
    const users = targets.filter((target) => textIn(target, 'type').toLowerCase() === 'user');
    const [user] = users;
    // An event about several users does not say whom it was done to.
    if (user === undefined || users.length > 1) return null;
    if (about !== null && !targets.some((target) => concerns(target, about))) return null;
    const userId = textIn(user, 'id');
    if (userId === '') return null;
    return { userId, event: { at: at.moment.at, by: actorOf(item), id: cleanText(id), type: activity } };
  };
}

/** Named as a target of its own, or among what changed. */
function concerns(target: JsonObject, id: string): boolean {
  if (textIn(target, 'id') === id) return true;
  return objectsIn(target, 'modifiedProperties').some((property) =>
    [textIn(property, 'oldValue'), textIn(property, 'newValue')].some((value) => value.includes(id)),
  );
}

function actorOf(item: JsonObject): string | null {
  const initiator = item.get('initiatedBy');
  if (!isObject(initiator)) return null;
  const [user, app] = [initiator.get('user'), initiator.get('app')];
  const names = [
    ...(isObject(user) ? [textIn(user, 'userPrincipalName'), textIn(user, 'displayName'), textIn(user, 'id')] : []),
    ...(isObject(app) ? [textIn(app, 'displayName'), textIn(app, 'appId')] : []),
  ];
  for (const name of names) {
    const clean = textOrNull(name);
    if (clean !== null) return clean;
  }
  return null;
}

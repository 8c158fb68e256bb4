import type { Instant } from '../../model/time.ts';
import { momentReader } from '../cells/moments.ts';
import { textIn } from '../json/item-fields.ts';
import { isObject, type JsonObject } from '../json/json-value.ts';
import type { Graph } from './graph.ts';
import { type ListEnd, listOf } from './graph-list.ts';

const PAGE = 1_000;
/** Newest first, so that what is left out is older than everybody's newest that was seen. */
const PAGES_MAX = 20;

export interface SignInReading {
  /** Newest successful sign-in to the application, by user; who is not in it may have signed in before. */
  readonly newest: ReadonlyMap<string, Instant>;
  /** Oldest sign-in that was read; null: none was. */
  readonly backTo: Instant | null;
  /** Null: all of it was read. */
  readonly end: Exclude<ListEnd, { readonly kind: 'whole' }> | null;
}

/** Who signed in to one application, newest first. A sign-in that was refused is none. */
export async function readSignIns(
  graph: Graph,
  appId: string,
  since: Instant,
  now: Instant,
  signal: AbortSignal | undefined,
): Promise<SignInReading> {
  const momentOf = momentReader(now);
  const newest = new Map<string, Instant>();
  let backTo: Instant | null = null;
  const list = listOf(
    graph,
    (client) =>
      client
        .api('/auditLogs/signIns')
        .filter(`appId eq '${appId}' and createdDateTime ge ${since}`)
        .orderby('createdDateTime desc')
        .top(PAGE),
    { signal, pagesMax: PAGES_MAX },
  );
  for (;;) {
    const page = await list.next();
    if (page.done === true) return { newest, backTo, end: page.value.kind === 'whole' ? null : page.value };
    for (const item of page.value) {
      const [userId, at] = [item.get('userId'), momentOf(textIn(item, 'createdDateTime'))];
      if (at.kind !== 'moment' || at.moment.dateOnly || typeof userId !== 'string') continue;
      if (backTo === null || at.moment.at < backTo) backTo = at.moment.at;
      if (!succeeded(item) || textIn(item, 'appId') !== appId) continue;
      const known = newest.get(userId);
      if (known === undefined || known < at.moment.at) newest.set(userId, at.moment.at);
    }
  }
}

function succeeded(item: JsonObject): boolean {
  const status = item.get('status');
  return isObject(status) && status.get('errorCode') === 0;
}

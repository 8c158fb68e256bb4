import type { JsonObject } from '../json/json-value.ts';
import type { Graph } from './graph.ts';
import { type ListEnd, type ListStart, listOf } from './graph-list.ts';
import { USER_PROPERTIES } from './graph-user.ts';
import { SAFE_ID } from './ids.ts';

/** A filter takes so many ids. */
const IDS_AT_ONCE = 15;
const PAGE = 999;

/** Users whose rows of the earlier read no longer hold, and those of them that are still there. */
export interface UserChanges {
  readonly gone: ReadonlySet<string>;
  readonly anew: readonly JsonObject[];
  readonly cursor: string;
}

/** Where changes from now on can be asked for later; null: Graph does not say, and the next read is a full one. */
export async function cursorOfNow(graph: Graph, signal: AbortSignal | undefined): Promise<string | null> {
  const properties = USER_PROPERTIES.join(',');
  const end = await ended(
    graph,
    (client) => client.api('/users/delta').query({ $deltatoken: 'latest' }).select(properties),
    signal,
  );
  return end.kind === 'whole' ? end.deltaLink : null;
}

async function ended(graph: Graph, start: ListStart, signal: AbortSignal | undefined): Promise<ListEnd> {
  // A server that does not know `latest` begins with everybody: one page of that is enough to see it.
  const list = listOf(graph, start, { signal, pagesMax: 1 });
  for (;;) {
    const page = await list.next();
    if (page.done === true) return page.value;
  }
}

/**
 * What changed since a cursor. Only the ids are taken from the changes, whose objects have just what changed in them; the
 * users themselves are asked for. Null: not to be had, or dearer than reading everybody.
 */
export async function changesSince(
  graph: Graph,
  cursor: string,
  rows: number,
  signal: AbortSignal | undefined,
): Promise<UserChanges | null> {
  const most = Math.ceil(rows / PAGE) * IDS_AT_ONCE;
  const [changed, removed] = [new Set<string>(), new Set<string>()];
  const list = listOf(graph, cursor, { signal });
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      const { value } = page;
      if (value.kind !== 'whole' || value.deltaLink === null) return null;
      const wanted = [...changed].filter((id) => !removed.has(id));
      const anew = await usersById(graph, wanted, signal);
      return anew === null ? null : { gone: new Set([...changed, ...removed]), anew, cursor: value.deltaLink };
    }
    for (const item of page.value) {
      const id = item.get('id');
      if (typeof id !== 'string' || !SAFE_ID.test(id)) return null;
      (item.has('@removed') ? removed : changed).add(id);
    }
    if (changed.size > most) return null;
  }
}

async function usersById(
  graph: Graph,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly JsonObject[] | null> {
  const users: JsonObject[] = [];
  const properties = USER_PROPERTIES.join(',');
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const part = new Set(ids.slice(at, at + IDS_AT_ONCE));
    const wanted = [...part].map((id) => `'${id}'`).join(',');
    const list = listOf(graph, (client) => client.api('/users').filter(`id in (${wanted})`).select(properties), {
      signal,
    });
    for (;;) {
      const page = await list.next();
      if (page.done === true) {
        if (page.value.kind !== 'whole') return null;
        break;
      }
      for (const item of page.value) {
        const id = item.get('id');
        // A server that ignores the filter would give somebody a second row.
        if (typeof id !== 'string' || !part.delete(id)) return null;
        users.push(item);
      }
    }
    // Somebody who changed and is not shown is gone, or the answer is short: only everybody tells.
    if (part.size > 0) return null;
  }
  return users;
}

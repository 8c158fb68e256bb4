import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client';
import type { JsonObject } from '../json/json-value.ts';
import { pageFault } from '../live/trail.ts';
import { SeenLines } from '../repeats/seen.ts';
import type { Graph } from './graph.ts';
import { type ListEnd, listOf } from './graph-list.ts';

/** What is asked of a page; Graph may give less and go on. */
const PAGE = 999;
/** So many pages in a row without anybody new are a circle. */
const STALE_PAGES_MAX = 3;

interface WholeOptions {
  readonly signal: AbortSignal | undefined;
  page(pages: number): void;
}

/**
 * The elements of a list that has to be whole, since who is not in it counts as gone. It is whole where Graph's own count is
 * reached, or where its last page had room left. Else Graph is asked how many there are.
 */
export async function* wholeListOf(
  graph: Graph,
  start: (client: Client) => GraphRequest,
  options: WholeOptions,
): AsyncGenerator<readonly JsonObject[], ListEnd, void> {
  const list = listOf(graph, (client) => start(client).top(PAGE), options);
  const ids = new SeenLines();
  let [came, stale] = [0, 0];
  for (;;) {
    const page = await list.next();
    if (page.done === true) {
      const { value } = page;
      if (value.kind !== 'whole') return value;
      if (stale > 0) return SAME_AGAIN;
      const isDoubtful = came > 0 && (value.lastRows === 0 || value.lastRows >= PAGE);
      const total = value.total ?? (isDoubtful ? await counted(graph, start, options.signal) : came);
      if (total === null) return value.lastRows === 0 ? ENDS_EMPTY : ENDS_FULL;
      return came >= total ? value : fewerCame(total, came);
    }
    const fresh = page.value.filter((item) => isNew(item, ids, came + 1)).length;
    stale = fresh === 0 ? stale + 1 : 0;
    if (stale > STALE_PAGES_MAX) return SAME_AGAIN;
    came += fresh;
    yield page.value;
  }
}

function isNew(item: JsonObject, ids: SeenLines, ordinal: number): boolean {
  const id = item.get('id');
  return typeof id !== 'string' || ids.lineOf(id, ordinal) === null;
}

/** Null: Graph does not say. */
async function counted(
  graph: Graph,
  start: (client: Client) => GraphRequest,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  try {
    const { status, body } = await graph.ask((client) => start(client).top(1).count(true), signal);
    const count = body.get('@odata.count');
    return status < 300 && typeof count === 'number' ? count : null;
  } catch (error) {
    if (signal?.aborted === true || pageFault(error) === null) throw error;
    return null;
  }
}

type Broken = Extract<ListEnd, { kind: 'broken' }>;

function fewerCame(total: number, came: number): Broken {
  return { kind: 'broken', code: 'rows_truncated', why: `Microsoft Graph counts ${total} of them and ${came} came.` };
}

const SAME_AGAIN: Broken = {
  kind: 'broken',
  code: 'cursor_repeated',
  why: 'Microsoft Graph sent a page with nobody who was not on a page before it.',
};
const ENDS_FULL: Broken = {
  kind: 'broken',
  code: 'page_failed',
  why: 'the last page is full and has no link to a next one, and Microsoft Graph does not say how many there are.',
};
const ENDS_EMPTY: Broken = {
  kind: 'broken',
  code: 'page_failed',
  why: 'a link led to an empty page without a link to a next one, and Microsoft Graph does not say how many there are.',
};

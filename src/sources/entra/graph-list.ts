import type { Client, GraphRequest } from '@microsoft/microsoft-graph-client';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import type { ReadGapCode } from '../../model/live.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { pageFault, trail } from '../live/trail.ts';
import type { Graph, GraphAnswer } from './graph.ts';

/** How a list ended. `refused`: Graph does not show it to this application, or does not know it. */
export type ListEnd =
  | {
      readonly kind: 'whole';
      readonly deltaLink: string | null;
      /** Rows of the last page. */
      readonly lastRows: number;
      /** How many there are by Graph's own count; null: it did not say. */
      readonly total: number | null;
    }
  | { readonly kind: 'broken'; readonly code: ReadGapCode; readonly why: string }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string | null };

interface ListOptions {
  readonly signal: AbortSignal | undefined;
  readonly pagesMax?: number;
  /** After each page. */
  page?(pages: number): void;
}

/** Where a list begins: a request of our own, or a link from an earlier answer. */
export type ListStart = ((client: Client) => GraphRequest) | string;

/**
 * The elements of a list, page by page. A page that fails, lies about its shape or leads nowhere ends the list as broken,
 * and what came before it stays true; only a sign-in that is refused, and a cancellation, throw.
 */
export async function* listOf(
  graph: Graph,
  start: ListStart,
  options: ListOptions,
): AsyncGenerator<readonly JsonObject[], ListEnd, void> {
  const first = typeof start === 'string' ? start : `${graph.origin}/`;
  const path = trail('Microsoft Graph', first, options.pagesMax);
  let link = typeof start === 'string' ? start : null;
  let lastHead: JsonValue = null;
  let total: number | null = null;
  for (;;) {
    const answer = await pageAnswer(graph, link ?? start, options.signal);
    if ('why' in answer) return { kind: 'broken', code: 'page_failed', why: answer.why };
    if (answer.status === 401) throw tokenRejected(answer.code);
    if (answer.status >= 400) {
      if (path.pages === 0) return { kind: 'refused', status: answer.status, code: answer.code };
      return { kind: 'broken', code: 'page_failed', why: refusedPage(answer, path.pages + 1) };
    }
    const value = answer.body.get('value');
    const onwards = linkIn(answer, '@odata.nextLink');
    if (!isArray(value) || !value.every(isObject) || onwards === 'unreadable')
      return { kind: 'broken', code: 'page_failed', why: NO_LIST };
    const head = value[0]?.get('id') ?? null;
    if (head !== null && head === lastHead) return { kind: 'broken', code: 'cursor_repeated', why: SAME_PAGE };
    lastHead = head;
    const count = answer.body.get('@odata.count');
    if (typeof count === 'number' && count > (total ?? -1)) total = count;
    if (value.length > 0) yield value;
    const next = path.next(onwards, value.length);
    options.page?.(path.pages);
    if (next === 'end') {
      const delta = linkIn(answer, '@odata.deltaLink');
      const deltaLink = delta === 'unreadable' ? null : delta;
      return { kind: 'whole', deltaLink, lastRows: value.length, total };
    }
    if ('stop' in next) return { kind: 'broken', code: next.stop.code, why: `${next.stop.why}.` };
    link = next.go;
  }
}

const NO_LIST = 'Microsoft Graph answered 200 without a list of objects and a readable link.';
const SAME_PAGE = 'Microsoft Graph sent the same page twice in a row, under different links.';

function refusedPage({ status, code }: GraphAnswer, page: number): string {
  return `Microsoft Graph answered page ${page} with ${status}${code === null ? '' : ` (${bare(code)})`}.`;
}

async function pageAnswer(
  graph: Graph,
  from: ListStart,
  signal: AbortSignal | undefined,
): Promise<GraphAnswer | { readonly why: string }> {
  try {
    return await (typeof from === 'string' ? graph.follow(from, signal) : graph.ask(from, signal));
  } catch (error) {
    const why = signal?.aborted === true ? null : pageFault(error);
    if (why === null) throw error;
    return { why };
  }
}

/** A link that is no text is not the end of a list. */
function linkIn({ body }: GraphAnswer, key: string): string | 'unreadable' | null {
  const link = body.get(key);
  if (link == null || link === '') return null;
  return typeof link === 'string' ? link : 'unreadable';
}

export function tokenRejected(code: string | null): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_AUTH',
    `Microsoft Graph rejects the token${code === null ? '' : ` (${bare(code)})`}.`,
    'Check that the app registration, its tenant and GRAPH_BASE_URL belong to the same cloud; `clari-identity-mcp doctor` tries them. The last good read stays in force.',
  );
}

import { idAt } from '../live/values.ts';
import { SeenLines } from '../repeats/seen.ts';
import type { Heard } from './executor.ts';
import { type ListEnd, type ListStop, laterFault, type OktaPages, oktaPages } from './pages.ts';

/** This many pages in a row without a new person are a circle. */
const STALE_PAGES_MAX = 3;

interface LastPage {
  readonly url: string;
  readonly rows: number;
  readonly page: number;
}

/**
 * Yields the pages of a list that has to be complete, since absence from it counts as gone. The list ends where the
 * server's own count is reached, or at a page that is neither full nor followed by an empty one. Otherwise its end is
 * checked once more.
 */
export async function* wholeList(
  collection: OktaPages,
  heard: Heard,
  pagesMax?: number,
): AsyncGenerator<readonly unknown[], ListEnd, void> {
  const pages = oktaPages(collection, pagesMax);
  const ids = new SeenLines();
  let [came, count, stale] = [0, 0, 0];
  let total: number | null = null;
  let last: LastPage | null = null;
  let endsEmpty = false;
  for (;;) {
    const url = collection.nextUri;
    const next = await pages.next();
    if (next.done === true) {
      const { stop } = next.value;
      if (stop !== null) return next.value;
      if (stale > 0) return { stop: sameAgain(count), pages: count };
      return { ...next.value, stop: await doubt(collection, last, { came, total, endsEmpty }) };
    }
    const page = next.value;
    count += 1;
    if (heard.total !== null && heard.total > (total ?? -1)) total = heard.total;
    const fresh = page.filter((item) => isNew(item, ids, came + 1)).length;
    if (page.length > 0) stale = fresh === 0 ? stale + 1 : 0;
    if (stale > STALE_PAGES_MAX) return { stop: sameAgain(count), pages: count };
    came += fresh;
    if (page.length > 0) last = { url, rows: page.length, page: count };
    endsEmpty = page.length === 0;
    yield page;
  }
}

function isNew(item: unknown, ids: SeenLines, ordinal: number): boolean {
  const id = idAt(item, 'id');
  return id === null || ids.lineOf(id, ordinal) === null;
}

/** Why the end of a list is in doubt; null if it is not. */
async function doubt(
  collection: OktaPages,
  last: LastPage | null,
  { came, total, endsEmpty }: { readonly came: number; readonly total: number | null; readonly endsEmpty: boolean },
): Promise<ListStop | null> {
  if (total !== null)
    return came >= total ? null : { code: 'rows_truncated', why: `Okta counts ${total} of them and ${came} came` };
  if (last === null) return null;
  const isFull = last.rows >= Number(new URL(last.url).searchParams.get('limit') ?? Infinity);
  if ((!isFull && !endsEmpty) || (await endsThere(collection, last))) return null;
  return {
    code: 'page_failed',
    why: endsEmpty
      ? `page ${last.page} led to an empty one, and asking again did not show that nobody follows`
      : `page ${last.page} is full and has no link to a next one, and asking again did not show that nobody follows`,
  };
}

/**
 * Asks for the last page once more with a limit one row shorter. If links work, that page now links to one more page,
 * which holds the one row left over. A server that lost the link, or the page behind it, answers otherwise.
 */
async function endsThere(collection: OktaPages, { url, rows }: LastPage): Promise<boolean> {
  if (rows < 2) return false;
  const shorter = new URL(url);
  shorter.searchParams.set('limit', String(rows - 1));
  try {
    collection.nextUri = shorter.href;
    const head = await collection.getNextPage();
    if (head.length !== rows - 1 || !leadsOn(collection)) return false;
    const tail = await collection.getNextPage();
    if (tail.length !== 1) return false;
    return !leadsOn(collection) || (await collection.getNextPage()).length === 0;
  } catch (error) {
    if (laterFault(error) === null) throw error;
    return false;
  }
}

/** The SDK leaves no link where there is no next page. */
function leadsOn(collection: OktaPages): boolean {
  const link: unknown = collection.nextUri;
  return typeof link === 'string' && link !== '';
}

function sameAgain(page: number): ListStop {
  return { code: 'cursor_repeated', why: `page ${page} has nobody who was not on a page before it` };
}

import { isObject, type JsonObject } from './json-value.ts';

const FLAGS = ['hasMore', 'has_more', 'hasNextPage'];
const LINKS = ['@odata.nextLink', 'nextPageToken', 'next_page_token', 'nextCursor', 'next_cursor', 'nextPageUrl'];
const TOTALS = ['totalResults', 'totalCount', 'total_count', 'totalRecords', 'total', 'matched', '@odata.count'];
/** Where services keep them. */
const WRAPPERS = ['pagination', 'paging', 'page', 'meta', 'pageInfo'];

/** What the members beside a list say of there being more of it. */
export interface More {
  /** The member that says that another page follows; null: none does. */
  readonly says: string | null;
  /** The largest count that one of them gives, and which one. */
  readonly total: { readonly key: string; readonly count: number } | null;
}

export function moreIn(page: JsonObject): More {
  let says: string | null = null;
  let total: More['total'] = null;
  const places = [page, ...WRAPPERS.flatMap((key) => objectAt(page, key))];
  for (const place of places) {
    says ??=
      FLAGS.find((key) => place.get(key) === true) ?? LINKS.find((key) => isText(place.get(key) ?? null)) ?? null;
    for (const key of TOTALS) {
      const count = place.get(key);
      if (typeof count === 'number' && count > (total?.count ?? 0)) total = { key, count };
    }
  }
  return { says, total };
}

function objectAt(page: JsonObject, key: string): readonly JsonObject[] {
  const value = page.get(key);
  return isObject(value) ? [value] : [];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

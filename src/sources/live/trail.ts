import { ClariIdentityError, type ErrorCode } from '../../model/errors.ts';
import type { ReadGapCode } from '../../model/live.ts';

const PAGES_MAX = 20_000;
const EMPTY_PAGES_MAX = 3;

/** Why the pages of a list ended before its last one. */
export interface Stop {
  readonly code: Extract<ReadGapCode, 'page_limit' | 'cursor_repeated' | 'foreign_link' | 'empty_answer'>;
  readonly why: string;
}

/** Follows the pages of one list: decides whether a link may be followed, and why not. */
export interface Trail {
  /**
   * After a page of so many rows, whether to follow this link. `end`: there is none. A stop leaves the list incomplete.
   * A link to where it has been, to another origin, or after several empty pages is never followed.
   */
  next(link: string | null, rows: number): { readonly go: string } | { readonly stop: Stop } | 'end';
  readonly pages: number;
}

export function trail(service: string, first: string, pagesMax: number = PAGES_MAX): Trail {
  const { origin } = new URL(first);
  const visited = new Set([first]);
  let at = first;
  let [pages, empty] = [0, 0];
  return {
    get pages() {
      return pages;
    },
    next(link, rows) {
      pages += 1;
      empty = rows === 0 ? empty + 1 : 0;
      if (link === null) return 'end';
      // Some send no more than the path: it is of the page that they stand on.
      const to = URL.canParse(link) || !URL.canParse(link, at) ? link : new URL(link, at).href;
      if (!URL.canParse(to) || new URL(to).origin !== origin)
        return stop('foreign_link', `${service} sent page ${pages} with a link to another site, which is not followed`);
      if (visited.has(to))
        return stop('cursor_repeated', `${service} sent page ${pages} with a link to a page that it had sent before`);
      if (empty > EMPTY_PAGES_MAX)
        return stop('empty_answer', `${service} sent ${empty} empty pages in a row and no end`);
      if (pages >= pagesMax) return stop('page_limit', `the list is longer than ${pagesMax} pages`);
      visited.add(to);
      at = to;
      return { go: to };
    },
  };
}

function stop(code: Stop['code'], why: string): { readonly stop: Stop } {
  return { stop: { code, why } };
}

const PAGE_FAULTS: ReadonlySet<ErrorCode> = new Set([
  'ERR_SOURCE_UNREACHABLE',
  'ERR_SOURCE_FAILED',
  'ERR_SOURCE_BUSY',
  'ERR_SOURCE_ANSWER',
  'ERR_SOURCE_LINK',
]);

/** Faults that end a list early and keep what came before them; null if the whole read fails. */
export function pageFault(error: unknown): string | null {
  if (!(error instanceof ClariIdentityError)) return null;
  return PAGE_FAULTS.has(error.code) ? error.message : null;
}

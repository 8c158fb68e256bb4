import { ClariIdentityError } from '../../model/errors.ts';
import { pageFault, type Stop, trail } from '../live/trail.ts';
import { oktaProblem } from './problems.ts';

/** The part of the SDK's Collection that we use. `for await` over a Collection yields nulls and follows any link. */
export interface OktaPages {
  nextUri: string;
  getNextPage(): Promise<readonly unknown[]>;
}

/** Why a list is not whole; `page_failed` where a page did not come, `rows_truncated` where fewer came than there are. */
export type ListStop = Stop | { readonly code: 'page_failed' | 'rows_truncated'; readonly why: string };

export interface ListEnd {
  readonly stop: ListStop | null;
  readonly pages: number;
}

/**
 * The pages of one list. The first page that fails fails the list; a later one ends it early, and what came before
 * stays true. `pagesMax`: how many are asked for at most.
 */
export async function* oktaPages(
  collection: OktaPages,
  pagesMax?: number,
): AsyncGenerator<readonly unknown[], ListEnd, void> {
  const way = trail('Okta', collection.nextUri, pagesMax);
  for (;;) {
    let page: readonly unknown[];
    try {
      page = await pageOf(collection);
    } catch (error) {
      const why = way.pages === 0 ? null : laterFault(error);
      if (why === null) throw error;
      return { stop: { code: 'page_failed', why: `page ${way.pages + 1} did not come: ${why}` }, pages: way.pages };
    }
    // The SDK leaves no link where there is no next page.
    const link: unknown = collection.nextUri;
    const next = way.next(typeof link === 'string' ? link : null, page.length);
    yield page;
    if (next === 'end') return { stop: null, pages: way.pages };
    if ('stop' in next) return { stop: next.stop, pages: way.pages };
    collection.nextUri = next.go;
  }
}

/** Okta now and then answers "invalid session" to a good token, deep in a list; the next attempt succeeds. */
async function pageOf(collection: OktaPages): Promise<readonly unknown[]> {
  try {
    return await collection.getNextPage();
  } catch (error) {
    if (oktaProblem(error)?.code !== 'E0000005') throw error;
    return collection.getNextPage();
  }
}

/** Faults of one page, in words; null: it is none, and the whole read fails. */
export function laterFault(error: unknown): string | null {
  const problem = oktaProblem(error);
  if (problem !== null)
    return `Okta answered ${problem.code === null ? problem.status : `${problem.status}, ${problem.code}`}.`;
  return error instanceof ClariIdentityError ? pageFault(error) : null;
}

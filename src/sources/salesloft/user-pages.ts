import { ClariIdentityError } from '../../model/errors.ts';
import type { ReadGapCode } from '../../model/live.ts';
import { MINUTE_MS } from '../../model/time.ts';
import { isArray, isObject, type JsonObject } from '../json/json-value.ts';
import { pageFault, trail } from '../live/trail.ts';
import { SeenLines } from '../repeats/seen.ts';
import { userIdOf } from './caller.ts';
import type { Salesloft } from './connection.ts';
import { SCOPE } from './credentials.ts';

const PAGE = 100;
/** Deep pages cost more of the minute than others, so a long list takes several; one that takes longer than this stops. */
const PATIENCE_MS = 60 * MINUTE_MS;

/** Why the list may not be whole. */
export interface Doubt {
  readonly code: ReadGapCode;
  readonly why: string;
}

export interface PagesEnd {
  readonly doubts: readonly Doubt[];
  /** Whether Salesloft says that it listed everybody, and not only users whom the caller may act on; null: it does not say. */
  readonly listsEverybody: boolean | null;
}

interface Page {
  readonly items: readonly JsonObject[];
  readonly current: number | null;
  /** Null: it is the last. */
  readonly next: number | null;
  readonly total: number | null;
  readonly visibleOnly: boolean | null;
}

/**
 * The users page by page, ascending by id, so that somebody who is added meanwhile comes last. Numbered pages shift if the list
 * changes while it is read: ids that do not ascend and counts that differ show it, and leave the list incomplete.
 */
export async function* userPages(
  salesloft: Salesloft,
  signal: AbortSignal | undefined,
  came: (pages: number) => void,
): AsyncGenerator<readonly JsonObject[], PagesEnd, void> {
  const { root, tuning } = salesloft;
  const until = tuning.nowMs() + PATIENCE_MS;
  const way = trail('Salesloft', `${root}${pathOf(1)}`);
  const order = new Order();
  const totals = new Set<number>();
  const doubts: Doubt[] = [];
  let listsEverybody: boolean | null = null;
  const end = (...more: readonly Doubt[]): PagesEnd => ({ doubts: [...doubts, ...more], listsEverybody });
  for (let number = 1; ; number += 1) {
    const page = await pageOf(salesloft, number, signal);
    came(number);
    if ('why' in page) return end({ code: 'page_failed', why: `page ${number} did not come: ${page.why}` });
    if (page.total !== null) totals.add(page.total);
    if (page.visibleOnly !== null) listsEverybody = listsEverybody !== false && !page.visibleOnly;
    const fresh = order.take(page.items);
    yield page.items;
    const next = way.next(page.next === null ? null : `${root}${pathOf(page.next)}`, page.items.length);
    const stop = page.items.length > 0 && fresh === 0 ? sameAgain(number) : isOutOfTurn(page, number);
    if (stop !== null) return end(stop);
    if (next !== 'end' && 'stop' in next) return end(next.stop);
    if (next === 'end') return end(...endDoubts(order, totals));
    if (tuning.nowMs() > until) return end(TOO_SLOW);
  }
}

/** Where numbers of pages lead elsewhere than to the next one, somebody is left out or comes twice. */
function isOutOfTurn({ current, next }: Page, number: number): Doubt | null {
  if (current !== null && current !== number)
    return { code: 'cursor_repeated', why: `Salesloft sent page ${current} where page ${number} was asked for` };
  if (next === null || next === number + 1) return null;
  return next <= number
    ? { code: 'cursor_repeated', why: `page ${number} leads back to page ${next}` }
    : { code: 'rows_truncated', why: `page ${number} leads to page ${next}, and leaves out what is between` };
}

function endDoubts({ count, shifts }: Order, totals: ReadonlySet<number>): readonly Doubt[] {
  const [first] = totals;
  const shifted: readonly Doubt[] = shifts
    ? [
        {
          code: 'rows_truncated',
          why: 'ids came twice or out of order, so the pages shifted while they were read, or Salesloft did not keep the order that was asked for',
        },
      ]
    : [];
  if (first === undefined)
    return [...shifted, { code: 'limited_information', why: 'Salesloft does not say how many users there are' }];
  if (totals.size > 1)
    return [
      ...shifted,
      { code: 'rows_truncated', why: `the number of users changed while they were read (${[...totals].join(', ')})` },
    ];
  if (first !== count)
    return [...shifted, { code: 'rows_truncated', why: `Salesloft counts ${first} users and ${count} came` }];
  return shifted;
}

/** Ids as they come: how many there were, and whether one came twice or before a smaller one. */
class Order {
  readonly #ids = new SeenLines();
  #last = '';
  count = 0;
  shifts = false;

  /** How many of a page were on none before it. Somebody without an id is taken for new. */
  take(items: readonly JsonObject[]): number {
    const before = this.count;
    for (const item of items) {
      const id = userIdOf(item);
      if (id !== null && !isAfter(id, this.#last)) this.shifts = true;
      if (id === null || this.#ids.lineOf(id, this.count + 1) === null) this.count += 1;
      if (id !== null) this.#last = id;
    }
    return this.count - before;
  }
}

/** By number, however many digits there are. */
function isAfter(id: string, last: string): boolean {
  return id.length === last.length ? id > last : id.length > last.length;
}

function pathOf(page: number): string {
  return `/users?${new URLSearchParams({
    visible_only: 'false',
    sort_by: 'id',
    sort_direction: 'ASC',
    per_page: String(PAGE),
    include_paging_counts: 'true',
    page: String(page),
  }).toString()}`;
}

/** Throws where the first page fails, or the limit of the team stays used up: then nothing is read. */
async function pageOf(
  salesloft: Salesloft,
  number: number,
  signal: AbortSignal | undefined,
): Promise<Page | { readonly why: string }> {
  try {
    const { status, body } = await salesloft.get(pathOf(number), signal);
    const page = status < 300 ? readPage(body) : null;
    if (page !== null) return page;
    const fault = status < 300 ? noList() : refusal(status);
    if (number === 1) throw fault;
    return { why: fault.message };
  } catch (error) {
    const why = number === 1 || signal?.aborted === true ? null : pageFault(error);
    if (why === null || (error instanceof ClariIdentityError && error.code === 'ERR_SOURCE_BUSY')) throw error;
    return { why };
  }
}

/** Null: it is no page of users that says what follows. */
function readPage(body: JsonObject): Page | null {
  const data = body.get('data');
  const metadata = body.get('metadata');
  if (!isArray(data) || !isObject(metadata)) return null;
  const items = data.filter(isObject);
  const paging = metadata.get('paging');
  if (items.length !== data.length || !isObject(paging) || !paging.has('next_page')) return null;
  const next = paging.get('next_page') ?? null;
  if (next !== null && !isCount(next)) return null;
  const filtering = metadata.get('filtering');
  const visible = isObject(filtering) ? String(filtering.get('visible_only')) : '';
  return {
    items,
    next,
    current: countIn(paging, 'current_page'),
    total: countIn(paging, 'total_count'),
    visibleOnly: visible === 'true' ? true : visible === 'false' ? false : null,
  };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function countIn(paging: JsonObject, key: string): number | null {
  const value = paging.get(key);
  return isCount(value) ? value : null;
}

function sameAgain(page: number): Doubt {
  return { code: 'cursor_repeated', why: `page ${page} has nobody who was not on a page before it` };
}

const TOO_SLOW: Doubt = {
  code: 'page_failed',
  why: `the rate limit of the team left so little that ${PATIENCE_MS / MINUTE_MS} minutes were not enough for all pages`,
};

function noList(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_SOURCE_ANSWER',
    'Salesloft answered without a list of users that says whether more follow.',
    'Check SALESLOFT_API_URL (it ends in the version, as in https://api.salesloft.com/v2), then run it again. The last good read stays in force.',
  );
}

export function refusal(status: number): ClariIdentityError {
  return status === 403
    ? new ClariIdentityError(
        'ERR_SOURCE_FORBIDDEN',
        'Salesloft does not show the list of users (403).',
        `Give the key or the private app the scope ${SCOPE}. The last good read stays in force.`,
      )
    : new ClariIdentityError(
        'ERR_SOURCE_FAILED',
        `Salesloft answered ${status} to the list of users.`,
        'Check SALESLOFT_API_URL (it ends in the version, as in https://api.salesloft.com/v2), then run it again. The last good read stays in force.',
      );
}

import type { Context } from 'hono';
import { ClariIdentityError } from '../../../model/errors.ts';
import { usersShape } from '../../../views/page/accounts.ts';
import { findView } from '../../../views/page/find.ts';
import { framed } from '../../../views/page/frame.ts';
import { placeOfAccount, placeOfItem, workItem } from '../../../views/page/work-items.ts';
import type { Route, Visit } from '../visit.ts';

/** From an id or an e-mail to its page. */
export function findRoute(route: Route): void {
  route('get', '/find', async (context, visit) => {
    const what = (context.req.query('what') ?? '').trim().slice(0, 320);
    const { base } = visit.frame;
    const place = what === '' ? null : await placeOf(context, visit, what);
    if (place !== null) return context.redirect(`${base}${place}`, 303);
    if (
      what !== '' &&
      !what.includes('@') &&
      visit.usable('get_identity') !== null &&
      (await isAccount(context, visit, what))
    )
      return context.redirect(`${base}${placeOfAccount(what)}`, 303);
    const users = what === '' ? null : await usersLike(context, visit, what);
    const exact = users === null ? [] : users.users.filter((one) => isCalled(one, what));
    const only = exact.length === 1 ? exact[0]?.account_id : undefined;
    if (only !== undefined) return context.redirect(`${base}${placeOfAccount(only)}`, 303);
    const body = findView(visit.frame, what, {
      exact,
      near: users?.users.slice(0, 25) ?? [],
      total: users?.total ?? 0,
    });
    return context.html(framed(visit.frame, { title: 'Find' }, body), exact.length === 0 && what !== '' ? 404 : 200);
  });
}

/** A decision on this page, a plan, a review, or what is recorded; null: none is called so. */
async function placeOf(context: Context, visit: Visit, what: string): Promise<string | null> {
  if (visit.options.desk.find(what) !== null) return `/decisions/${encodeURIComponent(what)}`;
  if (visit.usable('list_work') === null) return REVIEW.test(what) ? `/reviews/${encodeURIComponent(what)}` : null;
  const { structured } = await visit.read('list_work', { id: what, limit: 1 }, context.req.raw.signal);
  const [item] = workItem.array().parse(structured['items']);
  // An account is looked for by all its names, because an id of one may be the address of another.
  if (item !== undefined && item.kind !== 'finding' && item.kind !== 'link') return placeOfItem(item);
  return await accountOfDecision(visit, what);
}

const REVIEW = /^rev_\w+$/;

/** A decision that does not wait for anything any more stands with its account. */
async function accountOfDecision({ deps, usable }: Visit, what: string): Promise<string | null> {
  if (!what.startsWith('dec_') || usable('get_identity') === null) return null;
  const decision = await deps.store.read((reader) => reader.decision(what));
  return decision === null || decision.accountId === null ? null : placeOfAccount(decision.accountId);
}

async function usersLike(context: Context, visit: Visit, what: string) {
  if (visit.usable('list_clari_users') === null) return null;
  const args = { query: what.slice(0, 200), limit: 200, response_format: 'detailed' };
  const { structured } = await visit.read('list_clari_users', args, context.req.raw.signal);
  return usersShape.parse(structured);
}

/** Whether it is the id of an account; a list of those that have it in them takes longer, and may be cut. */
async function isAccount(context: Context, visit: Visit, what: string): Promise<boolean> {
  try {
    await visit.read('get_identity', { account: `id=${what}` }, context.req.raw.signal);
    return true;
  } catch (error) {
    if (error instanceof ClariIdentityError) return false;
    throw error;
  }
}

function isCalled(
  { account_id: id, email }: { readonly account_id: string; readonly email?: string | undefined },
  what: string,
): boolean {
  return id === what || email?.toLowerCase() === what.normalize('NFKC').toLowerCase();
}

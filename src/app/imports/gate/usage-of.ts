import { addMs, DAY_MS } from '../../../model/time.ts';
import type { Sides, UsageSeen } from '../../../reconcile/guards/turned-round.ts';
import { lately } from './login-days.ts';
import type { Person, Side } from './staged-person.ts';
import type { Watch } from './watch.ts';

/**
 * How the people of a directory use their accounts. One of the two is the arriving snapshot; `read` is the index of the
 * other.
 */
export function usageOf(watch: Watch, read: number, arriving: 'accounts' | 'identities', asOf: string): UsageSeen {
  const known = watch.known[read];
  const met = watch.met[read] ?? [];
  const people = known?.people ?? [];
  const pairs = people.flatMap((one, index): { readonly account: Seen; readonly identity: Seen }[] => {
    const other = met[index];
    if (other === undefined) return [];
    return arriving === 'accounts' ? [{ account: other, identity: one }] : [{ account: one, identity: other }];
  });
  const used = useOf(arriving === 'accounts' ? pairs.map(({ account }) => account) : people, asOf);
  const sum = { activeUsed: 0, activeUnused: 0, endedUsed: 0, endedUnused: 0 };
  for (const { account, identity } of pairs) {
    const use = used(account);
    if (use === null || identity.side === 'other') continue;
    if (identity.side === 'active') sum[use ? 'activeUsed' : 'activeUnused'] += 1;
    else sum[use && isAfter(account.at, identity.at) ? 'endedUsed' : 'endedUnused'] += 1;
  }
  const accounts = arriving === 'accounts' ? watch.rows : people.length;
  return { ...sum, accounts };
}

type Seen = Pick<Person, 'side' | 'at'>;

/** Whether an account is in use; null if unknown. If no sign-in is known at all, an open account counts as used. */
function useOf(accounts: readonly Seen[], asOf: string): (account: Seen) => boolean | null {
  const days = accounts.map(({ at }) => at?.slice(0, 10)).filter((day) => day !== undefined);
  if (days.length * 2 < accounts.length) return ({ side }) => (side === 'other' ? null : side === 'active');
  const since = lately(days, asOf);
  return ({ side, at }) => side !== 'ended' && at !== null && at.slice(0, 10) >= since;
}

/**
 * Whether a login is after an end. One more day is allowed, for dates of other zones and the last hours of a last day.
 */
function isAfter(login: string | null, end: string | null): boolean {
  return login === null || end === null || login > addMs(end, DAY_MS);
}

/** The people of an earlier snapshot, by their status there and in the arriving one. */
export function sidesOf(watch: Watch, read: number): Sides & { readonly missing: number } {
  const sum = { activeBoth: 0, endedBoth: 0, turnedEnded: 0, turnedActive: 0, missing: 0 };
  for (const [index, { side }] of (watch.known[read]?.people ?? []).entries()) {
    const now: Side | undefined = watch.met[read]?.[index]?.side;
    if (now === undefined && side === 'active') sum.missing += 1;
    if (now === undefined || now === 'other' || side === 'other') continue;
    if (side === 'active') sum[now === 'active' ? 'activeBoth' : 'turnedEnded'] += 1;
    else sum[now === 'ended' ? 'endedBoth' : 'turnedActive'] += 1;
  }
  return sum;
}

/** Of the people of the previous snapshot, the share (0 to 1) that the arriving one has by address under another id. */
export function shareByAddress(watch: Watch, read: number): number {
  const people = watch.known[read]?.people.length ?? 0;
  if (people === 0) return 0;
  let found = 0;
  for (const met of watch.met[read] ?? []) if (met !== undefined && !met.byId) found += 1;
  return found / people;
}

import { addMs, DAY_MS } from '../../../model/time.ts';
import type { Sides, UsageSeen } from '../../../reconcile/guards/turned-round.ts';
import { lately } from './login-days.ts';
import type { Person, Side } from './staged-person.ts';
import type { Watch } from './watch.ts';

/** How the people of a directory use their accounts, where the arriving read is one of the two; `read`: which known one is the other. */
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

/** Whether an account is in use; null: not known. Where no sign-in is known at all, one that is open counts as used. */
function useOf(accounts: readonly Seen[], asOf: string): (account: Seen) => boolean | null {
  const days = accounts.map(({ at }) => at?.slice(0, 10)).filter((day) => day !== undefined);
  if (days.length * 2 < accounts.length) return ({ side }) => (side === 'other' ? null : side === 'active');
  const since = lately(days, asOf);
  return ({ side, at }) => side !== 'ended' && at !== null && at.slice(0, 10) >= since;
}

/** A day more: dates of other zones, and the last hours of somebody's last day. */
function isAfter(login: string | null, end: string | null): boolean {
  return login === null || end === null || login > addMs(end, DAY_MS);
}

/** The people of an earlier read by what that and the arriving one say of them. */
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

/** Of the people of the read before it, the share that an arriving one has by address under another id. */
export function shareByAddress(watch: Watch, read: number): number {
  const people = watch.known[read]?.people.length ?? 0;
  if (people === 0) return 0;
  let found = 0;
  for (const met of watch.met[read] ?? []) if (met !== undefined && !met.byId) found += 1;
  return found / people;
}

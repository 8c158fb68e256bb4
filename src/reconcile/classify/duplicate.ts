import { type Account, firstShownAt } from '../../model/account.ts';
import { isStale } from '../coverage/staleness.ts';
import { accountGaps } from './accusable.ts';
import type { Case } from './case.ts';
import { confidenceOfLink } from './confidence.ts';
import { type Gap, given, holds, NOT, type Outcome } from './outcome.ts';

/** Another active account of the same app claims the same person. What that person may do does not matter, who it is does. */
export function duplicateAccount(c: Case): Outcome {
  if (c.view.state === 'not_active' || c.correlation.situation !== 'duplicate') return NOT;
  const { speaking, gaps } = c.person;
  const stale = gaps.filter((gap) => gap.reason === 'directory_stale');
  // One fresh identity tells who the person is.
  const identityGaps = stale.length < speaking.length ? [] : stale;
  return given(
    [...accountGaps(c), ...identityGaps, ...partnerGaps(c)],
    holds('two_active_accounts_one_identity', confidenceOfLink(c)),
    c.view.state === 'active',
  );
}

/** Reads that prove no absence may show an account under its old and then under its new address: that is no duplicate. */
function partnerGaps(c: Case): readonly Gap[] {
  if (c.duplicates === undefined) return [];
  const gaps = c.duplicates.map((other) => partnerGap(c, other));
  return gaps.some((gap) => gap === null) ? [] : gaps.filter((gap) => gap !== null);
}

function partnerGap({ account, now, settings }: Case, other: Account): Gap | null {
  const gap = (reason: Gap['reason'], fact: string): Gap => ({
    reason,
    directory: null,
    evidence: { source: other.sightings.at(-1)?.source ?? 'clari-users', observedAt: other.statusAsOf, fact },
  });
  const name = `The other account, ${other.accountId},`;
  if (isStale(other.statusAsOf, now, settings))
    return gap('users_export_stale', `${name} was last seen in a read that is stale.`);
  return wereBothActive(account, other)
    ? null
    : gap(
        'account_maybe_renamed',
        `${name} was never seen active beside this one: one may be the other's old address.`,
      );
}

function wereBothActive(one: Account, other: Account): boolean {
  const [lastOne, lastOther] = [one.lastActiveAt, other.lastActiveAt];
  if (lastOne === null || lastOther === null) return false;
  return firstShownAt(one) <= lastOther && firstShownAt(other) <= lastOne;
}

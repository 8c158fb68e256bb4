import { firstShownAt } from '../../model/account.ts';
import { bare } from '../../model/foreign.ts';
import { isStale } from '../coverage/staleness.ts';
import { accountGaps } from './accusable.ts';
import { confidenceOfLink } from './confidence.ts';
import { type Gap, given, holds, NOT, type Outcome } from './outcome.ts';
import type { PartnerPremises } from './own-premises.ts';
import type { Weighed } from './weighed.ts';

/** Another active account of the same app claims the same person. What that person may do does not matter, who it is does. */
export function duplicateAccount(w: Weighed): Outcome {
  if (w.view.state === 'not_active' || w.link.situation !== 'duplicate') return NOT;
  const { speaking, gaps } = w.person;
  const stale = gaps.filter((gap) => gap.reason === 'directory_stale');
  // One fresh identity tells who the person is.
  const identityGaps = stale.length < speaking.length ? [] : stale;
  return given(
    [...accountGaps(w), ...identityGaps, ...partnerGaps(w)],
    holds('two_active_accounts_one_identity', confidenceOfLink()),
    w.view.state === 'active',
  );
}

/** Reads that prove no absence may show an account under its old and then under its new address: that is no duplicate. */
function partnerGaps(w: Weighed): readonly Gap[] {
  const gaps = (w.own.partners ?? []).map((other, at) => partnerGap(w, other, at));
  return gaps.some((gap) => gap === null) ? [] : gaps.filter((gap) => gap !== null);
}

function partnerGap(w: Weighed, other: PartnerPremises, at: number): Gap | null {
  const gap = (reason: Gap['reason'], fact: string): Gap => ({
    reason,
    directory: null,
    evidence: ({ duplicates }) => {
      const partner = duplicates?.[at];
      return {
        source: partner?.sightings.at(-1)?.source ?? 'clari-users',
        observedAt: other.statusAsOf,
        fact: `The other account, ${partner === undefined ? 'unknown' : bare(partner.accountId)}, ${fact}`,
      };
    },
  });
  if (isStale(other.statusAsOf, w.now, w.settings))
    return gap('users_export_stale', 'was last seen in a read that is stale.');
  return wereBothActive(w, other)
    ? null
    : gap('account_maybe_renamed', "was never seen active beside this one: one may be the other's old address.");
}

function wereBothActive({ account, sightings }: Weighed, other: PartnerPremises): boolean {
  const { lastActiveAt, firstSeen } = account;
  if (lastActiveAt === null || other.lastActiveAt === null) return false;
  return firstShownAt({ sightings, firstSeen }) <= other.lastActiveAt && other.firstShownAt <= lastActiveAt;
}

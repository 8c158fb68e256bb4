import type { JudgedAccount } from '../model/judged-account.ts';
import type { ReviewerRules, ReviewGap, ReviewItem } from '../model/review.ts';
import type { PersonStanding } from './person-standing.ts';

export type Assigned = Pick<ReviewItem, 'reviewer' | 'reviewerBasis' | 'second' | 'gaps'>;

/** What of an account decides who reviews it. */
export interface Assignable extends Pick<ReviewItem, 'role' | 'team' | 'identities' | 'addresses' | 'privileged'> {
  /** The manager whom the directory names; null: none, or several. */
  readonly manager: string | null;
}

/**
 * Who reviews an account: a role's person, a team's, the manager, or the fallback. Nobody reviews their own account and
 * no leaver reviews; what stands against somebody is listed as a gap, and an item is never dropped.
 *
 * @param standing Where a person with an address stands.
 */
export function assignReviewer(
  item: Assignable,
  rules: ReviewerRules,
  standing: (address: string) => PersonStanding,
): Assigned {
  const gaps: ReviewGap[] = [];
  const own = new Set(item.addresses);
  const first = chosen(
    item,
    rules,
    (address, basis) => {
      if (own.has(address)) return 'own_account';
      const stands = standing(address);
      if (stands === 'leaver') return basis === 'manager' ? 'manager_is_leaver' : 'reviewer_left';
      return stands === 'unknown' && basis === 'manager' ? 'manager_unknown' : null;
    },
    gaps,
  );
  const { second } = rules;
  const fits = second !== null && !own.has(second) && second !== first.reviewer && standing(second) !== 'leaver';
  if (item.privileged && !fits) gaps.push('no_second_reviewer');
  return { ...first, second: item.privileged && fits ? second : null, gaps: [...new Set(gaps)] };
}

type Basis = NonNullable<ReviewItem['reviewerBasis']>;

function chosen(
  { role, team, manager, identities }: Assignable,
  rules: ReviewerRules,
  against: (address: string, basis: Basis) => ReviewGap | null,
  gaps: ReviewGap[],
): Pick<ReviewItem, 'reviewer' | 'reviewerBasis'> {
  const named: [Basis, string | null][] = [
    ['role', personFor(rules.byRole, role)],
    ['team', personFor(rules.byTeam, team)],
  ];
  if (rules.manager) {
    if (manager === null) gaps.push(identities.length === 0 ? 'no_owner' : 'no_manager');
    named.push(['manager', manager]);
  }
  named.push(['fallback', rules.fallback]);
  for (const [basis, address] of named) {
    if (address === null) continue;
    const gap = against(address, basis);
    // Whoever is before them in order is named already: that the manager is missing says nothing then.
    if (gap === null) {
      if (basis === 'role' || basis === 'team') gaps.length = 0;
      return { reviewer: address, reviewerBasis: basis };
    }
    gaps.push(gap);
  }
  return { reviewer: null, reviewerBasis: null };
}

/** The manager whom the directory names; where two directories name others, nobody knows which. */
export function managerOf({ linked }: JudgedAccount['correlation']): string | null {
  const managers = new Set(linked.flatMap(({ identity }) => identity.latest.managerEmail?.trim().toLowerCase() || []));
  const [only] = managers;
  return managers.size === 1 && only !== undefined ? only : null;
}

/** Keys are compared as roles and teams are: without regard to case. */
function personFor(people: Readonly<Record<string, string>>, key: string | null): string | null {
  if (key === null) return null;
  const wanted = key.trim().toLowerCase();
  return Object.entries(people).find(([name]) => name.trim().toLowerCase() === wanted)?.[1] ?? null;
}

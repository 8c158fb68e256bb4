import type { Finding } from '../model/finding.ts';
import { bare } from '../model/foreign.ts';
import { type ItemDecision, isOneOf, type ReviewItem, type ReviewVerb } from '../model/review.ts';
import type { PersonStanding } from './person-standing.ts';
import { isSameText } from './same-text.ts';
import { type ItemStanding, placeOf } from './standing.ts';

/** A decision as somebody states it. */
export interface StatedDecision {
  readonly decision: ReviewVerb;
  readonly rationale: string | null;
  readonly role: string | null;
  readonly to: string | null;
}

export interface Deciding {
  /** Whose decision it is, as an e-mail address; null: nobody said, and whoever enters it is no reviewer. */
  readonly statedBy: string | null;
  /** Every name of whoever enters it. */
  readonly enteredBy: readonly string[];
  /** Whether whoever enters it may do so for themselves alone. */
  readonly isOwnOnly: boolean;
  /** Where a person with an address stands. */
  standing(address: string): PersonStanding;
}

type Item = Pick<ReviewItem, 'addresses' | 'finding' | 'role' | 'privileged'> & ItemStanding;

const UNSUSPICIOUS: ReadonlySet<Finding> = new Set(['ok', 'inactive', 'exempt']);

/**
 * In whose place a decision counts, or why it does not: one sentence. Nobody decides on their own account, whoever
 * enters it; a leaver decides nothing; and only who has the item decides, but for handing on what nobody can decide.
 *
 * @param finding As the account is judged now.
 */
export function placeOrRefusal(
  item: Item,
  stated: StatedDecision,
  finding: Finding,
  { statedBy, enteredBy, isOwnOnly, standing }: Deciding,
): { readonly as: ItemDecision['as'] } | { readonly why: string } {
  const people = [...(statedBy === null ? [] : [statedBy]), ...enteredBy];
  if (people.some((one) => isOneOf(one, item.addresses)))
    return { why: 'It is their own account, and nobody decides on their own.' };
  if (statedBy !== null && standing(statedBy) === 'leaver')
    return { why: 'The directory says that this reviewer can not sign in any more: somebody else has to decide.' };
  if (isOwnOnly && (statedBy === null || !isOneOf(statedBy, enteredBy)))
    return { why: 'It was not put to them, and a reviewer decides nothing else.' };
  const said = contentFault(item, stated, finding);
  if (said !== null) return { why: said };
  const own = statedBy === null ? null : placeOf(statedBy, item);
  const as = own ?? (stated.decision === 'not_mine' && !isOwnOnly ? openPlace(item, standing) : null);
  if (as === null) return { why: notTheirs(item, statedBy) };
  const fault = stated.decision === 'not_mine' ? successorFault(item, as, stated, standing) : null;
  return fault === null ? { as } : { why: fault };
}

/** What is missing from a decision, or does not belong to it; null: nothing. */
function contentFault(item: Item, { decision, rationale, role, to }: StatedDecision, finding: Finding): string | null {
  if (decision !== 'change_role' && role !== null) return 'A role belongs to change_role alone.';
  if (decision !== 'not_mine' && to !== null) return 'Who decides instead belongs to not_mine alone.';
  if (decision === 'change_role' && role === null) return 'It does not say to which role.';
  if (decision === 'change_role' && isSameText(role, item.role)) return 'The account has that role already.';
  if (decision === 'not_mine' && to === null) return 'It does not say who has to decide instead.';
  if (rationale !== null) return null;
  if (decision === 'revoke') return 'A revoke needs a rationale.';
  if (decision === 'keep' && !UNSUSPICIOUS.has(finding))
    return `To keep an account that is ${finding} needs a rationale.`;
  return null;
}

/** A place that nobody can fill: empty, or its person has left. Whoever administers the review hands that on. */
function openPlace(item: Item, standing: Deciding['standing']): ItemDecision['as'] | null {
  const isOpen = (person: string | null) => person === null || standing(person) === 'leaver';
  if (isOpen(item.reviewer)) return 'reviewer';
  return item.privileged && isOpen(item.second) ? 'second' : null;
}

function successorFault(
  item: Item,
  as: ItemDecision['as'],
  { to }: StatedDecision,
  standing: Deciding['standing'],
): string | null {
  if (to === null) return 'It does not say who has to decide instead.';
  if (isOneOf(to, item.addresses)) return 'That person owns the account, and nobody decides on their own.';
  const both = [item.reviewer, item.second].flatMap((one) => one ?? []);
  if (isOneOf(to, both))
    return `That person has to decide it already${as === 'second' ? ', as the first reviewer' : ''}.`;
  return standing(to) === 'leaver' ? 'The directory says that that person can not sign in any more.' : null;
}

function notTheirs({ reviewer, second, privileged }: Item, statedBy: string | null): string {
  if (reviewer === null) return 'Nobody is assigned to it: hand it to somebody first, with not_mine and `to`.';
  const who = [
    bare(reviewer),
    ...(privileged ? [second === null ? 'a second reviewer, who is not named yet' : bare(second)] : []),
  ].join(' and ');
  return statedBy === null
    ? `It is for ${who} to decide. Say for whom it is entered, if they stated it.`
    : `It is not theirs: it is for ${who} to decide.`;
}

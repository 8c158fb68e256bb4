import type { JudgedAccount } from '../model/judged-account.ts';
import type { LeftOut, ReviewItem, ReviewScope } from '../model/review.ts';
import type { Instant } from '../model/time.ts';
import { addressesOf } from './addresses.ts';
import { type Assigned, managerOf } from './assign.ts';
import { changesOf, type ItemBefore, identitiesOf } from './changes.ts';
import { isSameText } from './same-text.ts';
import { suggestionOf } from './suggestion.ts';

/** How a review is set up, as far as it decides what becomes of an account. */
export interface ReviewSetup {
  readonly scope: ReviewScope;
  readonly privilegedRoles: readonly string[];
  /** When the last review of the application was opened; null: there was none. */
  readonly reviewedAt: Instant | null;
  readonly now: Instant;
}

/** An item before its reviewers and its place in the order are known. */
export interface FrozenItem extends Omit<ReviewItem, 'ordinal' | keyof Assigned> {
  /** The manager whom the directory names; null: none, or several. */
  readonly manager: string | null;
}

/** More says nothing more to a reviewer; the account has all of it. */
const EVIDENCE_KEPT = 6;

/**
 * An account as an item of a review, or why it is none. Only what is known to be inactive is left out as such: an
 * unknown status may hide an open account.
 */
export function freeze(
  judged: JudgedAccount,
  { scope, privilegedRoles, reviewedAt, now }: ReviewSetup,
  before: ItemBefore | null,
): FrozenItem | LeftOut['why'] {
  const { account, correlation, verdict } = judged;
  if (account.status === 'inactive' || account.status === 'absent') return 'not_active';
  const { role, team } = account.latest;
  if (!fits(scope.role, role) || !fits(scope.team, team)) return 'out_of_scope';
  if (scope.findings.length > 0 && !scope.findings.includes(verdict.finding)) return 'out_of_scope';
  const changes = changesOf(judged, before, reviewedAt);
  if (scope.changedOnly && changes.length === 0) return 'unchanged';
  const isPrivileged = role !== null && privilegedRoles.some((one) => isSameText(one, role));
  const lastUsedAt = lastUseOf(judged);
  return {
    accountId: account.accountId,
    email: account.latest.email,
    name: account.latest.name,
    role,
    team,
    identities: identitiesOf(correlation),
    addresses: addressesOf(judged),
    finding: verdict.finding,
    reason: verdict.reason,
    evidence: verdict.evidence.slice(0, EVIDENCE_KEPT),
    lastUsedAt,
    privileged: isPrivileged,
    changes,
    suggestion: suggestionOf(judged, lastUsedAt, now),
    manager: managerOf(correlation),
  };
}

/** Newest use that any read shows; null: none does, which proves no disuse. */
function lastUseOf({ account, correlation }: JudgedAccount): Instant | null {
  const uses = [
    account.latest.lastLogin?.at ?? null,
    account.lastActed?.at ?? null,
    ...correlation.linked.map(({ identity }) => identity.lastSsoAt),
  ];
  return uses.reduce((newest, at) => (at !== null && (newest === null || at > newest) ? at : newest), null);
}

/** `wanted` null: any value fits. */
function fits(wanted: string | null, value: string | null): boolean {
  return wanted === null || isSameText(wanted, value);
}

/** In the order in which items are shown: privileged ones, changed ones, then as they came. */
export function inOrder(items: readonly FrozenItem[]): readonly FrozenItem[] {
  const rank = ({ privileged, changes }: FrozenItem) => (privileged ? 0 : 2) + (changes.length > 0 ? 0 : 1);
  return [0, 1, 2, 3].flatMap((wanted) => items.filter((one) => rank(one) === wanted));
}

import type { Finding } from '../model/finding.ts';
import type { JudgedAccount } from '../model/judged-account.ts';
import type { ReviewItem } from '../model/review.ts';
import type { Instant } from '../model/time.ts';
import { isSameText } from './same-text.ts';

/** What an earlier review froze of an account. */
export type ItemBefore = Pick<ReviewItem, 'role' | 'team' | 'identities' | 'finding'>;

const LEFT: ReadonlySet<Finding> = new Set(['leaver_active', 'unassigned_active', 'contradicted', 'reappeared']);

/**
 * How an account differs from the last review of its application.
 *
 * @param before Null: it was no item then.
 * @param reviewedAt When the last review was opened; null: there was none, and so nothing to differ from.
 */
export function changesOf(
  { account, correlation, verdict }: JudgedAccount,
  before: ItemBefore | null,
  reviewedAt: Instant | null,
): ReviewItem['changes'] {
  if (reviewedAt === null) return [];
  if (before === null) return [{ what: cameHow(account, reviewedAt), before: null }];
  const { role, team } = account.latest;
  const changes: ReviewItem['changes'][number][] = [];
  if (LEFT.has(verdict.finding) && !LEFT.has(before.finding))
    changes.push({ what: 'leaver_since', before: before.finding });
  if (!isSameText(role, before.role)) changes.push({ what: 'role_changed', before: before.role });
  if (!isSameText(team, before.team)) changes.push({ what: 'team_changed', before: before.team });
  const owners = identitiesOf(correlation);
  if (owners.join('\n') !== before.identities.join('\n'))
    changes.push({ what: 'owner_changed', before: before.identities.join(', ') || null });
  return changes;
}

function cameHow(
  { firstSeen, sightings }: JudgedAccount['account'],
  reviewedAt: Instant,
): ReviewItem['changes'][number]['what'] {
  if (firstSeen > reviewedAt) return 'new';
  return sightings.some(({ status }) => status === 'inactive' || status === 'absent')
    ? 'reactivated'
    : 'was_out_of_scope';
}

/** In one order, so that the same owners are the same text. */
export function identitiesOf(correlation: JudgedAccount['correlation']): readonly string[] {
  return correlation.linked.map(({ identity }) => `${identity.directory}/${identity.identityId}`).sort();
}

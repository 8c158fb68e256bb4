import { createHash } from 'node:crypto';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { ReviewItem } from '../../model/review.ts';

/**
 * 16 hexadecimal digits that bind a line of a worksheet to what the review froze. Who reviews an item is no part of it:
 * that may change while the item stays what it was.
 */
export function itemHash(reviewId: string, item: ReviewItem): string {
  const { ordinal, accountId, email, name, role, team, identities, addresses, finding, reason, evidence } = item;
  const { lastUsedAt, privileged, changes, suggestion } = item;
  const facts = { accountId, email, name, role, team, identities, addresses, finding, reason, evidence };
  const frozen = canonicalJson({ ...facts, lastUsedAt, privileged, changes, suggestion });
  return createHash('sha256').update(`${reviewId}\n${ordinal}\n${frozen}`).digest('hex').slice(0, 16);
}

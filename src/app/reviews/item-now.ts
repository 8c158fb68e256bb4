import { createHash } from 'node:crypto';
import { accountsById } from '../../evaluation/index.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import type { Counting } from '../../model/attestation.ts';
import { bare } from '../../model/foreign.ts';
import type { JudgedAccount } from '../../model/judged-account.ts';
import { weighedRecord } from '../../model/record.ts';
import type { AccessReview, ItemDecision, ItemState, ReviewItem } from '../../model/review.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/time.ts';
import { claimExpiresAt } from '../../reconcile/claims/standing.ts';
import { type FollowUp, itemState } from '../../review/follow-up.ts';
import type { ItemQueue, QueuedItem } from '../../store/readers/review-reader.ts';
import type { StoreReader } from '../../store/store.ts';

/** A fact that is another now than when the population was frozen. It is shown and decides nothing. */
export interface ItemNews {
  readonly what: 'finding' | 'status' | 'role' | 'team' | 'account';
  readonly before: string | null;
  readonly now: string | null;
}

/** An item as it stands: what was frozen, what was decided, what came of it, and what changed meanwhile. */
export interface ItemNow extends QueuedItem {
  /** Its number, and after an `@` a digest of what is shown of it: a decision with it is refused once that is another. */
  readonly itemId: string;
  readonly decisions: readonly ItemDecision[];
  readonly state: ItemState;
  readonly followUp: FollowUp;
  readonly recordId: string | null;
  readonly news: readonly ItemNews[];
  readonly judged: JudgedAccount | null;
}

/** What items look like now; call `evaluate` before. */
export async function itemsNow(
  reader: StoreReader,
  { settings, counting }: { readonly settings: Settings; readonly counting: Counting },
  review: AccessReview,
  closed: boolean,
  items: readonly QueuedItem[],
): Promise<readonly ItemNow[]> {
  if (items.length === 0) return [];
  const ordinals = items.map(({ frozen }) => frozen.ordinal);
  const decisions = await reader.reviewDecisions(review.reviewId, ordinals);
  const judged = new Map(
    (
      await accountsById(
        reader,
        settings,
        items.map(({ frozen }) => frozen.accountId),
      )
    )
      .filter(({ account }) => account.app === review.app)
      .map((one) => [one.account.accountId, one]),
  );
  const found: ItemNow[] = [];
  for (const item of items) {
    const { frozen, queue } = item;
    const known = judged.get(frozen.accountId) ?? null;
    const changes = queue.outcome === 'revoke' || queue.outcome === 'change_role';
    const { followUp, recordId } = changes
      ? await followUpOf(reader, settings, counting, review.openedAt, item)
      : { followUp: NOTHING_FOLLOWED, recordId: null };
    found.push({
      ...item,
      itemId: `${frozen.ordinal}@${shownDigest(queue, known)}`,
      decisions: decisions.filter(({ ordinal }) => ordinal === frozen.ordinal),
      state: itemState({ outcome: queue.outcome, isClosed: closed }, followUp),
      followUp,
      recordId,
      news: newsOf(frozen, known),
      judged: known,
    });
  }
  return found;
}

const NOTHING_FOLLOWED: FollowUp = { planId: null, record: null };

async function followUpOf(
  reader: StoreReader,
  settings: Settings,
  counting: Counting,
  since: Instant,
  { frozen: { accountId }, queue: { outcome } }: QueuedItem,
): Promise<{ readonly followUp: FollowUp; readonly recordId: string | null }> {
  const kind = outcome === 'revoke' ? 'offboarding' : 'role_change';
  const plans = (await reader.plans({ accountId })).filter((plan) => plan.kind === kind);
  const planId = plans.findLast(({ draftedAt }) => draftedAt >= since)?.planId ?? plans.at(-1)?.planId ?? null;
  if (outcome !== 'revoke') return { followUp: { planId, record: null }, recordId: null };
  const record = (await reader.records({ accountId })).findLast(
    (one) => one.withdrawn === undefined && one.recordedAt >= since,
  );
  if (record === undefined) return { followUp: { planId, record: null }, recordId: null };
  const weighed = weighedRecord(record, counting);
  const known = (await reader.standing(record.recordId))?.state ?? 'verifying';
  const isOver = known === 'verifying' && counting.now >= claimExpiresAt(weighed, settings);
  return {
    followUp: { planId, record: { state: isOver ? 'expired' : known, counts: weighed.counts } },
    recordId: record.recordId,
  };
}

function newsOf(item: ReviewItem, judged: JudgedAccount | null): readonly ItemNews[] {
  if (judged === null) return [{ what: 'account', before: 'known', now: null }];
  const { account, verdict } = judged;
  const status = account.status === 'inactive' || account.status === 'absent' ? account.status : 'open';
  const pairs: readonly [ItemNews['what'], string | null, string | null][] = [
    ['finding', item.finding, verdict.finding],
    ['status', 'open', status],
    ['role', item.role, account.latest.role],
    ['team', item.team, account.latest.team],
  ];
  return pairs.filter(([, before, now]) => before !== now).map(([what, before, now]) => ({ what, before, now }));
}

const DIGEST_LENGTH = 8;

function shownDigest(queue: ItemQueue, judged: JudgedAccount | null): string {
  const shown = {
    finding: judged?.verdict.finding ?? null,
    reason: judged?.verdict.reason ?? null,
    status: judged?.account.status ?? null,
    role: judged?.account.latest.role ?? null,
    team: judged?.account.latest.team ?? null,
    reviewer: queue.reviewer,
    second: queue.second,
    decided: [queue.reviewerDecision, queue.secondDecision],
  };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex').slice(0, DIGEST_LENGTH);
}

/** What an item shows by now, in half a line: for a decision that was made on something else. */
export function shownNow({ queue, news, judged }: ItemNow): string {
  const decided =
    [queue.reviewerDecision, queue.secondDecision].filter((one) => one !== null).join(' and ') || 'undecided';
  const changed = news.map(
    ({ what, before, now }) =>
      `${what} was ${before === null ? 'empty' : bare(before)} and is ${now === null ? 'gone' : bare(now)}`,
  );
  return [`finding ${judged?.verdict.finding ?? 'unknown'}`, decided, ...changed].join(', ');
}

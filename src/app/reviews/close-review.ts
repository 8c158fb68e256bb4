import type { Counting } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { quote } from '../../model/foreign.ts';
import type { Json } from '../../model/ledger.ts';
import type { AccessReview, ReviewEvent, ReviewOutcome, ReviewVerb } from '../../model/review.ts';
import type { StoreReader } from '../../store/store.ts';
import type { Deps } from '../deps.ts';
import { statedTextOrNull } from '../statements/stated-text.ts';
import { attestationPart, type Statement } from '../statements/statement.ts';
import { neededOfPerson } from './by-a-person.ts';
import { itemsNow } from './item-now.ts';
import { decidedIn } from './outcome.ts';
import { type ReviewNow, reviewById } from './review-by-id.ts';

export interface CloseRequest {
  readonly reviewId: string;
  /** What becomes of undecided items; null: the review is only closed where there are none. */
  readonly undecidedBecome: 'not_reviewed' | null;
  readonly reason: string | null;
}

type Closed = Extract<ReviewEvent, { readonly kind: 'closed' }>;

export interface CloseDraft {
  readonly at: ReviewNow;
  readonly outcome: ReviewOutcome;
  readonly followed: Followed;
  readonly undecidedBecome: CloseRequest['undecidedBecome'];
  readonly reason: string | null;
  readonly content: { readonly [key: string]: Json };
}

/** The end of a review: what was decided stays, what was not becomes `not_reviewed`, never kept. */
export const closeReview: Statement<CloseRequest, CloseDraft, null, Closed> = {
  name: 'closing of a review',
  nothing: 'Nothing was closed.',
  needsJudgements: true,

  async prepare(reader, deps, request, { counting }) {
    const at = await reviewById(reader, request.reviewId);
    const followed = await followedOf(reader, deps.settings, counting, at.review);
    const outcome = at.closed?.outcome ?? (await outcomeOf(reader, at.review, followed));
    const undecidedBecome = outcome.notReviewed === 0 ? null : request.undecidedBecome;
    const reason = statedTextOrNull(request.reason);
    const content = {
      review_id: at.review.reviewId,
      undecided_become: undecidedBecome,
      reason,
      outcome: outcomePayload(outcome),
    };
    return { at, outcome, followed, undecidedBecome, reason, content };
  },

  async check(reader, _, { at, outcome, undecidedBecome }) {
    if (at.closed !== null) return { kind: 'already', known: at.closed, raise: null };
    if (outcome.notReviewed === 0 || undecidedBecome !== null) return { kind: 'new', fit: null };
    const owing = (await reader.reviewProgress(at.review.reviewId)).filter(({ owed }) => owed > 0);
    throw new ClariIdentityError(
      'ERR_GUARD',
      `${outcome.notReviewed} of ${outcome.items} items are undecided: ${owing
        .slice(0, 10)
        .map(({ person, owed }) => `${person === null ? 'nobody is assigned to' : `${quote(person)} owes`} ${owed}`)
        .join(', ')}. Nothing was closed.`,
      'Have them decided, or state what becomes of them: undecided_become=not_reviewed. They never count as kept.',
    );
  },

  needs: (_draft, _fit, how) => neededOfPerson('closes a review', how),

  seen: ({ outcome }) => ({
    'kept, revoked, role changes, not reviewed': [
      outcome.kept,
      outcome.revoked,
      outcome.roleChanges,
      outcome.notReviewed,
    ].join(', '),
    decisions: outcome.hash,
  }),

  entry: ({ content }, _, { attestation }) => ({
    kind: 'review.closed',
    payload: { ...content, ...attestationPart(attestation) },
  }),

  async keep(writer, _, { draft, attestation, entry }) {
    const { at, outcome, undecidedBecome, reason } = draft;
    const event: Closed = {
      kind: 'closed',
      reviewId: at.review.reviewId,
      at: entry.at,
      by: entry.actor,
      attestation,
      undecidedBecome,
      reason,
      outcome,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertReviewEvent(event);
    return event;
  },
};

const PAGE = 500;

/** Counts what was decided. Goes through every decision. */
async function outcomeOf(reader: StoreReader, review: AccessReview, followed: Followed): Promise<ReviewOutcome> {
  const { reviewId, dueAt } = review;
  const count = async (outcome: ReviewVerb) =>
    (await reader.reviewItems(reviewId, { outcomes: [outcome] }, 0, 1)).total;
  const [kept, revoked, roleChanges] = [await count('keep'), await count('revoke'), await count('change_role')];
  const items = review.population.items;
  return {
    items,
    kept,
    revoked,
    roleChanges,
    notReviewed: items - kept - revoked - roleChanges,
    ...decidedIn(await reader.reviewDecisions(reviewId, null), dueAt),
    proven: followed.proven,
  };
}

/** How many of the accounts that are to be revoked have a plan by now, and of how many a later read proves it. */
export interface Followed {
  readonly planned: number;
  readonly proven: number;
}

async function followedOf(
  reader: StoreReader,
  settings: Deps['settings'],
  counting: Counting,
  review: AccessReview,
): Promise<Followed> {
  let [planned, proven] = [0, 0];
  let after = 0;
  for (;;) {
    const { items } = await reader.reviewItems(review.reviewId, { outcomes: ['revoke'] }, after, PAGE);
    const last = items.at(-1);
    if (last === undefined) return { planned, proven };
    const now = await itemsNow(reader, { settings, counting }, review, false, items);
    planned += now.filter(({ followUp }) => followUp.planId !== null).length;
    proven += now.filter(({ state }) => state === 'confirmed').length;
    after = last.frozen.ordinal;
  }
}

function outcomePayload(outcome: ReviewOutcome) {
  return {
    items: outcome.items,
    kept: outcome.kept,
    revoked: outcome.revoked,
    role_changes: outcome.roleChanges,
    not_reviewed: outcome.notReviewed,
    late: outcome.late,
    by_reviewer: outcome.byReviewer.map(({ reviewer, decided }) => ({ reviewer, decided })),
    proven: outcome.proven,
    hash: outcome.hash,
  };
}

import { bare } from '../../model/foreign.ts';
import type { ReviewEvent } from '../../model/review.ts';
import { statedText } from '../statements/stated-text.ts';
import { attestationPart, type Statement } from '../statements/statement.ts';
import { neededOfPerson } from './by-a-person.ts';
import { checkOpen, type ReviewNow, reviewById } from './review-by-id.ts';
import { reviewerAddress } from './reviewer-address.ts';

export interface OwnerRequest {
  readonly reviewId: string;
  readonly owner: string | null;
  readonly deputy: string | null;
  readonly reason: string;
}

type Changed = Extract<ReviewEvent, { readonly kind: 'owner_changed' }>;

export interface OwnerDraft {
  readonly at: ReviewNow;
  readonly content: {
    readonly review_id: string;
    readonly owner: string | null;
    readonly deputy: string | null;
    readonly reason: string;
  };
}

/** Who answers for the application from now on, and who in their place. */
export const changeOwner: Statement<OwnerRequest, OwnerDraft, null, Changed> = {
  name: 'owner of a review',
  nothing: 'Nothing was changed.',
  needsJudgements: false,

  async prepare(reader, _, request) {
    const at = await reviewById(reader, request.reviewId);
    const content = {
      review_id: at.review.reviewId,
      owner: request.owner === null ? at.owner : reviewerAddress(request.owner),
      deputy: request.deputy === null ? at.deputy : reviewerAddress(request.deputy),
      reason: statedText(request.reason, 'reason'),
    };
    return { at, content };
  },

  async check(_reader, _deps, { at }) {
    checkOpen(at);
    return { kind: 'new', fit: null };
  },

  needs: (_draft, _fit, how) => neededOfPerson('changes who answers for a review', how),

  seen: ({ at }) => ({ owner: bare(at.owner ?? 'nobody'), deputy: bare(at.deputy ?? 'nobody') }),

  entry: ({ content }, _, { attestation }) => ({
    kind: 'review.owner_changed',
    payload: { ...content, ...attestationPart(attestation) },
  }),

  async keep(writer, _, { draft: { content }, attestation, entry }) {
    const event: Changed = {
      kind: 'owner_changed',
      reviewId: content.review_id,
      owner: content.owner,
      deputy: content.deputy,
      reason: content.reason,
      at: entry.at,
      by: entry.actor,
      attestation,
      ledgerSequence: entry.sequence,
      ledgerHash: entry.hash,
    };
    await writer.insertReviewEvent(event);
    return event;
  },
};

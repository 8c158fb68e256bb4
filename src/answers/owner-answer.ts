import type { OwnerDraft } from '../app/reviews/change-owner.ts';
import type { ConfirmRequest } from '../app/statements/asking.ts';
import { quote } from '../model/foreign.ts';

export function ownerQuestion(draft: OwnerDraft): ConfirmRequest {
  const { owner, deputy, review } = draft.at;
  return {
    message: `From now on: ${ownerWords(draft)}. Before: ${quote(owner ?? 'nobody')}, deputy ${quote(deputy ?? 'nobody')}.`,
    statement: 'I change who answers for the application',
    verb: 'change',
    word: review.reviewId.slice(-6),
  };
}

export function ownerAnswer({ draft }: { readonly draft: OwnerDraft }) {
  return {
    structured: { status: 'changed' as const, ...draft.content },
    text: `Changed: ${ownerWords(draft)}.`,
  };
}

function ownerWords({ content }: OwnerDraft): string {
  return `${quote(content.owner ?? 'nobody')} answers for the application, deputy ${quote(content.deputy ?? 'nobody')}, because ${quote(content.reason, { longest: 2_000 })}`;
}

import type { ConfirmOutcome, ConfirmRequest } from '../../app/statements/asking.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { AnswerPending, type Ask } from './client.ts';

/** Asks the person by a form. Anything but an accepted form with the requested word records nothing. */
export async function confirm(request: ConfirmRequest, ask: Ask): Promise<ConfirmOutcome> {
  try {
    const { action, content } = await ask({ kind: 'form', request });
    if (action !== 'accept') return action === 'decline' ? 'declined' : 'cancelled';
    const typed = wordIn(content);
    if (typed === '') return 'empty';
    return typed.toLowerCase() === request.word.toLowerCase() ? 'accepted' : 'mistyped';
  } catch (error) {
    if (error instanceof AnswerPending || error instanceof ClariIdentityError) throw error;
    return 'failed';
  }
}

function wordIn(content: unknown): string {
  const word: unknown = typeof content === 'object' && content !== null && 'word' in content ? content.word : '';
  return typeof word === 'string' ? word.trim() : 'no text';
}

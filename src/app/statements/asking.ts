import type { Attestation, Counting } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';

/**
 * The outcome of asking. `mistyped`: the person typed another word than the one requested. `empty`: a form came back as
 * accepted with nothing in it, as from a client that answers by itself.
 */
export type ConfirmOutcome = 'accepted' | 'mistyped' | 'empty' | 'declined' | 'cancelled' | 'failed';

/** What a person is asked before something is recorded in their name. */
export interface ConfirmRequest {
  readonly message: string;
  /** What they state by agreeing. */
  readonly statement: string;
  /** Names the case, and has to be typed into the form: a client that answers by itself would have to read it first. */
  readonly word: string;
  /** The verb that is typed before the word at a terminal. */
  readonly verb: string;
}

/** How to reach the person who has to agree. */
export interface Asking<Draft, Fit> {
  /** The attestation after the person agreed. Below `client_form` nobody is asked. */
  readonly attestation: Attestation;
  /** Distinguishes callers beside their identity; null if nothing does. */
  readonly session: string | null;
  /** Shows what would be recorded and waits for the answer. */
  ask(draft: Draft, fit: Fit): Promise<ConfirmOutcome>;
  /** The code of an earlier call that could not ask anybody. */
  readonly code?: string | undefined;
}

/** How a statement arrives, and what then counts. */
export interface How {
  readonly attestation: Attestation;
  readonly counting: Counting;
}

const WHY: Readonly<Record<Exclude<ConfirmOutcome, 'accepted'>, string>> = {
  mistyped: 'What was typed is not the word that was asked for.',
  empty: 'The form came back as accepted with nothing typed into it, so no person answered it.',
  declined: 'The confirmation was declined.',
  cancelled: 'The confirmation was cancelled.',
  failed: 'The confirmation failed: no answer came.',
};

/** How an error ends when nothing was written. */
export const NOTHING = 'Nothing was recorded.';

/** Throws ERR_CONFIRMATION unless the person agreed. */
export function checkAgreed(outcome: ConfirmOutcome, nothing: string = NOTHING): void {
  if (outcome === 'accepted') return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `${WHY[outcome]} ${nothing}`,
    'A person who agrees makes the call or runs the command again, and types exactly what is asked for.',
  );
}

import type { Attestation, Counting } from '../../model/attestation.ts';
import { ClariIdentityError } from '../../model/errors.ts';

/** What became of asking: `mistyped` is a form or a phrase with another word than the one it asked for. */
export type ConfirmOutcome = 'accepted' | 'mistyped' | 'declined' | 'cancelled' | 'failed';

/** What a person is asked before something is written in their name. */
export interface ConfirmRequest {
  readonly message: string;
  /** What they say by agreeing. */
  readonly statement: string;
  /** Names the case, and is typed in a form: a client that answers by itself has to read it first. */
  readonly word: string;
  /** What is done, typed before the word at a terminal. */
  readonly verb: string;
}

/** The way to whoever has to agree. */
export interface Asking<Draft, Fit> {
  /** How well it is known then that a person did. Below `client_form` nobody is asked. */
  readonly attestation: Attestation;
  /** What tells one caller from another beside who they are; null: nothing does. */
  readonly session: string | null;
  /** Shows what would be kept and waits for the answer. */
  ask(draft: Draft, fit: Fit): Promise<ConfirmOutcome>;
  /** From the call before, where that one could ask nobody. */
  readonly code?: string | undefined;
}

/** How a statement comes, and what then counts. */
export interface How {
  readonly attestation: Attestation;
  readonly counting: Counting;
}

const WHY: Readonly<Record<Exclude<ConfirmOutcome, 'accepted'>, string>> = {
  mistyped: 'What was typed is not the word that was asked for.',
  declined: 'The confirmation was declined.',
  cancelled: 'The confirmation was cancelled.',
  failed: 'The confirmation failed: no answer came.',
};

/** How a refusal ends. */
export const NOTHING = 'Nothing was recorded.';

/** Throws ERR_CONFIRMATION where the person did not agree. */
export function checkAgreed(outcome: ConfirmOutcome, nothing: string = NOTHING): void {
  if (outcome === 'accepted') return;
  throw new ClariIdentityError(
    'ERR_CONFIRMATION',
    `${WHY[outcome]} ${nothing}`,
    'Ask the person whether it is as described, then call again.',
  );
}

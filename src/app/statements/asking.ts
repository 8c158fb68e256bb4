import { ClariIdentityError } from '../../model/errors.ts';
import type { Json } from '../../model/ledger.ts';
import type { ConfirmedBy } from '../../model/record.ts';
import type { Deps } from '../deps.ts';

/**
 * `accepted` in a form, `typed` at a terminal. `unattended`: a command line that nobody sat at, a statement of its own
 * and attested by nobody. `unavailable`: this client cannot ask a person. All else records nothing.
 */
export type ConfirmOutcome = 'accepted' | 'typed' | 'unattended' | 'unavailable' | 'declined' | 'cancelled' | 'failed';

/** The way to whoever has to agree. */
export interface Asking<Draft, Fit> {
  /** Shows what would be kept and waits for the answer. */
  ask(draft: Draft, fit: Fit): Promise<ConfirmOutcome>;
  /** From the call before, where that one could ask nobody. */
  readonly code?: string | undefined;
}

/** For a command that states by itself, without a question. */
export const UNASKED: Asking<unknown, unknown> = { ask: async () => 'unattended' };

type Confirmation =
  | { readonly kind: 'confirmed'; readonly by: ConfirmedBy }
  | { readonly kind: 'code'; readonly code: string };

const CONFIRMED_BY_OUTCOME = {
  accepted: 'elicitation',
  typed: 'terminal',
  unattended: 'command_line',
} as const satisfies Partial<Record<ConfirmOutcome, ConfirmedBy>>;

/** Throws ERR_CONFIRMATION when the person did not agree or the code does not fit. */
export async function confirmed(
  deps: Deps,
  content: Json,
  outcome: ConfirmOutcome,
  code: string | undefined,
): Promise<Confirmation> {
  if (outcome === 'declined' || outcome === 'cancelled' || outcome === 'failed') {
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      `The confirmation was ${outcome}. Nothing was recorded.`,
      'Ask the person whether it is as described, then call again.',
    );
  }
  if (outcome !== 'unavailable') return { kind: 'confirmed', by: CONFIRMED_BY_OUTCOME[outcome] };
  // Codes need cryptography, which takes its time to load; whoever can ask does not wait for it.
  const { checkConfirmation, confirmationCode } = await import('./confirmation.ts');
  if (code === undefined) return { kind: 'code', code: await confirmationCode(deps, content) };
  await checkConfirmation(deps, content, code);
  return { kind: 'confirmed', by: 'code' };
}

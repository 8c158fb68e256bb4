import * as z from 'zod';
import { ClariIdentityError } from '../../src/model/errors.ts';
import type { Json } from '../../src/model/ledger.ts';
import type { ConfirmedBy } from '../../src/model/record.ts';
import type { ConfirmOutcome, ToolContext } from '../../src/tool.ts';

export const confirmationInput = z.string().max(200).optional().describe('code from the call before');

export const confirmationOutput = z
  .string()
  .optional()
  .describe('repeat the call with it once the person agreed; ten minutes');

/** What a person is asked to stand behind. */
export interface Statement {
  /** Exactly what a code is bound to and what the ledger will keep. */
  readonly content: Json;
  readonly summary: string;
  /** Label of the one box to tick. */
  readonly statement: string;
}

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly by: ConfirmedBy }
  /** This client cannot ask a person: the call has to come again with the code. */
  | { readonly kind: 'code'; readonly code: string };

const CONFIRMED_BY_OUTCOME = {
  accepted: 'elicitation',
  typed: 'terminal',
  unattended: 'command_line',
} as const satisfies Partial<Record<ConfirmOutcome, ConfirmedBy>>;

/** A form that a person answers, else a code. Throws ERR_CONFIRMATION when the person did not agree or the code does not fit. */
export async function confirmed(
  { deps, confirm }: Pick<ToolContext, 'deps' | 'confirm'>,
  { content, summary, statement }: Statement,
  code: string | undefined,
): Promise<Confirmation> {
  const outcome = await confirm({
    message: `${summary}\nThis is your statement for the audit ledger. It can not be edited or deleted later.`,
    statement,
  });
  if (outcome === 'declined' || outcome === 'cancelled' || outcome === 'failed') {
    throw new ClariIdentityError(
      'ERR_CONFIRMATION',
      `The confirmation was ${outcome}. Nothing was recorded.`,
      'Ask the person whether it is as described, then call again.',
    );
  }
  if (outcome !== 'unavailable') return { kind: 'confirmed', by: CONFIRMED_BY_OUTCOME[outcome] };
  // Codes need cryptography, which takes its time to load; a start does not wait for it.
  const { checkConfirmation, confirmationCode } = await import('../../src/app/statements/confirmation.ts');
  if (code === undefined) return { kind: 'code', code: await confirmationCode(deps, content) };
  await checkConfirmation(deps, content, code);
  return { kind: 'confirmed', by: 'code' };
}

/** What a model is told where nobody could be asked. */
export function codeText(summary: string, code: string): string {
  return [
    `Nothing is recorded yet. Would be recorded: ${summary}`,
    `Show this to the person. If they agree, repeat the call unchanged with confirmation=${code} within ten minutes. The ledger will say that a code confirmed it, not a person.`,
  ].join('\n');
}

import * as z from 'zod';
import { changesNothing } from '../../src/answers/confirmed-words.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { Asking } from '../../src/app/statements/asking.ts';
import { isAtLeast } from '../../src/model/attestation.ts';
import type { ToolContext } from '../../src/tool.ts';

export const confirmationInput = z.string().max(200).optional().describe('code from the call before');

export const confirmationOutput = {
  confirmation: z.string().optional().describe('repeat the call with it once the person agreed; ten minutes'),
  decide_at: z.string().optional().describe('page for the person'),
};

interface Question<Draft, Fit> {
  summary(draft: Draft, fit: Fit): string;
  /** What they say by agreeing. */
  readonly statement: string;
  readonly verb: string;
  /** Names the case. */
  word(draft: Draft): string;
}

/** How to ask: by a form that a person answers, otherwise by a code that the caller repeats. */
export function asking<Draft, Fit>(
  { attestation, session, confirm }: Pick<ToolContext, 'attestation' | 'session' | 'confirm'>,
  code: string | undefined,
  { summary, statement, verb, word }: Question<Draft, Fit>,
): Asking<Draft, Fit> {
  return {
    attestation,
    session,
    code,
    ask: (draft, fit) =>
      confirm({
        message: `${summary(draft, fit)}\nThis is your statement for the audit ledger. It can not be edited or deleted later.`,
        statement,
        verb,
        word: word(draft),
      }),
  };
}

/** The text for a model if nobody could be asked. */
export function codeText(summary: string, code: string, { settings }: Pick<Deps, 'settings'>): string {
  return [
    `Nothing is recorded yet. Would be recorded: ${summary}`,
    `Show this to the person. If they agree, repeat the call unchanged with confirmation=${code} within ten minutes. The ledger will say that a code confirmed it, not a person.${isAtLeast('code', settings.minAttestation) ? '' : ` ${changesNothing(settings.minAttestation)}.`}`,
  ].join('\n');
}

import * as z from 'zod';
import type { Asking } from '../../src/app/statements/asking.ts';
import type { ToolContext } from '../../src/tool.ts';

export const confirmationInput = z.string().max(200).optional().describe('code from the call before');

export const confirmationOutput = z
  .string()
  .optional()
  .describe('repeat the call with it once the person agreed; ten minutes');

interface Question<Draft, Fit> {
  summary(draft: Draft, fit: Fit): string;
  /** Label of the one box to tick. */
  readonly statement: string;
}

/** A form that a person answers, else the code that the caller brings. */
export function asking<Draft, Fit>(
  { confirm }: Pick<ToolContext, 'confirm'>,
  code: string | undefined,
  { summary, statement }: Question<Draft, Fit>,
): Asking<Draft, Fit> {
  return {
    code,
    ask: (draft, fit) =>
      confirm({
        message: `${summary(draft, fit)}\nThis is your statement for the audit ledger. It can not be edited or deleted later.`,
        statement,
      }),
  };
}

/** What a model is told where nobody could be asked. */
export function codeText(summary: string, code: string): string {
  return [
    `Nothing is recorded yet. Would be recorded: ${summary}`,
    `Show this to the person. If they agree, repeat the call unchanged with confirmation=${code} within ten minutes. The ledger will say that a code confirmed it, not a person.`,
  ].join('\n');
}

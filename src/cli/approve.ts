import type { Command } from 'commander';
import { approvalAnswer, approvalQuestion } from '../answers/approval-answer.ts';
import { approvePlan } from '../app/plans/approve-plan.ts';
import { stateWithoutCode } from '../app/statements/statement.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { type CommonOptions, print, type Terminal, typePhrase } from './terminal.ts';

/** A person at a terminal who types a phrase: no flag, no pipe and no environment variable stands in for them. */
export function approveCommand(program: Command, terminal: Terminal): void {
  program
    .command('approve')
    .argument('<plan-id>', 'from the answer of `plan`')
    .summary('approve a drafted plan, as a person at a terminal')
    .option('--json', 'one JSON document on stdout')
    .action(async (planId: string, flags: CommonOptions) => {
      if (!terminal.interactive)
        throw new ClariIdentityError(
          'ERR_USAGE',
          'A plan is approved by a person who types at a terminal, and this is none. Nothing was approved.',
          `Run \`clari-identity-mcp approve ${planId.slice(0, 100)}\` in a terminal of your own, without pipes.`,
        );
      const approved = await stateWithoutCode(
        await terminal.open(),
        approvePlan,
        { planId, planHash: null },
        {
          ask: async ({ plan }, fit) => {
            terminal.err(approvalQuestion(fit));
            await typePhrase(terminal, `approve ${plan.planHash.slice(0, 6)}`, 'Nothing was approved.');
            return 'typed';
          },
        },
      );
      print(terminal, flags, approvalAnswer(approved));
    });
}

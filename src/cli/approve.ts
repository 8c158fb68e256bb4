import type { Command } from 'commander';
import { approvalAnswer, approvalQuestion } from '../answers/approval-answer.ts';
import { approvePlan, prepareApproval } from '../app/plans/approve-plan.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { ask, type CommonOptions, print, type Terminal } from './terminal.ts';

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
      const deps = await terminal.open();
      const prepared = await prepareApproval(deps, planId, null);
      const { plan } = prepared.state;
      if (prepared.existing !== null) {
        print(terminal, flags, approvalAnswer(prepared, prepared.existing, true));
        return;
      }
      terminal.err(approvalQuestion(prepared));
      const phrase = `approve ${plan.planHash.slice(0, 6)}`;
      const typed = await ask(`\nTo approve, type "${phrase}":`, null, terminal.signal);
      if (typed !== phrase)
        throw new ClariIdentityError(
          'ERR_CONFIRMATION',
          `What was typed is not "${phrase}". Nothing was approved.`,
          'Run the command again if you want to approve the plan.',
        );
      const { approval, already, prepared: weighed } = await approvePlan(deps, prepared, 'terminal');
      print(terminal, flags, approvalAnswer(weighed, approval, already));
    });
}

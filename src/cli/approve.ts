import type { Command } from 'commander';
import { approvalAnswer, approvalQuestion } from '../answers/approval-answer.ts';
import { approvePlan } from '../app/plans/approve-plan.ts';
import { stateWithoutCode } from '../app/statements/statement.ts';
import { attestationAt, confirmAtTerminal } from './decide.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

/** A person at a terminal who types a phrase: no flag, no pipe and no environment variable stands in for them. */
export function approveCommand(program: Command, terminal: Terminal): void {
  program
    .command('approve')
    .argument('<plan-id>', 'from the answer of `plan`')
    .summary('approve a drafted plan, as a person at a terminal')
    .option('--json', 'one JSON document on stdout')
    .action(async (planId: string, flags: CommonOptions) => {
      const approved = await stateWithoutCode(
        await terminal.open(),
        approvePlan,
        { planId, planHash: null },
        {
          attestation: attestationAt(terminal),
          session: null,
          ask: (draft, fit) => confirmAtTerminal(terminal, approvalQuestion(draft, fit)),
        },
      );
      print(terminal, flags, approvalAnswer(approved));
    });
}

import type { Command } from 'commander';
import type { Tool } from '../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface PlanFlags extends CommonOptions {
  readonly successor?: string;
  readonly ticket?: string;
  readonly due?: string;
}

export function planCommand(program: Command, terminal: Terminal, draftPlan: Tool): void {
  program
    .command('plan')
    .argument('<account>', 'account id or exact e-mail')
    .summary('draft the ordered manual work that closes an account')
    .option('--successor <email>', 'who takes over open opportunities and forecasts')
    .option('--ticket <ticket>', 'ticket reference')
    .option('--due <iso>', 'deadline; default: from the revocation and the service level')
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string, flags: PlanFlags) => {
      print(
        terminal,
        flags,
        await runTool(terminal, draftPlan, {
          account,
          response_format: 'detailed',
          ...(flags.successor === undefined ? {} : { successor: flags.successor }),
          ...(flags.ticket === undefined ? {} : { ticket: flags.ticket }),
          ...(flags.due === undefined ? {} : { due_at: flags.due }),
        }),
      );
    });
}

import type { Command } from 'commander';
import { DEFAULT_APP } from '../model/apps-in-use.ts';
import type { Tool } from '../tool.ts';
import { decide } from './decide.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface ExemptFlags extends CommonOptions {
  readonly app: string;
  readonly reason: string;
  readonly until?: string;
  readonly owner?: string;
  readonly withdraw?: boolean;
}

export function exemptCommand(program: Command, terminal: Terminal, setExemption: Tool): void {
  program
    .command('exempt')
    .argument('<account>', 'account id or exact e-mail; id=… or email=… where both fit')
    .summary('decide that an account may stay until a date, or undo it')
    .requiredOption('--reason <reason>', 'why, in a sentence')
    .option('--until <date>', 'when somebody has to look again, ISO 8601')
    .option('--owner <name>', 'who answers for it; default: who runs this')
    .option('--withdraw', 'the exemption that stands ends now')
    .option('--app <app>', 'of which application the account is', DEFAULT_APP)
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string, flags: ExemptFlags) => {
      await decide(terminal, flags, setExemption, {
        account,
        app: flags.app,
        reason: flags.reason,
        withdraw: flags.withdraw === true,
        ...(flags.until === undefined ? {} : { until: flags.until }),
        ...(flags.owner === undefined ? {} : { owner: flags.owner }),
      });
    });
}

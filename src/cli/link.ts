import type { Command } from 'commander';
import { DEFAULT_APP } from '../model/apps-in-use.ts';
import type { Tool } from '../tool.ts';
import { decide } from './decide.ts';
import type { CommonOptions, Terminal } from './terminal.ts';

interface LinkFlags extends CommonOptions {
  readonly app: string;
  readonly none?: boolean;
  readonly withdraw?: boolean;
  readonly reason: string;
}

export function linkCommand(program: Command, terminal: Terminal, resolveLink: Tool): void {
  program
    .command('link')
    .argument('<account>', 'account id or exact e-mail; id=… or email=… where both fit')
    .argument('[identity]', 'who owns it: directory/identity_id, a login or an address')
    .summary('decide who owns an account, or that nobody does')
    .option('--none', 'nobody owns it')
    .option('--withdraw', 'take the decision back: the rules decide again')
    .option('--reason <reason>', 'why, in a sentence', 'decided at the terminal')
    .option('--app <app>', 'of which application the account is', DEFAULT_APP)
    .option('--json', 'one JSON document on stdout')
    .action(async (account: string, identity: string | undefined, flags: LinkFlags) => {
      await decide(terminal, flags, resolveLink, {
        account,
        app: flags.app,
        none: flags.none === true,
        withdraw: flags.withdraw === true,
        reason: flags.reason,
        ...(identity === undefined ? {} : { identity }),
      });
    });
}

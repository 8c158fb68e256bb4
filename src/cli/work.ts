import type { Command } from 'commander';
import { Option } from 'commander';
import { WORK_STATES, type WorkState } from '../app/work/item.ts';
import type { Tool } from '../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface WorkFlags extends CommonOptions {
  readonly state?: WorkState;
  readonly account?: string;
  readonly limit: string;
  readonly cursor?: string;
}

export function workCommand(program: Command, terminal: Terminal, listWork: Tool): void {
  program
    .command('work')
    .argument('[id]', 'of a plan (with its steps), record, decision, read or item')
    .summary('what waits for whom, with deadlines and the next command')
    .addOption(new Option('--state <state>', 'only these; default: all that is not over').choices(WORK_STATES))
    .option('--account <account>', 'account id or exact e-mail; id=… or email=… where both fit')
    .option('--limit <number>', 'items of one page', '200')
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--json', 'one JSON document on stdout')
    .action(async (id: string | undefined, flags: WorkFlags) => {
      const answer = await runTool(terminal, listWork, {
        limit: Number(flags.limit),
        response_format: 'detailed',
        ...(id === undefined ? {} : { id }),
        ...(flags.state === undefined ? {} : { state: flags.state }),
        ...(flags.account === undefined ? {} : { account: flags.account }),
        ...(flags.cursor === undefined ? {} : { cursor: flags.cursor }),
      });
      print(terminal, flags, answer);
    });
}

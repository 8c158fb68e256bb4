import type { Command } from 'commander';
import type { Tool } from '../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

export function statusCommand(program: Command, terminal: Terminal, getCoverage: Tool): void {
  program
    .command('status')
    .summary('what each source proves now, and the command that closes each gap')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: CommonOptions) => {
      const { store } = await terminal.open();
      terminal.err(`Store: ${store.describe}`);
      print(terminal, flags, await runTool(terminal, getCoverage, { response_format: 'detailed' }));
    });
}

import type { Command } from 'commander';
import { witnessStanding } from '../app/witness/witness.ts';
import { bare, quote } from '../model/foreign.ts';
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
      const { witness, home } = terminal.config();
      if (witness !== null) {
        const { name, fault, failed } = await witnessStanding({ place: witness, home, store });
        const why = fault ?? (failed === null ? null : `It was not told since ${bare(failed.at)}: ${failed.why}`);
        terminal.err(
          `Witness: ${quote(name, { longest: 320 })}${why === null ? '' : `\nWARNING: ${why} See: clari-identity-mcp doctor`}`,
        );
      }
      print(terminal, flags, await runTool(terminal, getCoverage, { response_format: 'detailed' }));
    });
}

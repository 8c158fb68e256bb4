import type { Command } from 'commander';
import { coverageScreen, coverageText, isFirst } from '../answers/coverage-answer.ts';
import { coverageReport } from '../app/lookups/coverage-report.ts';
import { witnessStanding } from '../app/witness/witness.ts';
import { bare, quote } from '../model/foreign.ts';
import type { Tool } from '../tool.ts';
import { fitScreen } from './fit-screen.ts';
import { type AllOption, print, runTool, type Terminal, whileJudging } from './terminal.ts';

export function statusCommand(program: Command, terminal: Terminal, getCoverage: Tool): void {
  program
    .command('status')
    .summary('what each source proves now, and what to do next')
    .option('--all', 'everything that is proven and is not, and every command that closes a gap')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: AllOption) => {
      const deps = await terminal.open();
      const { store } = deps;
      terminal.err(`Store: ${store.describe}`);
      const { witness, home } = terminal.config();
      if (witness !== null) {
        const { name, fault, failed } = await witnessStanding({ place: witness, home, store });
        const why = fault ?? (failed === null ? null : `It was not reported since ${bare(failed.at)}: ${failed.why}`);
        terminal.err(
          `Witness: ${quote(name, { longest: 320 })}${why === null ? '' : `\nWARNING: ${why} See: clari-identity-mcp doctor`}`,
        );
      }
      if (flags.json === true) {
        print(terminal, flags, await runTool(terminal, getCoverage, { response_format: 'detailed' }));
        return;
      }
      const most = flags.all === true ? Number.POSITIVE_INFINITY : undefined;
      const report = await whileJudging(terminal, (watch) => coverageReport({ ...deps, watch }, true, most));
      const text =
        flags.all === true
          ? coverageText(report, true)
          : fitScreen(
              coverageScreen(report),
              isFirst(report) ? null : 'More: clari-identity-mcp status --all',
              terminal.columns,
            );
      print(terminal, flags, { structured: null, text });
    });
}

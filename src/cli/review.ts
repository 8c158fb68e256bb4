import { type Command, Option } from 'commander';
import { z } from 'zod';
import { FINDINGS, type Finding } from '../model/finding.ts';
import type { Tool } from '../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface ReviewFlags extends CommonOptions {
  readonly finding?: readonly Finding[];
}

const page = z.looseObject({ accounts: z.array(z.unknown()), next_cursor: z.string().nullable() });

export function reviewCommand(program: Command, terminal: Terminal, findOrphaned: Tool): void {
  program
    .command('review')
    .summary('the findings, with evidence')
    .addOption(new Option('--finding <finding...>', 'only these; default: all that need somebody').choices(FINDINGS))
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: ReviewFlags) => {
      const pages = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const answer = await runTool(terminal, findOrphaned, {
          limit: 200,
          response_format: 'detailed',
          ...(flags.finding === undefined ? {} : { findings: flags.finding }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        const structured = page.parse(answer.structured);
        pages.push({ structured, text: answer.text });
        cursor = structured.next_cursor;
      }
      const [first] = pages;
      print(terminal, flags, {
        structured: {
          ...first?.structured,
          accounts: pages.flatMap((one) => one.structured.accounts),
          next_cursor: null,
        },
        text: pages.map((one) => one.text).join('\n\n'),
      });
    });
}

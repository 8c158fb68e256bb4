import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { reviewReport } from '../app/lookups/review-report.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { FINDINGS, type Finding } from '../model/finding.ts';
import { bare, quote } from '../model/foreign.ts';
import { reviewPage } from '../report/review/review-page.ts';
import type { Tool } from '../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from './terminal.ts';

interface ReviewFlags extends CommonOptions {
  readonly finding?: readonly Finding[];
  readonly html?: string;
}

const page = z.looseObject({ accounts: z.array(z.unknown()), next_cursor: z.string().nullable() });

export function reviewCommand(program: Command, terminal: Terminal, findOrphaned: Tool): void {
  program
    .command('review')
    .summary('the findings, with evidence')
    .addOption(new Option('--finding <finding...>', 'only these; default: all that need somebody').choices(FINDINGS))
    .option('--html <file>', 'also as one self-contained page, for a browser or for paper')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: ReviewFlags) => {
      if (flags.html !== undefined) await writePage(terminal, flags.html, flags.finding);
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

async function writePage(terminal: Terminal, path: string, findings: readonly Finding[] | undefined): Promise<void> {
  const data = await reviewReport(await terminal.open(), findings, terminal.version);
  try {
    await writeFile(path, reviewPage(data), { mode: 0o600 });
  } catch (cause) {
    throw new ClariIdentityError(
      'ERR_FILE_WRITE',
      `The page ${quote(basename(path))} cannot be written.`,
      'Name a file in a folder that exists and may be written.',
      { cause },
    );
  }
  terminal.err(`${data.rows.length} accounts written to ${bare(path)}`);
}

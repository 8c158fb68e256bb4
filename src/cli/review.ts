import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { grouped, type Screen } from '../answers/screen.ts';
import { reviewReport } from '../app/lookups/review-report.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { FINDINGS, type Finding, REASONS } from '../model/finding.ts';
import { bare, quote, shellWord } from '../model/foreign.ts';
import { reviewPage } from '../report/review/review-page.ts';
import type { Tool } from '../tool.ts';
import { type AllOption, printFitting, runTool, type Terminal } from './terminal.ts';

interface ReviewFlags extends AllOption {
  readonly app?: string;
  readonly finding?: readonly Finding[];
  readonly html?: string;
}

const page = z.looseObject({
  accounts: z.array(
    z.looseObject({
      account_id: z.string(),
      email: z.string().optional(),
      finding: z.enum(FINDINGS),
      reason: z.enum(REASONS),
      days_since_revocation: z.number().optional(),
    }),
  ),
  next_cursor: z.string().nullable(),
});

type Found = z.infer<typeof page>['accounts'][number];

export function reviewCommand(program: Command, terminal: Terminal, findOrphaned: Tool): void {
  program
    .command('review')
    .summary('the findings, most pressing first, with evidence')
    .addOption(new Option('--finding <finding...>', 'only these; default: all that need somebody').choices(FINDINGS))
    .option('--app <app>', 'only accounts of this application; default: of all')
    .option('--html <file>', 'also as one self-contained page to filter, group and print')
    .option('--all', 'every account with its evidence, however many')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: ReviewFlags) => {
      if (flags.html !== undefined) await writePage(terminal, flags.html, flags);
      const pages = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const answer = await runTool(terminal, findOrphaned, {
          limit: 200,
          response_format: 'detailed',
          ...(flags.app === undefined ? {} : { app: flags.app }),
          ...(flags.finding === undefined ? {} : { findings: flags.finding }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        const structured = page.parse(answer.structured);
        pages.push({ structured, text: answer.text });
        cursor = structured.next_cursor;
      }
      const [first] = pages;
      const accounts = pages.flatMap((one) => one.structured.accounts);
      printFitting(
        terminal,
        flags,
        {
          structured: { ...first?.structured, accounts, next_cursor: null },
          text: pages.map((one) => one.text).join('\n\n'),
        },
        () => reviewScreen(accounts, first?.text.split('\n')[0] ?? ''),
        'More: clari-identity-mcp review --all, or --html FILE for a browser',
      );
    });
}

/** Counts for each finding, with the most pressing accounts of each. */
function reviewScreen(accounts: readonly Found[], summary: string): Screen {
  const [first] = accounts;
  return {
    top: [summary, `Accounts that match: ${accounts.length}, most pressing first.`],
    parts: grouped(accounts, (one) => one.finding).map(([finding, alike]) => ({
      head: `${finding}: ${alike.length}`,
      examples: alike.map(
        ({ account_id, email, reason, days_since_revocation: days }) =>
          `${email === undefined ? '(no e-mail)' : bare(email)} ${bare(account_id)}: ${reason}${days === undefined ? '' : `, revoked ${days} days ago`}`,
      ),
    })),
    tail:
      first === undefined
        ? []
        : [`Next: see what the first one waits for: clari-identity-mcp work --account ${shellWord(first.account_id)}`],
  };
}

async function writePage(terminal: Terminal, path: string, { finding, app }: ReviewFlags): Promise<void> {
  const data = await reviewReport(await terminal.open(), finding, terminal.version, app);
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

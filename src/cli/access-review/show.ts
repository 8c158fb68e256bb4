import { type Command, Option } from 'commander';
import { ITEM_STATES, type ItemState } from '../../model/review.ts';
import type { Tool } from '../../tool.ts';
import { type CommonOptions, print, runTool, type Terminal } from '../terminal.ts';
import { given } from './words.ts';

interface ShowFlags extends CommonOptions {
  readonly reviewer?: string;
  readonly state?: ItemState;
  readonly changedOnly?: boolean;
  readonly limit: string;
  readonly cursor?: string;
}

export function showCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('show')
    .argument('<review-id>')
    .summary('where it stands: who owes what, and each item')
    .option('--reviewer <email>', 'only what this person has to decide')
    .addOption(new Option('--state <state>', 'only items that stand so').choices(ITEM_STATES))
    .option('--changed-only', 'only what changed since the last review')
    .option('--limit <number>', 'items of one page', '200')
    .option('--cursor <cursor>', 'next_cursor of the page before')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: ShowFlags) => {
      const answer = await runTool(terminal, tool, {
        review_id: reviewId,
        ...given('reviewer', flags.reviewer),
        ...given('state', flags.state),
        changed_only: flags.changedOnly === true,
        limit: Number(flags.limit),
        ...given('cursor', flags.cursor),
      });
      print(terminal, flags, answer);
    });
}

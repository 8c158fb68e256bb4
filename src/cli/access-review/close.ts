import { type Command, Option } from 'commander';
import type { Tool } from '../../tool.ts';
import { decide } from '../decide.ts';
import type { CommonOptions, Terminal } from '../terminal.ts';
import { given } from './words.ts';

interface CloseFlags extends CommonOptions {
  readonly undecidedBecome?: string;
  readonly reason?: string;
}

export function closeCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('close')
    .argument('<review-id>')
    .summary('end it; what is undecided never counts as kept')
    .addOption(new Option('--undecided-become <state>', 'what becomes of undecided items').choices(['not_reviewed']))
    .option('--reason <text>', 'why it is closed so')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: CloseFlags) => {
      await decide(terminal, flags, tool, {
        review_id: reviewId,
        ...given('undecided_become', flags.undecidedBecome),
        ...given('reason', flags.reason),
      });
    });
}

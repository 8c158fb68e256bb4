import { type Command, Option } from 'commander';
import { REVIEW_DECISIONS, type ReviewVerb } from '../../model/review.ts';
import type { Tool } from '../../tool.ts';
import { decide } from '../decide.ts';
import type { CommonOptions, Terminal } from '../terminal.ts';
import { changeOwner } from './owner.ts';
import { given, missing } from './words.ts';

interface DecideFlags extends CommonOptions {
  readonly decision?: ReviewVerb;
  readonly rationale?: string;
  readonly role?: string;
  readonly to?: string;
  readonly reviewer?: string;
  readonly owner?: string;
  readonly deputy?: string;
}

export function decideCommand(review: Command, terminal: Terminal, tool: Tool): void {
  review
    .command('decide')
    .argument('<review-id>')
    .argument('[item...]', 'their numbers')
    .summary('decide on items, or change who answers for the application')
    .addOption(new Option('--decision <decision>', 'on each of the items').choices(REVIEW_DECISIONS))
    .option('--rationale <text>', "why, in the reviewer's words")
    .option('--role <role>', 'with change_role: to which')
    .option('--to <email>', 'with not_mine: who has to decide')
    .option('--reviewer <email>', 'who stated it, where another person enters it')
    .option('--owner <email>', 'who answers for the application from now on; without items')
    .option('--deputy <email>', 'who does in their place; without items')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, items: readonly string[], flags: DecideFlags) => {
      if (flags.owner !== undefined || flags.deputy !== undefined) return changeOwner(terminal, reviewId, items, flags);
      const { decision } = flags;
      if (decision === undefined || items.length === 0) throw missing('Items and --decision are needed.');
      await decide(terminal, flags, tool, {
        review_id: reviewId,
        items: items.map((item) => ({
          item_id: item,
          decision,
          ...given('rationale', flags.rationale),
          ...given('role', flags.role),
          ...given('to', flags.to),
        })),
        ...given('reviewer', flags.reviewer),
      });
    });
}

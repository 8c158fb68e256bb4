import type { Command } from 'commander';
import { bare } from '../../model/foreign.ts';
import { attestationAt } from '../decide.ts';
import { type CommonOptions, print, type Terminal } from '../terminal.ts';

interface RemindFlags extends CommonOptions {
  readonly out: string;
  readonly from: string;
  readonly where?: string;
  readonly items?: boolean;
}

export function remindCommand(review: Command, terminal: Terminal): void {
  review
    .command('remind')
    .argument('<review-id>')
    .summary('write one message for each reviewer who owes something')
    .requiredOption('--out <dir>', 'where the messages go, as text and .eml drafts')
    .requiredOption('--from <email>', 'who sends them')
    .option('--where <text>', 'where reviewers decide, in a sentence')
    .option('--items', 'name the accounts as well, not only how many')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string, flags: RemindFlags) => {
      const deps = await terminal.open();
      const { remind } = await import('../../app/reviews/remind.ts');
      const reminded = await remind(deps, {
        reviewId,
        folder: flags.out,
        from: flags.from,
        decideAt: flags.where ?? 'Reply to this message, and you get your sheet.',
        namesItems: flags.items === true,
        attestation: attestationAt(terminal),
      });
      print(terminal, flags, {
        structured: { review_id: reviewId, reminded },
        text: [
          reminded.length === 0 ? 'Nobody owes anything.' : `${reminded.length} messages are written, none was sent:`,
          ...reminded.map((one) => `- ${bare(one.reviewer)} owes ${one.owed}: ${one.files.map(bare).join(', ')}`),
        ].join('\n'),
      });
    });
}

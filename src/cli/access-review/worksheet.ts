import type { Command } from 'commander';
import { bare } from '../../model/foreign.ts';
import { attestationAt, confirmAtTerminal } from '../decide.ts';
import { type CommonOptions, print, type Terminal } from '../terminal.ts';
import { missing } from './words.ts';

interface WorksheetFlags extends CommonOptions {
  readonly out?: string;
  readonly reviewer?: string;
  readonly read?: string;
  readonly sheet?: string;
}

export function worksheetCommand(review: Command, terminal: Terminal): void {
  review
    .command('worksheet')
    .argument('[review-id]', 'with --out')
    .summary('write one sheet a reviewer, or read a filled-in one back')
    .option('--out <dir>', 'where the sheets go, as .xlsx and CSV')
    .option('--reviewer <email>', 'with --out: only this one')
    .option('--read <file>', 'a sheet that its reviewer filled in, CSV or .xlsx')
    .option('--sheet <name>', 'with --read: which sheet of a workbook')
    .option('--json', 'one JSON document on stdout')
    .action(async (reviewId: string | undefined, flags: WorksheetFlags) => {
      if (flags.read !== undefined) return readBack(terminal, flags.read, flags);
      if (reviewId === undefined || flags.out === undefined)
        throw missing('A review and --out write sheets, --read reads one back.');
      const deps = await terminal.open();
      const { writeSheets } = await import('../../app/reviews/worksheets.ts');
      const written = await writeSheets(deps, reviewId, flags.out, flags.reviewer ?? null);
      print(terminal, flags, {
        structured: { review_id: reviewId, sheets: written },
        text: [
          `${written.length} reviewers owe something.`,
          ...written.map((one) => `- ${bare(one.reviewer)}: ${one.items} items, ${one.files.map(bare).join(', ')}`),
          ...(written.length === 0
            ? []
            : ['Next, once one comes back: clari-identity-mcp access-review worksheet --read FILE']),
        ].join('\n'),
      });
    });
}

async function readBack(terminal: Terminal, file: string, flags: WorksheetFlags): Promise<void> {
  const deps = await terminal.open();
  const [{ readSheet }, { fileInput }, { decideAndFollow, decisionQuestion }] = await Promise.all([
    import('../../app/reviews/worksheets.ts'),
    import('../../sources/file/input.ts'),
    import('../../answers/review-decided.ts'),
  ]);
  const read = await readSheet(deps, fileInput(file), flags.sheet ?? null);
  for (const { line, why } of read.rejected) terminal.err(`line ${line}: ${why}`);
  const answer = await decideAndFollow(deps, read.request, {
    attestation: attestationAt(terminal),
    session: null,
    ask: (draft) => confirmAtTerminal(terminal, decisionQuestion(draft)),
  });
  const rejected = read.rejected.map(({ line, why }) => ({ line, why }));
  print(terminal, flags, {
    structured: { ...answer.structured, undecided: read.undecided, rejected },
    text: `${answer.text}\n${read.undecided} lines were left undecided, ${rejected.length} could not be read.`,
  });
}

import { type Command, Option } from 'commander';
import { importAnswer, importScreen } from '../answers/import-answer.ts';
import type { Screen } from '../answers/screen.ts';
import type { ImportResult } from '../app/imports/import-result.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';
import { parseInstant } from '../model/parse-instant.ts';
import { FILE_KINDS, FILTERS, type FileKind, type Filter, type Kind } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import { timeZone } from '../model/time-zone.ts';
import { isEntraDecisions } from '../sources/entra-decisions/is-entra-decisions.ts';
import { fileInput } from '../sources/file/input.ts';
import type { FileInput } from '../sources/source.ts';
import { collectMapping } from './collect-mapping.ts';
import { attestationAt, confirmAtTerminal } from './decide.ts';
import { progressBar } from './progress.ts';
import { type AllOption, ask, print, printFitting, type Terminal } from './terminal.ts';

interface ImportFlags extends AllOption {
  readonly app?: string;
  readonly kind?: FileKind;
  readonly asOf?: string;
  readonly complete?: boolean;
  readonly partial?: boolean;
  readonly filter?: Filter;
  readonly directory?: string;
  readonly map: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  readonly sheet?: string;
  readonly acceptDrop?: boolean;
  readonly dryRun?: boolean;
  readonly review?: string;
}

const REJECTED_SHOWN = 50;
// Warnings are not kept, and the same bytes of the same time are not read twice.
const MORE =
  'More: add --all; what is imported already is read once more with --dry-run --all and an --as-of of its own.';

export function importCommand(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .argument(
      '<file...>',
      'Clari exports, users lists of other applications, directory downloads, lists of assigned people, decisions of an Entra access review',
    )
    .summary('import exports and directory downloads as dated snapshots')
    .addOption(
      new Option(
        '--kind <kind>',
        'what the file is; default: detected from its content (a users export without a word of Clari has to be stated once)',
      ).choices(FILE_KINDS),
    )
    .option('--app <id>', 'of which application the users list, or the list of assigned people, is')
    .option('--as-of <iso>', 'when the export was taken; without it a terminal asks')
    .addOption(new Option('--complete', 'the file is a full list: what is missing is gone').conflicts('partial'))
    .option('--partial', 'the file is a part: what is missing means nothing')
    .addOption(new Option('--filter <filter>', 'what the export contains').choices(FILTERS))
    .option('--directory <name>', 'okta, entra or any name')
    .option(
      '--map <field=header>',
      'which header feeds a field, or what its yes or a value of it means (active=Flag, inactive=Leaver, inactive=Status:Frozen|On hold), or how dates are written (date_order=dmy, mdy or ymd); repeatable',
      collectMapping,
      {},
    )
    .option('--time-zone <zone>', 'whose clocks show times that have no offset, such as Europe/Berlin')
    .option('--sheet <name>', 'which sheet of a workbook; default: the one whose headers are known')
    .option(
      '--review <id>',
      'decisions of Entra: which access review they are for; default: the open one with their accounts',
    )
    .option('--accept-drop', 'accept a loss that a guard holds')
    .option('--dry-run', 'say what would change, change nothing')
    .option('--all', 'every warning, refused row and sample, however many')
    .option('--json', 'one JSON document on stdout')
    .action(async (files: readonly string[], flags: ImportFlags) => {
      const most = flags.all === true ? Number.POSITIVE_INFINITY : REJECTED_SHOWN;
      const brought: Brought[] = [];
      for (const path of files) brought.push(await bringOne(terminal, fileInput(path), flags, most));
      const [first] = brought;
      if (flags.json === true)
        print(terminal, flags, {
          structured: brought.length === 1 ? first?.structured : { imports: brought.map((one) => one.structured) },
          text: '',
        });
      else
        for (const { text, screen } of brought) {
          const answer = { structured: null, text };
          if (screen === null) print(terminal, flags, answer);
          else printFitting(terminal, flags, answer, screen, MORE);
        }
    });
}

/** What came of one file; `screen` null: all of it is shown. */
interface Brought {
  readonly structured: unknown;
  readonly text: string;
  readonly screen: (() => Screen) | null;
}

/** Decisions are for a person to agree to; everything else is a snapshot. */
async function bringOne(terminal: Terminal, input: FileInput, flags: ImportFlags, most: number): Promise<Brought> {
  const { kind = null } = flags;
  if (kind === 'entra-review-decisions' || (kind === null && (await isEntraDecisions(input)))) {
    const { importEntraDecisions } = await import('../answers/entra-decisions-answer.ts');
    const { review = null, directory = null, dryRun = false } = flags;
    const options = { reviewId: review, directory, dryRun, most, signal: terminal.signal };
    const answer = await importEntraDecisions(await terminal.open(), input, options, {
      attestation: attestationAt(terminal),
      session: null,
      ask: (question) => confirmAtTerminal(terminal, question),
    });
    return { ...answer, screen: null };
  }
  if (flags.review !== undefined)
    throw new ClariIdentityError(
      'ERR_USAGE',
      `${bare(input.name)} has no decisions of an access review, and --review is for those alone. Nothing was done.`,
      'Leave --review away, or check which file it is.',
    );
  const result = await importOne(terminal, input, { ...flags, kind });
  return { ...importAnswer(result, most), screen: () => importScreen(result) };
}

type SnapshotFlags = Omit<ImportFlags, 'kind'> & { readonly kind: Kind | null };

async function importOne(terminal: Terminal, input: FileInput, flags: SnapshotFlags): Promise<ImportResult> {
  const bar = await progressBar(input.name, terminal.interactive);
  try {
    const { importFile } = await import('../app/imports/import-file.ts');
    return await importFile(
      await terminal.open(),
      input,
      {
        kind: flags.kind,
        app: flags.app ?? null,
        directory: flags.directory ?? null,
        asOf: await statedAsOf(terminal, input, flags),
        completeness: flags.complete === true ? 'complete' : flags.partial === true ? 'partial' : null,
        filter: flags.filter ?? null,
        mapping: flags.map,
        timeZone: flags.timeZone ?? null,
        sheet: flags.sheet ?? null,
      },
      {
        acceptDrop: flags.acceptDrop === true,
        dryRun: flags.dryRun === true,
        signal: terminal.signal,
        progress: (done, total) => bar.update(done, total),
      },
    );
  } finally {
    await bar.stop();
  }
}

async function statedAsOf(terminal: Terminal, input: FileInput, flags: SnapshotFlags): Promise<Instant | null> {
  const zone = flags.timeZone === undefined ? null : timeZone(flags.timeZone);
  if (flags.asOf !== undefined) return parseInstant(flags.asOf, zone);
  if (!terminal.interactive || flags.json === true || input.modifiedAt === null) return null;
  const answer = await ask(
    `When was ${quote(input.name)} exported? (ISO 8601 with offset)`,
    input.modifiedAt,
    terminal.signal,
  );
  // Agreeing to the offered file time is a person's statement too.
  return parseInstant(answer, zone);
}

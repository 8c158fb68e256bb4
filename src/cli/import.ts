import { type Command, Option } from 'commander';
import { importAnswer } from '../answers/import-answer.ts';
import { quote } from '../model/foreign.ts';
import { parseInstant } from '../model/parse-instant.ts';
import { FILTERS, type Filter, KINDS, type Kind } from '../model/snapshot.ts';
import type { Instant } from '../model/time.ts';
import { timeZone } from '../model/time-zone.ts';
import { fileInput } from '../sources/file/input.ts';
import type { FileInput } from '../sources/source.ts';
import { collectMapping } from './collect-mapping.ts';
import { progressBar } from './progress.ts';
import { ask, type CommonOptions, print, type Terminal } from './terminal.ts';

interface ImportFlags extends CommonOptions {
  readonly kind?: Kind;
  readonly asOf?: string;
  readonly complete?: boolean;
  readonly partial?: boolean;
  readonly filter?: Filter;
  readonly directory?: string;
  readonly map: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  readonly acceptDrop?: boolean;
  readonly dryRun?: boolean;
}

const REJECTED_SHOWN = 50;

export function importCommand(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .argument('<file...>', 'Clari exports, directory downloads, lists of assigned people')
    .summary('import files as dated snapshots')
    .addOption(
      new Option(
        '--kind <kind>',
        'what the file is; default: detected from its content (a users export without a word of Clari has to be stated once)',
      ).choices(KINDS),
    )
    .option('--as-of <iso>', 'when the export was taken; without it a terminal asks')
    .addOption(new Option('--complete', 'the file is a full list: what is missing is gone').conflicts('partial'))
    .option('--partial', 'the file is a part: what is missing means nothing')
    .addOption(new Option('--filter <filter>', 'what the export contains').choices(FILTERS))
    .option('--directory <name>', 'okta, entra or any name')
    .option(
      '--map <field=header>',
      'which header feeds a field, or what its yes or a value of it means (active=Flag, inactive=Leaver, inactive=Status:Frozen|On hold); repeatable',
      collectMapping,
      {},
    )
    .option('--time-zone <zone>', 'whose clocks show times that have no offset, such as Europe/Berlin')
    .option('--accept-drop', 'accept a loss that a guard holds')
    .option('--dry-run', 'say what would change, change nothing')
    .option('--json', 'one JSON document on stdout')
    .action(async (files: readonly string[], flags: ImportFlags) => {
      const answers = [];
      for (const path of files) answers.push(await importOne(terminal, fileInput(path), flags));
      const [first] = answers;
      if (first !== undefined && answers.length === 1) print(terminal, flags, first);
      else
        print(terminal, flags, {
          structured: { imports: answers.map((one) => one.structured) },
          text: answers.map((one) => one.text).join('\n\n'),
        });
    });
}

async function importOne(terminal: Terminal, input: FileInput, flags: ImportFlags) {
  const bar = await progressBar(input.name, terminal.interactive);
  try {
    const { importFile } = await import('../app/imports/import-file.ts');
    const result = await importFile(
      await terminal.open(),
      input,
      {
        kind: flags.kind ?? null,
        directory: flags.directory ?? null,
        asOf: await statedAsOf(terminal, input, flags),
        completeness: flags.complete === true ? 'complete' : flags.partial === true ? 'partial' : null,
        filter: flags.filter ?? null,
        mapping: flags.map,
        timeZone: flags.timeZone ?? null,
      },
      {
        acceptDrop: flags.acceptDrop === true,
        dryRun: flags.dryRun === true,
        signal: terminal.signal,
        progress: (done, total) => bar.update(done, total),
      },
    );
    return importAnswer(result, REJECTED_SHOWN);
  } finally {
    await bar.stop();
  }
}

async function statedAsOf(terminal: Terminal, input: FileInput, flags: ImportFlags): Promise<Instant | null> {
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

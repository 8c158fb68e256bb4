import { Command, CommanderError } from 'commander';
import { ENVIRONMENT } from '../config.ts';
import type { Machine } from '../hosts/places.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';
import type { Tool } from '../tool.ts';
import { accessReviewCommand } from './access-review/access-review.ts';
import { appCommand } from './app.ts';
import { approveCommand } from './approve.ts';
import { connectCommand } from './connect.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { evidenceCommand } from './evidence.ts';
import { exemptCommand } from './exempt.ts';
import { exportCommand } from './export.ts';
import { forgetCommand } from './forget.ts';
import { importCommand } from './import.ts';
import { linkCommand } from './link.ts';
import { matchCommand } from './match.ts';
import { migrateStoreCommand } from './migrate-store.ts';
import { openCommand, type ShowPage } from './open.ts';
import { planCommand } from './plan.ts';
import { purgeCommand } from './purge.ts';
import { recordCommand } from './record.ts';
import { reviewCommand } from './review.ts';
import { type HttpFlags, serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';
import { syncCommand } from './sync.ts';
import { explainFailure, type Terminal } from './terminal.ts';
import { workCommand } from './work.ts';

export interface ProgramOptions extends Terminal {
  readonly tools: readonly Tool[];
  serve(http?: HttpFlags): Promise<void>;
  /** Shows the page to the person at this machine. */
  readonly showPage: ShowPage;
  /** Where this program runs, for the entries of hosts. */
  machine(): Machine;
}

/** Runs one command line; returns the exit code: 0 done, 1 failed, 2 wrong usage or configuration, 3 held by a guard. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<number> {
  const program = new Command('clari-identity-mcp')
    .description(
      'Which Clari accounts outlived their access in Okta or Entra ID, how sure that is, and what proves it.',
    )
    .version(options.version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .usage('COMMAND [options]')
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', AFTER_HELP)
    .configureOutput({
      writeOut: (text) => options.out(text.trimEnd()),
      writeErr: (text) => options.err(text.trimEnd()),
      // Faults of usage are explained like all others.
      outputError: () => undefined,
    })
    .exitOverride();
  const tool = (name: string): Tool => {
    const found = options.tools.find((one) => one.name === name);
    if (found === undefined) throw new ClariIdentityError('ERR_INTERNAL', `The tool ${name} is missing.`, 'Reinstall.');
    return found;
  };
  // In the order in which a person comes to need them.
  program.commandsGroup('Read what systems say, and what follows:');
  importCommand(program, options);
  syncCommand(program, options);
  reviewCommand(program, options, tool('find_orphaned_accounts'));
  statusCommand(program, options, tool('get_coverage'));
  workCommand(program, options, tool('list_work'));
  program.commandsGroup('Decide what is done about it:');
  openCommand(program, options, options.showPage);
  planCommand(program, options, {
    offboarding: tool('draft_offboarding_plan'),
    provisioning: tool('draft_provisioning_plan'),
    roleChange: tool('draft_role_change_plan'),
  });
  approveCommand(program, options);
  exemptCommand(program, options, tool('set_exemption'));
  linkCommand(program, options, tool('resolve_link'));
  accessReviewCommand(program, options, {
    open: tool('open_access_review'),
    show: tool('get_access_review'),
    decide: tool('decide_review_items'),
    close: tool('close_access_review'),
  });
  program.commandsGroup('Prove that it was done:');
  recordCommand(program, options, {
    recordDeactivation: tool('record_manual_deactivation'),
    recordStep: tool('record_step'),
  });
  evidenceCommand(program, options);
  exportCommand(program, options);
  program.commandsGroup('Run the program, and look after its store:');
  serveCommand(program, (args[0] ?? '-').startsWith('-'), options.serve);
  connectCommand(program, options, options.machine);
  doctorCommand(program, options);
  demoCommand(program, options);
  appCommand(program, options);
  matchCommand(program, options);
  migrateStoreCommand(program, options);
  forgetCommand(program, options);
  purgeCommand(program, options);
  program.commands.find((one) => one.name() === 'doctor')?.addHelpText('after', environmentHelp);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    command
      .exitOverride()
      .helpOption('--help', 'print this help')
      .version(options.version, '--version', 'print the version');
    command.copyInheritedSettings(program);
  }
  program.hook('preAction', (_, command) => {
    refuseBlank(command);
    refuseWriting(command, options);
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return explainFailure(error, options.err);
    if (error.exitCode === 0) return 0;
    // A command of commands was named alone: its help was written.
    return error.code === 'commander.help' ? 2 : explainFailure(wrongUsage(error, args, program), options.err);
  }
}

const AFTER_HELP = `
To begin: clari-identity-mcp status
One command: clari-identity-mcp COMMAND --help
Settings are environment variables: clari-identity-mcp doctor --help lists them.`;

/** What commander found wrong, as every other error is written: it knows which word was meant, and not what to do. */
function wrongUsage({ message }: CommanderError, args: readonly string[], program: Command): ClariIdentityError {
  const [said = '', meant = ''] = message.replace(/^error: /, '').split('\n');
  // Its own placeholders of values would stand escaped in a quotation.
  const why = quote(said.replace(/ <[^>]*>|\.$/g, ''), { longest: 400 });
  const guess = /mean (?:one of )?(.+)\?/.exec(meant)?.[1];
  const command = program.commands.find((one) => one.name() === args[0]);
  const help = command === undefined ? '--help lists the commands' : `${bare(command.name())} --help lists its options`;
  return new ClariIdentityError(
    'ERR_USAGE',
    `The command line is not understood: ${why}. Nothing was done.`,
    `${guess === undefined ? '' : `Did you mean ${quote(guess)}? `}clari-identity-mcp ${help}.`,
  );
}

/** `--as-of=` states nothing, and is no way to state nothing: leaving the option out is. */
function refuseBlank(command: Command): void {
  for (const option of command.options) {
    const value: unknown = command.getOptionValue(option.attributeName());
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.some((one) => typeof one === 'string' && one.trim() === '')) continue;
    throw new ClariIdentityError(
      'ERR_USAGE',
      `${option.long ?? option.flags} is given without a value.`,
      `Write ${option.flags}, or leave it out.`,
    );
  }
}

/** Commands that change neither the store nor the ledger; `serve` offers reading tools only, `demo` has a store of its own. */
const READING: ReadonlySet<string> = new Set([
  'serve',
  'review',
  'status',
  'doctor',
  'work',
  'match',
  'verify',
  'list',
  'show',
  'check',
  'demo',
  'connect',
]);

/** `export` writes a file and nothing else; `evidence export`, which bears the same name, writes to the ledger. */
function isReading(command: Command): boolean {
  const isExport = command.name() === 'export' && command.parent?.name() !== 'evidence';
  return isExport || READING.has(command.name());
}

/** Read-only mode wins over everything, even over a person at a terminal who forgot that it is set. */
function refuseWriting(command: Command, options: ProgramOptions): void {
  if (isReading(command) || !options.config().readOnly) return;
  throw new ClariIdentityError(
    'ERR_CONFIG',
    `\`${bare(command.name())}\` writes, and CLARI_IDENTITY_READ_ONLY is set. Nothing was changed.`,
    'Unset CLARI_IDENTITY_READ_ONLY for this command, or run it where writing is meant to happen.',
  );
}

function environmentHelp(): string {
  const names = Object.entries(ENVIRONMENT.shape).map(
    ([name, schema]) => `  ${name}\n      ${schema.description ?? ''}`,
  );
  return `\nSettings, as environment variables:\n${names.join('\n')}`;
}

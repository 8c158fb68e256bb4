import { Command, CommanderError } from 'commander';
import { ENVIRONMENT } from '../config.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare } from '../model/foreign.ts';
import type { Tool } from '../tool.ts';
import { approveCommand } from './approve.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { evidenceCommand } from './evidence.ts';
import { exemptCommand } from './exempt.ts';
import { forgetCommand } from './forget.ts';
import { importCommand } from './import.ts';
import { linkCommand } from './link.ts';
import { matchCommand } from './match.ts';
import { migrateStoreCommand } from './migrate-store.ts';
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
    .addHelpText('after', environmentHelp)
    .configureOutput({
      writeOut: (text) => options.out(text.trimEnd()),
      writeErr: (text) => options.err(text.trimEnd()),
    })
    .exitOverride();
  const tool = (name: string): Tool => {
    const found = options.tools.find((one) => one.name === name);
    if (found === undefined) throw new ClariIdentityError('ERR_INTERNAL', `The tool ${name} is missing.`, 'Reinstall.');
    return found;
  };
  serveCommand(program, options.serve);
  importCommand(program, options);
  syncCommand(program, options);
  reviewCommand(program, options, tool('find_orphaned_accounts'));
  planCommand(program, options, {
    offboarding: tool('draft_offboarding_plan'),
    provisioning: tool('draft_provisioning_plan'),
    roleChange: tool('draft_role_change_plan'),
  });
  approveCommand(program, options);
  recordCommand(program, options, {
    recordDeactivation: tool('record_manual_deactivation'),
    recordStep: tool('record_step'),
  });
  exemptCommand(program, options, tool('set_exemption'));
  linkCommand(program, options, tool('resolve_link'));
  evidenceCommand(program, options);
  workCommand(program, options, tool('list_work'));
  forgetCommand(program, options);
  purgeCommand(program, options);
  statusCommand(program, options, tool('get_coverage'));
  doctorCommand(program, options);
  matchCommand(program, options);
  migrateStoreCommand(program, options);
  demoCommand(program, options);
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explainFailure(error, options.err);
  }
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
  'demo',
]);

/** Read-only wins over everything: also over a person at a terminal who forgot that it is set. */
function refuseWriting(command: Command, options: ProgramOptions): void {
  if (READING.has(command.name()) || !options.config().readOnly) return;
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
  return `\nEnvironment:\n${names.join('\n')}`;
}

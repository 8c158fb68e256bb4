import type { Command } from 'commander';
import { forgetSource, type PreparedForget, prepareForget } from '../app/imports/forget-source.ts';
import { checkAgreed } from '../app/statements/asking.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { attestationAt, confirmAtTerminal } from './decide.ts';
import { type CommonOptions, print, type Terminal, whileJudging } from './terminal.ts';

interface ForgetFlags extends CommonOptions {
  readonly reason: string;
  readonly mistaken?: boolean;
  readonly acceptDrop?: boolean;
  readonly dryRun?: boolean;
}

export function forgetCommand(program: Command, terminal: Terminal): void {
  program
    .command('forget')
    .argument('<source>', 'clari-users, directory:okta, …, or the name of a directory')
    .summary('retire a directory or export series from scope; the ledger keeps it, a new read brings it back')
    .option('--reason <reason>', 'why, in a sentence', 'retired at the terminal')
    .option('--mistaken', 'its reads should never have been imported: they keep nothing from being concluded either')
    .option('--accept-drop', 'accept verdicts that turn into others by that')
    .option('--dry-run', 'say what would change, change nothing')
    .option('--json', 'one JSON document on stdout')
    .action(async (source: string, flags: ForgetFlags) => {
      const deps = await terminal.open();
      const request = { source, reason: flags.reason, mistaken: flags.mistaken === true };
      const prepared = await whileJudging(terminal, (watch) => prepareForget({ ...deps, watch }, request));
      if (flags.dryRun === true) return print(terminal, flags, answerOf(prepared, 'dry_run'));
      if (prepared.stronger.length > 0 && flags.acceptDrop !== true) throw guarded(prepared);
      if (terminal.interactive)
        checkAgreed(
          await confirmAtTerminal(terminal, {
            message: textOf(prepared, 'Would be retired'),
            statement: 'Retire it',
            verb: 'forget',
            word: prepared.source,
          }),
        );
      await forgetSource(deps, prepared, attestationAt(terminal));
      print(terminal, flags, answerOf(prepared, 'retired'));
    });
}

function answerOf(prepared: PreparedForget, status: 'retired' | 'dry_run') {
  return {
    structured: {
      status,
      source: prepared.source,
      mistaken: prepared.mistaken,
      reads: prepared.reads.map((one) => ({ snapshot_id: one.snapshotId, as_of: one.asOf, state: one.state })),
      changes: prepared.changes.map((one) => ({ ...one })),
      accounts_gone: prepared.gone,
    },
    text: textOf(prepared, status === 'retired' ? 'Retired' : 'Would be retired'),
  };
}

function textOf({ source, reads, changes, gone, mistaken }: PreparedForget, verb: string): string {
  return [
    `${verb}: ${source}, ${reads.length} read(s). The ledger keeps them${mistaken ? '; they count for nothing' : '; what they said supports no verdict any more'}. A new read brings the source back.`,
    ...(changes.length === 0 ? ['No verdict changes.'] : changes.map(changeLine)),
    ...(gone === 0 ? [] : [`${gone} account(s) are shown by no read any more.`]),
  ].join('\n');
}

function changeLine({ from, to, accounts }: PreparedForget['changes'][number]): string {
  return `- ${accounts} account(s): ${from} becomes ${to}`;
}

function guarded({ source, stronger }: PreparedForget): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `Without ${source} verdicts turn into others: ${stronger.map((one) => `${one.accounts} from ${one.from} to ${one.to}`).join(', ')}. Nothing was changed.`,
    'Look at them first. If they are right, repeat with --accept-drop.',
  );
}

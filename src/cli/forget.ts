import type { Command } from 'commander';
import {
  checkMayForget,
  type ForgetRequest,
  forgetReads,
  type WeighedForget,
  weighForget,
} from '../app/imports/forget-reads.ts';
import { simpleWord } from '../app/statements/case-word.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';
import { shownTime } from '../model/shown-time.ts';
import { seriesOf } from '../model/snapshot.ts';
import { attestationAt, confirmAtTerminal } from './decide.ts';
import { type CommonOptions, print, type Terminal, whileJudging } from './terminal.ts';

interface ForgetFlags extends CommonOptions {
  readonly read?: string;
  readonly reason?: string;
  readonly mistaken?: boolean;
  readonly acceptDrop?: boolean;
  readonly dryRun?: boolean;
}

export function forgetCommand(program: Command, terminal: Terminal): void {
  program
    .command('forget')
    .argument('[source]', 'clari-users, directory:okta, …, or the name of a directory')
    .summary('take out a source or a read; the ledger keeps that it was there')
    .option('--read <id>', 'one read that is wrong, or a held one that is not to count')
    .option('--reason <reason>', 'why, in a sentence; of one read it has to be said')
    .option('--mistaken', 'its reads should never have been imported: they keep nothing from being concluded either')
    .option('--accept-drop', 'accept verdicts that turn into others by a source that is retired')
    .option('--dry-run', 'say what would change, change nothing')
    .option('--json', 'one JSON document on stdout')
    .action(async (source: string | undefined, flags: ForgetFlags) => {
      const request = requestOf(source, flags);
      const deps = await terminal.open();
      if (!terminal.interactive && flags.dryRun !== true) {
        // Nobody can be asked and nothing will be done: what it would do is said all the same.
        const seen = await whileJudging(terminal, (watch) => weighForget({ ...deps, watch }, request));
        terminal.err(textOf(seen, WOULD_BE));
        checkStronger(seen, flags);
        checkMayForget(attestationAt(terminal));
      }
      const done = await whileJudging(terminal, (watch) =>
        flags.dryRun === true
          ? weighForget({ ...deps, watch }, request)
          : forgetReads({ ...deps, watch }, request, attestationAt(terminal), async (seen) => {
              checkStronger(seen, flags);
              const { verb, word } = phraseOf(seen);
              const statement = `${DONE_BY[seen.entry]} it`;
              return confirmAtTerminal(terminal, { message: textOf(seen, WOULD_BE), statement, verb, word });
            }),
      );
      print(terminal, flags, answerOf(done, flags.dryRun === true));
    });
}

function requestOf(source: string | undefined, { read, reason, mistaken }: ForgetFlags): ForgetRequest {
  if ((source === undefined) === (read === undefined))
    throw new ClariIdentityError(
      'ERR_USAGE',
      'Either a source or one read is taken out. Nothing was changed.',
      'Name a source, such as `forget directory:okta`, or one read with `forget --read ID --reason REASON`.',
    );
  if (source !== undefined)
    return { what: { source }, reason: reason ?? 'retired at the terminal', mistaken: mistaken === true };
  if (reason !== undefined) return { what: { read: read ?? '' }, reason, mistaken: true };
  throw new ClariIdentityError(
    'ERR_USAGE',
    'Whoever withdraws a read says why. Nothing was changed.',
    'Add --reason, in a sentence: the ledger keeps it.',
  );
}

function checkStronger(seen: WeighedForget, { acceptDrop }: ForgetFlags): void {
  if ('source' in seen.what && seen.stronger.length > 0 && acceptDrop !== true) throw guarded(seen);
}

/** The phrase to type. It names what is forgotten, so that nobody types it by habit. */
function phraseOf({ what, entry, reads }: WeighedForget): { readonly verb: string; readonly word: string } {
  if ('source' in what) return { verb: 'forget', word: what.source.trim().split(':').map(simpleWord).join(':') };
  return { verb: entry === 'read.discarded' ? 'discard' : 'withdraw', word: reads[0]?.snapshotId.slice(0, 11) ?? '' };
}

const STATUS = {
  'source.retired': 'retired',
  'read.withdrawn': 'withdrawn',
  'read.discarded': 'discarded',
} as const satisfies Record<WeighedForget['entry'], string>;

const DONE_BY = {
  'source.retired': 'Retire',
  'read.withdrawn': 'Withdraw',
  'read.discarded': 'Discard',
} as const satisfies Record<WeighedForget['entry'], string>;

const DONE = { retired: 'Retired', withdrawn: 'Withdrawn', discarded: 'Discarded' } as const;
const WOULD_BE = {
  retired: 'Would be retired',
  withdrawn: 'Would be withdrawn',
  discarded: 'Would be discarded',
} as const;

function answerOf(done: WeighedForget, isDryRun: boolean) {
  const { what, entry, mistaken, reads, changes, gone } = done;
  return {
    structured: {
      status: isDryRun ? ('dry_run' as const) : STATUS[entry],
      ...('source' in what ? { source: what.source, mistaken } : {}),
      reads: reads.map((one) => ({ snapshot_id: one.snapshotId, as_of: one.asOf, state: one.state })),
      changes: changes.map((one) => ({ ...one })),
      accounts_gone: gone,
    },
    text: textOf(done, isDryRun ? WOULD_BE : DONE),
  };
}

function textOf({ what, entry, reads, changes, gone, mistaken }: WeighedForget, verbs: typeof DONE | typeof WOULD_BE) {
  const [first] = reads;
  const subject =
    'source' in what || first === undefined
      ? `${'source' in what ? bare(what.source.trim()) : ''}, ${reads.length} read(s)`
      : `${first.snapshotId}, ${bare(seriesOf(first))} as of ${shownTime(first.asOf)} (${quote(first.fileName)})`;
  const back = 'source' in what ? 'A new read brings the source back.' : 'Importing the file again brings it back.';
  return [
    `${verbs[STATUS[entry]]}: ${subject}. The ledger keeps ${'source' in what ? 'them' : 'it'}${mistaken ? '; what it said counts for nothing' : '; what they said supports no verdict any more'}. ${back}`,
    ...(changes.length === 0 ? ['No verdict changes.'] : changes.map(changeLine)),
    ...(gone === 0 ? [] : [`${gone} account(s) are shown by no read any more.`]),
  ].join('\n');
}

function changeLine({ from, to, accounts }: WeighedForget['changes'][number]): string {
  return `- ${accounts} account(s): ${from} becomes ${to}`;
}

function guarded({ stronger }: WeighedForget): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_GUARD',
    `Without it verdicts turn into others: ${stronger.map((one) => `${one.accounts} from ${one.from} to ${one.to}`).join(', ')}. Nothing was changed.`,
    'Look at them first. If they are right, repeat with --accept-drop.',
  );
}

import type { Command } from 'commander';
import { type PreparedPurge, preparePurge, purgeReads } from '../app/imports/purge-reads.ts';
import type { ConfirmOutcome } from '../app/statements/asking.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { bare, quote } from '../model/foreign.ts';
import { parseInstant } from '../model/parse-instant.ts';
import { shownTime } from '../model/shown-time.ts';
import { seriesOf } from '../model/snapshot.ts';
import { attestationAt } from './decide.ts';
import { ask, type CommonOptions, print, type Terminal, whileJudging } from './terminal.ts';

interface PurgeFlags extends CommonOptions {
  readonly before: string;
  readonly dryRun?: boolean;
}

export function purgeCommand(program: Command, terminal: Terminal): void {
  program
    .command('purge')
    .summary('remove rows of old reads that no verdict or record rests on')
    .requiredOption('--before <iso>', 'reads as of an earlier time (a date counts as its 00:00 UTC)')
    .option('--dry-run', 'say what would be removed, change nothing')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: PurgeFlags) => {
      const deps = await terminal.open();
      const before = parseInstant(flags.before);
      const prepared = await whileJudging(terminal, (watch) => preparePurge({ ...deps, watch }, before));
      if (flags.dryRun === true || prepared.reads.length === 0)
        return print(terminal, flags, answerOf(prepared, 'dry_run'));
      checkPerson(terminal, flags, prepared);
      await purgeReads(deps, prepared, {
        attestation: attestationAt(terminal),
        ask: () => agree(terminal, prepared),
      });
      print(terminal, flags, answerOf(prepared, 'purged'));
    });
}

function phraseOf({ reads }: PreparedPurge): string {
  return `purge ${reads.length} reads`;
}

/** Refuses a script: purged rows cannot be brought back. */
function checkPerson({ interactive }: Terminal, { json }: PurgeFlags, prepared: PreparedPurge): void {
  if (interactive && json !== true) return;
  throw new ClariIdentityError(
    'ERR_GUARD',
    `Rows that are purged can't be brought back, so a person has to type "${phraseOf(prepared)}" at a terminal. Nothing was changed.`,
    'Run it at an interactive terminal without --json; --dry-run shows what would be removed.',
  );
}

/** Asks for the typed phrase, so that no slip of a finger removes rows. */
async function agree(terminal: Terminal, prepared: PreparedPurge): Promise<ConfirmOutcome> {
  const phrase = phraseOf(prepared);
  terminal.err(textOf(prepared, 'Would be removed'));
  const typed = await ask(`Type "${phrase}" to remove them:`, '', terminal.signal);
  if (typed.trim() === phrase) return 'accepted';
  throw new ClariIdentityError(
    'ERR_GUARD',
    `${quote(typed)} is not "${phrase}". Nothing was removed.`,
    'Run it again and type the phrase as it is shown.',
  );
}

function answerOf(prepared: PreparedPurge, status: 'purged' | 'dry_run') {
  const { before, reads, kept } = prepared;
  return {
    structured: {
      status,
      before,
      reads: reads.map((one) => ({
        snapshot_id: one.snapshotId,
        source: seriesOf(one),
        as_of: one.asOf,
        rows: one.rowsAccepted,
      })),
      rows: rowsOf(prepared),
      kept: kept.map((one) => ({ snapshot_id: one.snapshotId, source: seriesOf(one), as_of: one.asOf })),
    },
    text: textOf(prepared, status === 'purged' ? 'Removed' : 'Would be removed'),
  };
}

function rowsOf({ reads }: PreparedPurge): number {
  return reads.reduce((sum, one) => sum + one.rowsAccepted, 0);
}

function textOf(prepared: PreparedPurge, verb: string): string {
  const { before, reads, kept } = prepared;
  return [
    `${verb}: ${rowsOf(prepared)} rows of ${reads.length} read(s) as of before ${before}. Hashes, counts and ledger entries stay, and no verdict changes.`,
    ...reads.map(
      (one) => `- ${bare(seriesOf(one))} as of ${shownTime(one.asOf)}, ${one.rowsAccepted} rows (${one.snapshotId})`,
    ),
    ...kept.map(
      (one) =>
        `- kept, since a verdict or a claim rests on it: ${bare(seriesOf(one))} as of ${shownTime(one.asOf)} (${one.snapshotId})`,
    ),
  ].join('\n');
}

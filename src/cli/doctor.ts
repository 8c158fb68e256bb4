import type { Command } from 'commander';
import { doctorAnswer, doctorScreen, restoreQuestion } from '../answers/doctor-answer.ts';
import { acceptRestore, prepareRestore } from '../app/doctor/accept-restore.ts';
import { checkApplications } from '../app/doctor/check-applications.ts';
import { doctor } from '../app/doctor/doctor.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { TUNING } from '../sources/live/tuning.ts';
import { type AllOption, print, printFitting, type Terminal, typePhrase, whileJudging } from './terminal.ts';

interface DoctorFlags extends AllOption {
  readonly judgements?: boolean;
  readonly acceptRestore?: boolean;
}

export function doctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('try settings, store, ledger, sources and permissions')
    .option('--judgements', 'hold kept judgements against fresh ones too; takes as long as judging everything')
    .option('--accept-restore', 'go on with this store although a head outside knows more, as a person at a terminal')
    .option('--all', 'each check with what it is good for')
    .option('--json', 'one JSON document on stdout')
    .action((flags: DoctorFlags) =>
      flags.acceptRestore === true ? accept(terminal, flags) : examine(terminal, flags),
    );
}

async function examine(terminal: Terminal, flags: DoctorFlags): Promise<void> {
  const { home, apps, settings, importDirs, live, witness, http } = terminal.config();
  const { check, profiles } = await checkApplications({ home, apps, now: new Date().toISOString() });
  const others = await whileJudging(terminal, (watch) =>
    doctor({
      home,
      settings: { ...settings, profiles },
      importDirs,
      live: { settings: live, tuning: TUNING },
      http,
      clock: () => new Date().toISOString(),
      signal: terminal.signal,
      open: terminal.open,
      witness,
      judgements: flags.judgements === true,
      watch,
    }),
  );
  const checks = [check, ...others];
  const answer = doctorAnswer(checks);
  printFitting(terminal, flags, answer, () => doctorScreen(checks), 'More: clari-identity-mcp doctor --all');
  const failed = answer.structured.checks
    .filter((one) => one.state === 'failed')
    .map((one) => `${one.area}: ${one.name}`);
  if (failed.length > 0)
    throw new ClariIdentityError(
      'ERR_SOURCE_FAILED',
      `These do not work: ${failed.join('; ')}.`,
      'Do what stands beside each of them.',
    );
}

async function accept(terminal: Terminal, flags: DoctorFlags): Promise<void> {
  const { readOnly, witness } = terminal.config();
  if (readOnly || !terminal.interactive)
    throw new ClariIdentityError(
      'ERR_GUARD',
      readOnly
        ? 'That this store is gone on with is written into its ledger, and CLARI_IDENTITY_READ_ONLY is set. Nothing was accepted.'
        : 'That this store is gone on with is said by a person who types at a terminal, and this is none. Nothing was accepted.',
      'Run `clari-identity-mcp doctor --accept-restore` in a terminal of your own, without pipes.',
    );
  const deps = await terminal.open();
  const prepared = await prepareRestore(deps, witness);
  if (prepared === null) {
    const said = 'There is nothing to accept: every head that is known outside is in this ledger.';
    print(terminal, flags, { structured: { status: 'nothing_to_accept' }, text: said });
    return;
  }
  const { found } = prepared.restore;
  terminal.err(restoreQuestion(prepared.restore));
  await typePhrase(terminal, `go on from entry ${found.sequence}`, 'Nothing was accepted.');
  await acceptRestore(deps, prepared);
  print(terminal, flags, {
    structured: { status: 'accepted', found_sequence: found.sequence, lost_at_least: prepared.restore.lost },
    text: `The ledger says now that it goes on from entry ${found.sequence}, and what it was expected to hold.`,
  });
}

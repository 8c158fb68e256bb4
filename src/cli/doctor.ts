import type { Command } from 'commander';
import { doctorAnswer } from '../answers/doctor-answer.ts';
import { doctor } from '../app/doctor/doctor.ts';
import { ClariIdentityError } from '../model/errors.ts';
import { TUNING } from '../sources/live/tuning.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

export function doctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('try configuration, store, sources and permissions, and say what each missing one costs')
    .option('--json', 'one JSON document on stdout')
    .action(async (flags: CommonOptions) => {
      const { home, settings, importDirs, live } = terminal.config();
      const answer = doctorAnswer(
        await doctor({
          home,
          settings,
          importDirs,
          live: { settings: live, tuning: TUNING },
          clock: () => new Date().toISOString(),
          signal: terminal.signal,
          open: terminal.open,
        }),
      );
      print(terminal, flags, answer);
      const failed = answer.structured.checks
        .filter((one) => one.state === 'failed')
        .map((one) => `${one.area}: ${one.name}`);
      if (failed.length > 0)
        throw new ClariIdentityError(
          'ERR_SOURCE_FAILED',
          `These do not work: ${failed.join('; ')}.`,
          'Do what stands beside each of them.',
        );
    });
}

import { Argument, type Command } from 'commander';
import { syncAnswer } from '../answers/sync-answer.ts';
import { syncFault } from '../app/sync/sync-result.ts';
import { SYNC_TARGETS, type SyncTarget } from '../app/sync/targets.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

interface SyncFlags extends CommonOptions {
  readonly acceptDrop?: boolean;
}

const REJECTED_SHOWN = 50;
const SAY_EVERY_MS = 5_000;

export function syncCommand(program: Command, terminal: Terminal): void {
  program
    .command('sync')
    .addArgument(
      new Argument('[source]', 'which one; all: every one that is configured').choices(SYNC_TARGETS).default('all'),
    )
    .summary('read the configured live sources')
    .option('--accept-drop', 'accept a loss that a guard holds')
    .option('--json', 'one JSON document on stdout')
    .action(async (target: SyncTarget, flags: SyncFlags) => {
      let said = Date.now();
      const { sync } = await import('../app/sync/sync.ts');
      const result = await sync(await terminal.open(), target, {
        acceptDrop: flags.acceptDrop === true,
        signal: terminal.signal,
        progress: (_pages, message) => {
          if (Date.now() - said < SAY_EVERY_MS) return;
          said = Date.now();
          terminal.err(message);
        },
      });
      print(terminal, flags, syncAnswer(result, REJECTED_SHOWN));
      const fault = syncFault(result);
      if (fault !== null) throw fault;
    });
}

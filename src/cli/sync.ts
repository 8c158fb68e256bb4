import { Argument, type Command } from 'commander';
import { syncAnswer, syncScreen } from '../answers/sync-answer.ts';
import { syncFault } from '../app/sync/sync-result.ts';
import { SYNC_TARGETS, type SyncTarget } from '../app/sync/targets.ts';
import { type AllOption, printFitting, type Terminal } from './terminal.ts';

interface SyncFlags extends AllOption {
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
    .option('--all', 'everything that was refused, is not concluded, or is remarked')
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
      printFitting(
        terminal,
        flags,
        syncAnswer(result, flags.all === true ? Number.POSITIVE_INFINITY : REJECTED_SHOWN),
        () => syncScreen(result),
        'More: clari-identity-mcp sync --all, which reads once more',
      );
      const fault = syncFault(result);
      if (fault !== null) throw fault;
    });
}

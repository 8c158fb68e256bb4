import { Argument, type Command } from 'commander';
import { appliedAnswer, exchangeAnswer } from '../answers/exchange-answer.ts';
import { exportAccounts } from '../app/exchange/export-accounts.ts';
import { exportApplied } from '../app/exchange/export-applied.ts';
import { EXCHANGE_FORMATS, type ExchangeFormat, isAccountFormat } from '../model/exchange-format.ts';
import { progressBar } from './progress.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

interface ExportFlags extends CommonOptions {
  readonly out: string;
  readonly app?: string;
  readonly resourceId?: string;
  readonly review?: string;
  readonly directory: string;
}

export function exportCommand(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .summary("write what is known in another system's format; nothing is sent")
    .addArgument(new Argument('<format>').choices(EXCHANGE_FORMATS))
    .requiredOption('--out <path>', 'a file that does not exist yet; for graph a folder')
    .option('--app <app>', 'the application; default: clari, for ocsf and graph all')
    .option('--resource-id <id>', "vanta, entra-applied: the receiver's own id of the resource")
    .option('--review <id>', 'entra-applied: the closed access review')
    .option('--directory <name>', 'entra-review: the directory whose object ids Entra knows', 'entra')
    .option('--json', 'one JSON document on stdout')
    .action(async (format: ExchangeFormat, flags: ExportFlags) => {
      const { signal, version } = terminal;
      const deps = { ...(await terminal.open()), watch: { progress: () => undefined, signal } };
      const resourceId = flags.resourceId ?? null;
      if (!isAccountFormat(format)) {
        const reviewId = flags.review ?? null;
        print(
          terminal,
          flags,
          appliedAnswer(await exportApplied(deps, { path: flags.out, reviewId, resourceId, signal })),
        );
        return;
      }
      const bar = await progressBar('accounts', terminal.interactive);
      const done = await exportAccounts(deps, {
        format,
        path: flags.out,
        app: flags.app ?? null,
        resourceId,
        directory: flags.directory,
        version,
        signal,
        progress: bar.update,
      }).finally(bar.stop);
      print(terminal, flags, exchangeAnswer(done));
    });
}

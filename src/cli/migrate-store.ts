import type { Command } from 'commander';
import { type MigrationResult, migrateStore } from '../app/doctor/migrate-store.ts';
import { progressBar } from './progress.ts';
import { type CommonOptions, print, type Terminal } from './terminal.ts';

export function migrateStoreCommand(program: Command, terminal: Terminal): void {
  program
    .command('migrate-store')
    .argument('<from>', 'sqlite:PATH or postgres://…')
    .argument('<to>', 'an empty store of either kind')
    .summary('move everything into another database, and check it there')
    .option('--json', 'one JSON document on stdout')
    .action(async (from: string, to: string, flags: CommonOptions) => {
      const bar = await progressBar('moving', terminal.interactive);
      try {
        const result = await migrateStore(from, to, (rows, total) => bar.update(rows, total));
        print(terminal, flags, { structured: structured(result), text: text(result) });
      } finally {
        await bar.stop();
      }
      if ([from, to].some(hasPassword))
        terminal.err('A password in an argument is seen by other users of this machine; PGPASSWORD keeps it out.');
      terminal.err(
        'Next: stop what still uses the old store (what it writes now does not reach the new one), and set CLARI_IDENTITY_DATABASE_URL to the new one.',
      );
    });
}

function structured({ from, to, tables, rows, ledger }: MigrationResult) {
  return { from, to, tables, rows, ledger: { entries: ledger.entries, head_hash: ledger.headHash } };
}

function text({ from, to, tables, rows, ledger }: MigrationResult): string {
  return [
    `Moved ${rows} rows from ${from}`,
    `to ${to}.`,
    ...tables.map((one) => `  ${one.table.padEnd(20)} ${String(one.rows).padStart(9)}  sha256 ${one.sha256}`),
    'Every row was read back from the new store and is the one that was sent.',
    `Ledger: ${ledger.entries} entries, the chain is intact in both, head ${ledger.headHash}.`,
  ].join('\n');
}

function hasPassword(url: string): boolean {
  return URL.canParse(url) && new URL(url).password !== '';
}

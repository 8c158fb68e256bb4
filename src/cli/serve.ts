import type { Command } from 'commander';

export function serveCommand(program: Command, serve: () => Promise<void>): void {
  program
    .command('serve', { isDefault: true })
    .summary('serve MCP over stdio; the default command')
    .action(async () => serve());
}

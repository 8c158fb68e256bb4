import { type Command, InvalidArgumentError, Option } from 'commander';
import { ClariIdentityError } from '../model/errors.ts';

/** How to serve over HTTP; absent: over stdio. */
export interface HttpFlags {
  readonly host: string;
  readonly port: number;
  readonly stateless: boolean;
}

interface ServeFlags extends Partial<HttpFlags> {
  readonly http?: boolean;
}

/** With `isDefault` a command line without a command serves: hosts start it so. */
export function serveCommand(program: Command, isDefault: boolean, serve: (http?: HttpFlags) => Promise<void>): void {
  program
    .command('serve', { isDefault })
    .summary('serve MCP over stdio (the default), or over HTTP with --http')
    .option('--http', 'Streamable HTTP at /mcp, instead of stdio')
    .option('--host <host>', 'address to listen on (default: 127.0.0.1); others need authorization')
    .addOption(new Option('--port <port>', 'port to listen on (default: 8765); 0: any free one').argParser(port))
    .option('--stateless', 'no sessions: no client can ask its person, so nothing is approved but on the page')
    .action(async (flags: ServeFlags) => {
      if (flags.http === true) {
        return serve({
          host: flags.host ?? '127.0.0.1',
          port: flags.port ?? 8765,
          stateless: flags.stateless ?? false,
        });
      }
      if (flags.host !== undefined || flags.port !== undefined || flags.stateless !== undefined) {
        throw new ClariIdentityError(
          'ERR_USAGE',
          '--host, --port and --stateless say how to serve over HTTP, and --http is not given.',
          'Add --http, or leave them out to serve over stdio.',
        );
      }
      return serve();
    });
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

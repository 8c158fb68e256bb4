import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createMcpServer } from './mcp-server.ts';
import type { ServerOptions } from './server-options.ts';

/** Serves until the client closes stdin or a signal asks to stop. */
export async function serveStdio(options: ServerOptions, close: () => Promise<void>): Promise<void> {
  const server = createMcpServer(options);
  const transport = new StdioServerTransport();
  const ended = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await server.connect(transport);
  await ended;
  await server.close();
  await close();
}

import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { quote } from '../../model/foreign.ts';
import type { ServerOptions } from '../server-options.ts';
import type { StdioServing } from '../stdio-serving.ts';
import { createModernServer } from './server.ts';

/** The import tool takes 20 million characters of content. */
const MESSAGE_BYTES = 64_000_000;

/**
 * `read`: what was read of stdin already. A client that only asked which revisions there are and then falls back to
 * `initialize` is served on this connection too.
 */
export async function speakStdio(options: ServerOptions, read: Buffer): Promise<StdioServing> {
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
  });
  process.stdin.unshift(read);
  const transport = new StdioServerTransport(undefined, undefined, { maxBufferSize: MESSAGE_BYTES });
  const serving = serveStdio(() => createModernServer(options), {
    transport,
    onerror: (error) => options.log(`stdio: ${quote(error.message)}`, null),
  });
  // It was paused, and does not begin to flow for a new listener.
  process.stdin.resume();
  return { ended, close: () => serving.close() };
}

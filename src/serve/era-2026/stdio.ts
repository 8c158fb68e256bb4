import type { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { quote } from '../../model/foreign.ts';
import type { ServerOptions } from '../server-options.ts';
import type { StdioServing } from '../stdio-serving.ts';
import { createModernServer } from './server.ts';
import { listenedTo, watched } from './watched.ts';

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
  let speaking: Server | undefined;
  const make = () => {
    speaking = createModernServer(options);
    return speaking;
  };
  const onerror = (error: Error) => options.log(`stdio: ${quote(error.message)}`, null);
  const serving = serveStdio(make, { transport, onerror });
  const news = watched(
    options.open,
    (uri) => speaking?.sendResourceUpdated({ uri }).catch(() => undefined),
    (fault) => options.log(`news: ${quote(String(fault))}`, null),
  );
  hearOf(transport, news);
  // It was paused, and does not begin to flow for a new listener.
  process.stdin.resume();
  return { ended, close: () => serving.close() };
}

/** The SDK answers who asks to hear of changes, and leaves it to the server to know of what. */
function hearOf(transport: StdioServerTransport, news: ReturnType<typeof watched>): void {
  const { onmessage } = transport;
  const ends = new Map<unknown, () => void>();
  transport.onmessage = (message) => {
    const uris = listenedTo(message);
    if (uris !== null && 'id' in message) ends.set(message.id, news.add(uris));
    if ('method' in message && message.method === 'notifications/cancelled')
      ends.get(message.params?.['requestId'])?.();
    onmessage?.(message);
  };
}

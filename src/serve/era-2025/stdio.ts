import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js';
import { claimsRevision } from '../protocol/revision.ts';
import type { ServerOptions } from '../server-options.ts';
import type { StdioServing } from '../stdio-serving.ts';
import { createMcpServer } from './server.ts';

/** `read`: what was read of stdin already. */
export async function speakStdio(options: ServerOptions, read: Buffer): Promise<StdioServing> {
  const server = createMcpServer(options);
  const ended = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once('end', resolve).once('close', resolve);
  });
  process.stdin.unshift(read);
  const transport = new StdioServerTransport();
  await server.connect(transport);
  refuseOtherEra(transport);
  // It was paused, and does not begin to flow for a new listener.
  process.stdin.resume();
  return { ended, close: () => server.close() };
}

/** The code of the later revision for one that is not spoken here. */
const UNSUPPORTED_REVISION = -32_022;

/** A client that began with `initialize` and then sends a request of the later revision gets an error that says so. */
function refuseOtherEra(transport: StdioServerTransport): void {
  const { onmessage } = transport;
  transport.onmessage = (message) => {
    if (!claimsRevision(message)) return onmessage?.(message);
    if (!('id' in message && 'method' in message)) return;
    const error = {
      code: UNSUPPORTED_REVISION,
      message: 'This connection began with initialize: requests that name a later revision are not answered on it.',
      data: { supported: SUPPORTED_PROTOCOL_VERSIONS },
    };
    void transport.send({ jsonrpc: '2.0', id: message.id, error });
  };
}

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import { scopeOf } from './call-scope.ts';
import { explainFault } from './explain-fault.ts';
import type { ServerOptions } from './mcp-server.ts';

export function registerResources(server: McpServer, options: ServerOptions): void {
  for (const { uri, name, title, description, mimeType, read } of options.resources) {
    server.registerResource(name, uri, { title, description, mimeType }, async (_uri, extra) => {
      try {
        return { contents: [{ uri, mimeType, text: await read({ ...(await options.open()), ...options.caller }) }] };
      } catch (error) {
        const call = scopeOf(extra)?.id ?? null;
        throw new ReadFailure(explainFault(uri, error, (line) => options.log(line, call)));
      }
    });
  }
}

/** Reading has no `isError`: the protocol's own error carries our text, under a number. */
class ReadFailure extends Error {
  readonly code = ErrorCode.InternalError;
}

import { toNodeHandler } from '@modelcontextprotocol/node';
import { type CreateMcpHandlerOptions, createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server';
import type { Admitted, Shared } from '../http/shared.ts';
import { streamMs } from '../http/stream-time.ts';
import { whenClosed } from '../http/when-closed.ts';
import { carry } from '../protocol/call-scope.ts';

/**
 * The open streams of news. Each has a handler of its own, because the SDK ends the streams of a handler only all at once,
 * and a stream has to end with the token that opened it.
 */
export function listening(
  shared: Shared,
  factory: McpServerFactory,
  options: CreateMcpHandlerOptions & { readonly onerror: (error: Error) => void },
) {
  const open = new Set<() => Promise<void>>();
  return {
    async serve({ request, response, principal, scope, messages }: Admitted): Promise<void> {
      const handler = createMcpHandler(factory, options);
      const end = () => handler.close();
      open.add(end);
      const over = setTimeout(end, streamMs(principal, shared.now(), shared));
      whenClosed(response, () => {
        clearTimeout(over);
        open.delete(end);
      });
      const { method = 'POST', url = '/mcp' } = request;
      const answer = toNodeHandler(handler, { onerror: options.onerror });
      await answer(Object.assign(request, { auth: carry(scope), method, url }), response, messages?.parsed);
    },
    /** Ends them as the protocol says, so that their clients know that nothing was lost. */
    async end(): Promise<void> {
      await Promise.all([...open].map((one) => one()));
    },
  };
}

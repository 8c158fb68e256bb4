import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  type CreateMcpHandlerOptions,
  createMcpHandler,
  InMemoryServerEventBus,
  type McpServerFactory,
  type Server,
} from '@modelcontextprotocol/server';
import type { Principal } from '../authorize/principal.ts';
import type { Shared, Speaker } from '../http/shared.ts';
import { whenClosed } from '../http/when-closed.ts';
import { type CallScope, carry, scopeOf } from '../protocol/call-scope.ts';
import type { ServerOptions } from '../server-options.ts';
import { listening } from './listening.ts';
import { createModernServer } from './server.ts';
import { listenedTo, watched } from './watched.ts';

/**
 * HTTP as the revision 2026-07-28 speaks it: no sessions, one server a request, and news of what changed on a stream that
 * a client asks for.
 */
export function speaker(shared: Shared, make: (options: ServerOptions) => Server = createModernServer): Speaker {
  const callers = new WeakMap<CallScope, Principal>();
  const onerror = (error: Error) => shared.log('debug', 'refused', { fault: error.message });
  const onFault = (error: unknown) => shared.log('error', 'fault', { fault: String(error) });
  const factory: McpServerFactory = ({ authInfo }) => {
    const scope = scopeOf(authInfo);
    const principal = scope === null ? undefined : callers.get(scope);
    if (principal === undefined) throw new Error('a call came without its caller');
    return make(shared.offerTo(principal));
  };
  const options = {
    legacy: 'reject',
    onerror,
    bus: new InMemoryServerEventBus(onerror),
  } satisfies CreateMcpHandlerOptions;
  const handler = createMcpHandler(factory, options);
  const answer = toNodeHandler(handler, { onerror });
  const streams = listening(shared, factory, options);
  const news = watched(shared.open, (uri) => handler.notify.resourceUpdated(uri), onFault);
  return {
    async answer(call) {
      const { request, response, principal, scope, messages } = call;
      callers.set(scope, principal);
      const uris = listenedTo(messages?.parsed);
      if (uris !== null) {
        whenClosed(response, news.add(uris));
        return streams.serve(call);
      }
      const late = setTimeout(() => response.destroy(), shared.limits.callMs);
      whenClosed(response, () => clearTimeout(late));
      const { method = 'POST', url = '/mcp' } = request;
      await answer(Object.assign(request, { auth: carry(scope), method, url }), response, messages?.parsed);
    },
    quiet: () => void streams.end(),
    async close() {
      await Promise.all([streams.end(), handler.close()]);
    },
  };
}

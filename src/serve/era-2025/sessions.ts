import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Principal } from '../authorize/principal.ts';
import type { HttpLimits } from '../http/limits.ts';
import type { MessageId } from '../http/messages.ts';
import { Refusal } from '../http/refusal.ts';

export interface Session {
  readonly owner: string;
  /** With whom it shares limits. */
  readonly caller: string;
  readonly transport: StreamableHTTPServerTransport;
  readonly began: number;
  lastUsed: number;
  /** Calls without an answer yet, with the response of each. */
  readonly waiting: Map<MessageId, ServerResponse>;
  /** Open responses: calls, and the stream of the server's own messages. */
  readonly open: Set<ServerResponse>;
  close(): Promise<void>;
}

export interface Sessions {
  /** Starts a session; only the server chooses its id. */
  begin(principal: Principal, caller: string): Promise<Session>;
  /**
   * Finds a session. Unknown, ended and foreign sessions are refused in the same way, so that a stolen id reveals
   * nothing.
   */
  find(id: string, principal: Principal): Session;
  readonly size: number;
  all(): readonly Session[];
  /** Ends sessions that are over, once they have no call under way. */
  sweep(): void;
}

export function sessions(connect: (principal: Principal) => Server, limits: HttpLimits, now: () => number): Sessions {
  const live = new Map<string, Session>();
  const isOver = (session: Session) =>
    now() - session.began >= limits.sessionMs ||
    (session.open.size === 0 && now() - session.lastUsed > limits.sessionIdleMs);
  const sweep = () => {
    // A call under way is answered first: what it did was done, and its client has to hear of it.
    for (const session of live.values()) if (isOver(session) && session.waiting.size === 0) void session.close();
  };
  const makeRoom = (caller: string) => {
    sweep();
    const own = [...live.values()].filter((session) => session.caller === caller);
    if (own.length < limits.sessionsOfOne && live.size < limits.sessions) return;
    // Clients that never end their sessions are the usual reason, so the caller's own oldest idle session makes room.
    const [idle] = own.filter((session) => session.open.size === 0).sort((one, other) => one.lastUsed - other.lastUsed);
    if (idle === undefined)
      throw new Refusal(503, 'There are too many sessions.', { headers: { 'retry-after': '60' } });
    void idle.close();
  };
  return {
    async begin(principal, caller) {
      makeRoom(caller);
      const server = connect(principal);
      const transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => {
          live.set(id, session);
        },
        maxRequestBodySize: limits.bodyBytes,
      });
      const session: Session = {
        owner: principal.key,
        caller,
        transport,
        began: now(),
        lastUsed: now(),
        waiting: new Map(),
        open: new Set(),
        close: () => server.close(),
      };
      await server.connect(transport);
      const closed = transport.onclose;
      transport.onclose = () => {
        if (transport.sessionId !== undefined) live.delete(transport.sessionId);
        closed?.();
      };
      return session;
    },
    find(id, principal) {
      const session = live.get(id);
      if (session === undefined || session.owner !== principal.key || isOver(session))
        throw new Refusal(404, 'Session not found.', { rpcCode: -32_001 });
      session.lastUsed = now();
      return session;
    },
    get size() {
      return live.size;
    },
    all: () => [...live.values()],
    sweep,
  };
}

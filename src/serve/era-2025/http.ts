import type { ServerResponse } from 'node:http';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { MessageId, Seen } from '../http/messages.ts';
import { Refusal } from '../http/refusal.ts';
import type { Admitted, Shared, Speaker } from '../http/shared.ts';
import { streamMs } from '../http/stream-time.ts';
import { whenClosed } from '../http/when-closed.ts';
import { carry } from '../protocol/call-scope.ts';
import type { ServerOptions } from '../server-options.ts';
import { createMcpServer } from './server.ts';
import { type Session, type Sessions, sessions } from './sessions.ts';

type Make = (options: ServerOptions) => Server;

/** What the calls of this revision share. */
interface Here {
  readonly shared: Shared;
  readonly sessions: Sessions;
  readonly make: Make;
}

/** Streamable HTTP as the revisions speak it that begin with `initialize`: with sessions, or one server a request. */
export function speaker(shared: Shared, make: Make = createMcpServer): Speaker {
  const here: Here = {
    shared,
    make,
    sessions: sessions((principal) => make(shared.offerTo(principal)), shared.limits, shared.now),
  };
  return {
    answer: (call) => (shared.stateless ? withoutSession(call, here) : inSession(call, here)),
    quiet() {
      for (const session of here.sessions.all()) session.transport.closeStandaloneSSEStream();
    },
    async close() {
      await Promise.allSettled(here.sessions.all().map((session) => session.close()));
    },
  };
}

async function withoutSession(call: Admitted, { shared, make }: Here): Promise<void> {
  const { seen } = call.messages ?? { seen: [] };
  const server = make(shared.offerTo(call.principal));
  const transport = new StreamableHTTPServerTransport({
    maxRequestBodySize: shared.limits.bodyBytes,
    enableJsonResponse: seen.every((one) => isQuick(one, shared)),
  });
  const late = setTimeout(() => call.response.destroy(), shared.limits.callMs);
  whenClosed(call.response, () => {
    clearTimeout(late);
    // The call ends with its response, since nobody could receive the answer.
    void server.close();
  });
  await server.connect(transport);
  await pass(transport, call);
}

/**
 * Whether the call is answered without a stream. A stream costs a second write, which pays off for calls that report
 * progress or need keep-alives.
 */
function isQuick(one: Seen, shared: Shared): boolean {
  return one.tool === null || (!one.wantsProgress && shared.rolesOf(one.tool)?.includes('viewer') === true);
}

async function inSession(call: Admitted, { shared, sessions: live }: Here): Promise<void> {
  const id = call.request.headers['mcp-session-id'];
  if (typeof id === 'string') return within(live.find(id, call.principal), call, shared);
  if (call.messages?.seen.length !== 1 || call.messages.seen[0]?.method !== 'initialize')
    throw new Refusal(400, 'The Mcp-Session-Id header is needed.');
  const session = await live.begin(call.principal, call.caller);
  await within(session, call, shared);
  if (session.transport.sessionId === undefined) await session.close();
}

async function within(session: Session, call: Admitted, shared: Shared): Promise<void> {
  const { response, messages } = call;
  const own = messages?.seen.flatMap((one) => (one.requestId === null ? [] : [one.requestId])) ?? [];
  if (own.some((requestId) => session.waiting.has(requestId)) || new Set(own).size < own.length)
    throw new Refusal(400, 'A request with this id is still in flight.', { rpcCode: -32_600 });
  for (const requestId of own) session.waiting.set(requestId, response);
  session.open.add(response);
  const ends = endings(session, call, own, shared);
  whenClosed(response, () => {
    for (const timer of ends) clearTimeout(timer);
    for (const requestId of own) session.waiting.delete(requestId);
    session.open.delete(response);
    session.lastUsed = shared.now();
  });
  await pass(session.transport, call);
  // A cancelled call never gets an answer, so its stream has to be closed here.
  for (const { cancels } of messages?.seen ?? []) if (cancels !== null) session.waiting.get(cancels)?.end();
}

/** When to close: calls after the longest time that one may take, the server's own stream with its token or its session. */
function endings(session: Session, call: Admitted, own: readonly MessageId[], shared: Shared): NodeJS.Timeout[] {
  const { response, principal, request } = call;
  if (own.length > 0) return [setTimeout(() => callOff(session, own, response), shared.limits.callMs)];
  if (request.method !== 'GET') return [];
  const left = streamMs(principal, session.began, shared);
  return [setTimeout(() => session.transport.closeStandaloneSSEStream(), left)];
}

function callOff(session: Session, ids: readonly MessageId[], response: ServerResponse): void {
  for (const requestId of ids) {
    const params = { requestId, reason: 'It took too long.' };
    session.transport.onmessage?.({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
  }
  response.end();
}

async function pass(transport: StreamableHTTPServerTransport, call: Admitted): Promise<void> {
  const request = Object.assign(call.request, { auth: carry(call.scope) });
  await transport.handleRequest(request, call.response, call.messages?.parsed);
}

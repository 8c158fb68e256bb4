import type { IncomingMessage, ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Principal } from '../authorize/principal.ts';
import { type CallScope, carry } from '../call-scope.ts';
import type { MessageId, Messages, Seen } from './messages.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './sessions.ts';
import type { Shared } from './shared.ts';
import { whenClosed } from './when-closed.ts';

/** A request that passed all checks. */
export interface Admitted {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly principal: Principal;
  readonly scope: CallScope;
  /** Null for GET and DELETE. */
  readonly messages: Messages | null;
}

/** Hands the request to the SDK, and resolves when the response is finished. */
export async function answerCall(call: Admitted, shared: Shared): Promise<void> {
  const ended = new Promise<void>((resolve) => whenClosed(call.response, resolve));
  const asks = call.messages?.seen.some((one) => one.requestId !== null) ?? false;
  // A stopping server still accepts answers to its forms, so that calls in flight can finish.
  if (shared.stopping && (asks || call.messages === null)) {
    throw new Refusal(503, 'The server is stopping.', { headers: { 'retry-after': '5' } });
  }
  if (asks) {
    shared.inFlight.add(ended);
    void ended.then(() => shared.inFlight.delete(ended));
  }
  if (shared.stateless) await withoutSession(call, shared);
  else await inSession(call, shared);
}

async function withoutSession(call: Admitted, shared: Shared): Promise<void> {
  const { seen } = call.messages ?? { seen: [] };
  const [only] = seen;
  const server = shared.connect(call.principal, seen.length === 1 ? (only?.tool ?? null) : null);
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

async function inSession(call: Admitted, shared: Shared): Promise<void> {
  const id = call.request.headers['mcp-session-id'];
  if (typeof id === 'string') return within(shared.sessions.find(id, call.principal), call, shared);
  if (call.messages?.seen.length !== 1 || call.messages.seen[0]?.method !== 'initialize')
    throw new Refusal(400, 'The Mcp-Session-Id header is needed.');
  const session = await shared.sessions.begin(call.principal);
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

/**
 * When to close: calls after the longest time that one may take, the server's own stream with the token that opened it.
 */
function endings(session: Session, call: Admitted, own: readonly MessageId[], shared: Shared): NodeJS.Timeout[] {
  const { response, principal, request } = call;
  if (own.length > 0) return [setTimeout(() => callOff(session, own, response), shared.limits.callMs)];
  if (request.method !== 'GET' || principal.expiresAt === null) return [];
  const left = Math.max(0, principal.expiresAt - shared.now());
  return [setTimeout(() => session.transport.closeStandaloneSSEStream(), Math.min(left, shared.limits.sessionMs))];
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

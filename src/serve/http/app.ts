import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { suffice } from '../../model/actor.ts';
import { challenge, isMetadataPath, protectedResource } from '../authorize/challenge.ts';
import { type Principal, Unauthorized } from '../authorize/principal.ts';
import { CallScope } from '../protocol/call-scope.ts';
import { isModernRevision } from '../protocol/revision.ts';
import { addressOf } from './address.ts';
import { gate } from './gate.ts';
import { health } from './health.ts';
import type { HttpLog } from './log.ts';
import { type Messages, readMessages } from './messages.ts';
import { readBody } from './read-body.ts';
import { answerJson, Refusal, refuse } from './refusal.ts';
import { checkHost } from './same-host.ts';
import type { Admitted, HttpAppOptions, Shared, Speaker } from './shared.ts';
import { whenClosed } from './when-closed.ts';

export interface HttpApp {
  readonly listener: RequestListener;
  /** Refuses new calls from now on, and waits for those in flight. */
  drain(): Promise<void>;
  /** Waits for what came in the last moment, then closes what is left. */
  close(): Promise<void>;
}

/** Streamable HTTP as a request listener; whoever listens with it chooses the address. */
export function httpApp(options: HttpAppOptions): HttpApp {
  const shared: Shared = {
    ...options,
    calls: gate({ all: options.limits.calls, ofOne: options.limits.callsOfOne }, 'Too many calls are in flight.'),
    streams: gate({ all: options.limits.streams, ofOne: options.limits.streamsOfOne }, 'Too many streams are open.'),
    bodies: gate(
      { all: options.limits.bodies, ofOne: options.limits.bodiesOfOne },
      'Too many messages are on their way.',
    ),
    held: { bytes: 0, of: new Map() },
    inFlight: new Set(),
    stopping: false,
  };
  const answerHealth = health(options.open, options.now);
  const spoken = speakersOf(shared);
  return {
    listener: (request, response) => {
      void handle(request, response, { shared, spoken, answerHealth });
    },
    async drain() {
      shared.stopping = true;
      for (const speaker of await spoken.loaded()) speaker.quiet();
      await settledWithin(shared.inFlight, options.limits.stopMs);
      // Who comes in this moment gets an answer that says when to come back, instead of being cut off.
      await new Promise((resolve) => setTimeout(resolve, options.limits.lingerMs));
    },
    async close() {
      await settledWithin(shared.inFlight, Math.min(options.limits.stopMs, LATECOMERS_MS));
      await Promise.allSettled([...(await spoken.loaded()), shared.page].map((one) => one.close()));
    },
  };
}

interface Spoken {
  speaker(call: Admitted): Promise<Speaker>;
  loaded(): Promise<readonly Speaker[]>;
}

/** A call is of the revision that it names itself, whatever session it names beside; the header is for those without a name. */
function speakersOf(shared: Shared): Spoken {
  const loading = new Map<'legacy' | 'modern', Promise<Speaker>>();
  return {
    speaker({ request, messages }) {
      const isModern = messages !== null && (messages.claimsRevision || isModernRevision(revisionOf(request)));
      const era = isModern ? 'modern' : 'legacy';
      const known = loading.get(era) ?? shared.speakers[era](shared);
      loading.set(era, known);
      return known;
    },
    loaded: () => Promise.all(loading.values()),
  };
}

function revisionOf(request: IncomingMessage): string | undefined {
  const header = request.headers['mcp-protocol-version'];
  return typeof header === 'string' ? header : undefined;
}

interface App {
  readonly shared: Shared;
  readonly spoken: Spoken;
  readonly answerHealth: ReturnType<typeof health>;
}

/** They are refused at once; what is waited for is the rest of a message. */
const LATECOMERS_MS = 5_000;

async function settledWithin(running: Set<Promise<void>>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([settled(running), late]);
  clearTimeout(timer);
}

async function settled(running: Set<Promise<void>>): Promise<void> {
  while (running.size > 0) await Promise.allSettled([...running]);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { shared, spoken, answerHealth }: App,
): Promise<void> {
  const began = performance.now();
  const scope = new CallScope(randomUUID());
  const about: About = { messages: null, principal: null };
  // A broken socket emits an error and a close; it is handled at the close.
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  response.setHeader('x-request-id', scope.id);
  if (shared.stopping) response.setHeader('connection', 'close');
  response.once('close', () => {
    if (!response.writableFinished) scope.leave();
    logCall(shared.log, request, response, scope, about, performance.now() - began);
  });
  try {
    checkHost(request, shared.hosts);
    const path = pathOf(request);
    if (path === '/healthz') {
      allow(request, ['GET']);
      return await answerHealth(response, shared.stopping);
    }
    const { tokens } = shared.authorizer;
    if (tokens !== null && isMetadataPath(path)) {
      allow(request, ['GET']);
      return answerJson(response, 200, protectedResource(tokens, hostOf(request)));
    }
    if (path !== '/mcp') return await pageAnswers(request, response, shared);
    allow(request, shared.stateless || isModernRevision(revisionOf(request)) ? ['POST'] : ['POST', 'GET', 'DELETE']);
    const principal = await shared.authorizer.authorize(request.headers.authorization);
    about.principal = principal;
    const caller = principal.person ?? `at ${addressOf(request)}`;
    await answer({ request, response, principal, caller, scope, about }, shared, spoken);
  } catch (error) {
    refuse(response, refusalOf(error, shared, request, scope), request.complete);
  }
}

/**
 * A page takes part in the same limits as a call, by the person who signed in with its browser, else by its address: behind
 * a proxy all browsers have one. A form counts as a message on its way, so
 * that slow forms leave the page to those who only look at it.
 */
async function pageAnswers(request: IncomingMessage, response: ServerResponse, shared: Shared): Promise<void> {
  if (shared.stopping) throw new Refusal(503, 'The server is stopping.', { headers: { 'retry-after': '5' } });
  const places = request.method === 'POST' ? shared.bodies : shared.calls;
  const person = shared.page.personOf(request);
  whenClosed(response, places.enter(`page ${person === null ? addressOf(request) : `of ${person}`}`));
  const ended = inFlight(response, shared);
  shared.page.listener(request, response);
  await ended;
}

interface Asked extends Omit<Admitted, 'messages'> {
  readonly about: About;
}

async function answer({ about, ...asked }: Asked, shared: Shared, spoken: Spoken): Promise<void> {
  const { request, response, principal, caller } = asked;
  let messages: Messages | null = null;
  if (request.method === 'POST') {
    const arrived = shared.bodies.enter(caller);
    whenClosed(response, arrived);
    // From its first byte on: a large message that is still on its way is a call that a stopping server waits for.
    const ended = inFlight(response, shared);
    const body = await readBody(request, caller, shared.held, shared.limits);
    arrived();
    whenClosed(response, body.release);
    messages = readMessages(body.bytes, shared.limits);
    about.messages = messages;
    checkRoles(messages, principal, shared);
    whenClosed(response, (messages.isListening ? shared.streams : shared.calls).enter(caller));
    // A stream of news ends when the server does.
    if (messages.isListening) shared.inFlight.delete(ended);
  } else if (request.method === 'GET') whenClosed(response, shared.streams.enter(caller));
  if (response.closed) return;
  const call = { ...asked, messages };
  checkStopping(call, shared);
  await (await spoken.speaker(call)).answer(call);
}

/** What a stopping server waits for until its answer is sent. */
function inFlight(response: ServerResponse, shared: Shared): Promise<void> {
  const ended = new Promise<void>((resolve) => whenClosed(response, resolve));
  shared.inFlight.add(ended);
  void ended.then(() => shared.inFlight.delete(ended));
  return ended;
}

/** A stopping server still accepts answers to its forms, so that calls in flight can finish. */
function checkStopping({ messages }: Admitted, shared: Shared): void {
  const asks = messages?.seen.some((one) => one.requestId !== null) ?? false;
  if (shared.stopping && (asks || messages === null))
    throw new Refusal(503, 'The server is stopping.', { headers: { 'retry-after': '5' } });
}

/**
 * Refuses a call that needs more scopes before it is run, as the protocol requires, so that the client can get a better
 * token. Tools check roles again.
 */
function checkRoles(messages: Messages, principal: Principal, shared: Shared): void {
  if (shared.authorizer.tokens === null) return;
  for (const { tool } of messages.seen) {
    const needed = tool === null ? null : shared.rolesOf(tool);
    if (needed !== null && !suffice(principal.roles, needed))
      throw new Unauthorized('insufficient_scope', `This tool needs the role ${needed.join(' or ')}.`, {
        scope: needed[0],
      });
  }
}

function refusalOf(error: unknown, shared: Shared, request: IncomingMessage, scope: CallScope): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Unauthorized) {
    const header = challenge(error, shared.authorizer.tokens, hostOf(request));
    return new Refusal(error.status, error.message, { headers: { 'www-authenticate': header } });
  }
  shared.log('error', 'fault', { id: scope.id, fault: error instanceof Error ? (error.stack ?? '') : String(error) });
  return new Refusal(500, `An unexpected fault; the server's log has it under ${scope.id}.`, { rpcCode: -32_603 });
}

function allow(request: IncomingMessage, methods: readonly string[]): void {
  if (methods.includes(request.method ?? '')) return;
  throw new Refusal(405, 'This method is not served here.', { headers: { allow: methods.join(', ') } });
}

/** Only a path is accepted: a whole address is for proxies, and this is none. */
function pathOf(request: IncomingMessage): string {
  const [path = ''] = (request.url ?? '').split('?');
  if (!path.startsWith('/')) throw new Refusal(400, 'Only a path is served.');
  return path;
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').toLowerCase();
}

/** What is known of a request by the time it is over. */
interface About {
  messages: Messages | null;
  principal: Principal | null;
}

function logCall(
  log: HttpLog,
  request: IncomingMessage,
  response: ServerResponse,
  scope: CallScope,
  { messages, principal }: About,
  took: number,
): void {
  const session = request.headers['mcp-session-id'];
  log(response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info', 'request', {
    id: scope.id,
    method: request.method ?? '',
    path: (request.url ?? '').split('?')[0]?.slice(0, 100) ?? '',
    status: response.statusCode,
    ms: Math.round(took * 10) / 10,
    actor: principal?.actor.name ?? null,
    // Enough to follow a session in the log, too little to use it.
    session: typeof session === 'string' ? session.slice(0, 8) : null,
    rpc: messages === null ? null : messages.seen.map((one) => (one.method ?? 'answer').slice(0, 60)),
    tools: scope.outcomes.length === 0 ? null : scope.outcomes,
    gone: scope.left ? true : null,
  });
}

import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { scopeOf } from '../protocol/call-scope.ts';
import { AnswerPending, type Client, type ClientCall, clientOf, progressSender } from '../protocol/client.ts';
import { Invalid, NotFound, ReadFailure } from '../protocol/not-found.ts';
import { type Surface, surfaceOf } from '../protocol/surface.ts';
import type { ServerOptions } from '../server-options.ts';
import { askWithNextCall, pendingResult } from './ask.ts';

/**
 * What one caller is offered, as the revision 2026-07-28 speaks it: each request says anew who asks and what their client
 * can do, and a person's answer comes with another call.
 */
export function createModernServer(options: ServerOptions): Server {
  const surface = surfaceOf(options);
  const server = new Server(surface.about, {
    instructions: surface.instructions(),
    capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {} },
    cacheHints: CACHED,
  });
  answerTools(server, surface);
  answerReads(server, surface);
  return server;
}

/** What is offered depends on the caller and changes with a new version alone; what is known changes with every import. */
const OFFERED = { ttlMs: 5 * 60_000, cacheScope: 'private' } as const;
const CACHED = {
  'tools/list': OFFERED,
  'prompts/list': OFFERED,
  'resources/list': OFFERED,
  'resources/templates/list': OFFERED,
  'server/discover': OFFERED,
  'resources/read': { ttlMs: 0, cacheScope: 'private' },
} as const;

function answerTools(server: Server, surface: Surface): void {
  server.setRequestHandler('tools/list', (_request, ctx) => surface.listTools(clientBehind(server, ctx)));
  server.setRequestHandler('tools/call', async ({ params }, ctx) => {
    const call = callFrom(server, ctx);
    try {
      const result = await surface.callTool(params.name, params.arguments, call, (deps, tool, args) =>
        askWithNextCall({ deps, tool, args, call, ctx }),
      );
      return { ...result };
    } catch (error) {
      if (error instanceof AnswerPending) return pendingResult(error);
      if (error instanceof NotFound) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
      throw error;
    }
  });
}

function answerReads(server: Server, surface: Surface): void {
  server.setRequestHandler('resources/list', surface.listResources);
  server.setRequestHandler('resources/templates/list', surface.listTemplates);
  server.setRequestHandler('resources/read', ({ params: { uri } }, ctx) =>
    orCoded(uri, () => surface.readResource(uri, { scope: scopeOf(ctx.http?.authInfo) })),
  );
  server.setRequestHandler('prompts/list', surface.listPrompts);
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }, ctx) =>
    orCoded(name, () => surface.getPrompt(name, given, { scope: scopeOf(ctx.http?.authInfo) })),
  );
  server.setRequestHandler('completion/complete', ({ params: { ref, argument } }) => surface.complete(ref, argument));
}

async function orCoded<Result>(uri: string, answer: () => Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ReadFailure) throw new ProtocolError(ProtocolErrorCode.InternalError, error.message);
    if (error instanceof Invalid) throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
    if (!(error instanceof NotFound)) throw error;
    if (error.what === 'resource') throw new ResourceNotFoundError(uri, error.message);
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
  }
}

const declared = z.looseObject({
  'io.modelcontextprotocol/clientCapabilities': z
    .looseObject({
      elicitation: z.looseObject({ form: z.unknown().optional(), url: z.unknown().optional() }).optional(),
      extensions: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  'io.modelcontextprotocol/clientInfo': z.looseObject({ name: z.string(), version: z.string() }).optional(),
});

/** A request of this revision says it itself; a client that fell back to `initialize` said it once. */
function clientBehind(server: Server, { mcpReq: { envelope } }: ServerContext): Client {
  if (envelope === undefined) return clientOf(server.getClientCapabilities(), server.getClientVersion());
  const said = declared.parse(envelope);
  return clientOf(said['io.modelcontextprotocol/clientCapabilities'], said['io.modelcontextprotocol/clientInfo']);
}

function callFrom(server: Server, ctx: ServerContext): ClientCall {
  const { mcpReq, sessionId, http } = ctx;
  return {
    client: clientBehind(server, ctx),
    session: sessionId ?? null,
    scope: scopeOf(http?.authInfo),
    signal: mcpReq.signal,
    progress: progressSender(mcpReq._meta?.progressToken, (params) =>
      mcpReq.notify({ method: 'notifications/progress', params }),
    ),
  };
}

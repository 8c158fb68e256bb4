import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { scopeOf } from '../protocol/call-scope.ts';
import { type ClientCall, clientOf, progressSender } from '../protocol/client.ts';
import { Invalid, NotFound, ReadFailure } from '../protocol/not-found.ts';
import { type Surface, surfaceOf } from '../protocol/surface.ts';
import type { ServerOptions } from '../server-options.ts';
import { askBy, type Extra } from './ask.ts';
import { validatorWhenNeeded } from './validator.ts';

/** What one caller is offered, as the revisions of the protocol that begin with `initialize` speak it. */
export function createMcpServer(options: ServerOptions): Server {
  const surface = surfaceOf(options);
  const server = new Server(surface.about, {
    instructions: surface.instructions(),
    capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
    jsonSchemaValidator: validatorWhenNeeded,
  });
  answerTools(server, surface);
  answerReads(server, surface);
  return server;
}

function answerTools(server: Server, surface: Surface): void {
  server.setRequestHandler(ListToolsRequestSchema, () => surface.listTools(clientBehind(server)));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    try {
      const call = callFrom(server, extra);
      return await surface.callTool(params.name, params.arguments, call, () => askBy(server, extra, call.scope));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      // As its SDK always answered, so that a model reads it.
      const text = new McpError(ErrorCode.InvalidParams, error.message).message;
      return { isError: true, content: [{ type: 'text', text }] };
    }
  });
}

function answerReads(server: Server, surface: Surface): void {
  server.setRequestHandler(ListResourcesRequestSchema, surface.listResources);
  server.setRequestHandler(ListResourceTemplatesRequestSchema, surface.listTemplates);
  server.setRequestHandler(ReadResourceRequestSchema, ({ params: { uri } }, extra) =>
    orCoded({ uri }, () => surface.readResource(uri, { scope: scopeOf(extra.authInfo) })),
  );
  server.setRequestHandler(ListPromptsRequestSchema, surface.listPrompts);
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: given = {} } }, extra) =>
    orCoded({}, () => surface.getPrompt(name, given, { scope: scopeOf(extra.authInfo) })),
  );
  server.setRequestHandler(CompleteRequestSchema, ({ params: { ref, argument } }) => surface.complete(ref, argument));
}

/** The protocol's number for a resource that does not exist; the SDK has no name for it. */
const RESOURCE_NOT_FOUND = -32_002;

async function orCoded<Result>(data: object, answer: () => Promise<Result>): Promise<Result> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ReadFailure) throw new McpError(ErrorCode.InternalError, error.message);
    if (error instanceof Invalid) throw new McpError(ErrorCode.InvalidParams, error.message);
    if (!(error instanceof NotFound)) throw error;
    const code = error.what === 'resource' ? RESOURCE_NOT_FOUND : ErrorCode.InvalidParams;
    throw new McpError(code, error.message, data);
  }
}

function clientBehind(server: Server) {
  return clientOf(server.getClientCapabilities(), server.getClientVersion());
}

function callFrom(server: Server, extra: Extra): ClientCall {
  return {
    client: clientBehind(server),
    session: extra.sessionId ?? null,
    scope: scopeOf(extra.authInfo),
    signal: extra.signal,
    progress: progressSender(extra._meta?.progressToken, (params) =>
      extra.sendNotification({ method: 'notifications/progress', params }),
    ),
  };
}

import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult, RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { ConfirmOutcome, ConfirmRequest } from '../app/statements/asking.ts';
import type { ClientInfo } from '../model/attestation.ts';
import { inert } from '../model/foreign.ts';
import { cleanText } from '../sources/cells/text.ts';
import type { ToolContext } from '../tool.ts';
import { scopeOf } from './call-scope.ts';
import { answerCompletions } from './complete.ts';
import { explainFault } from './explain-fault.ts';
import { forModel, textForModel } from './for-model.ts';
import { registerViews, showsViews } from './host-view/offered-views.ts';
import { noViews } from './host-view/view-tools.ts';
import { instructionsFor } from './instructions.ts';
import { listTools } from './list-tools.ts';
import { registerPrompts } from './register-prompts.ts';
import { registerResources } from './register-resources.ts';
import { runTool } from './run-tool.ts';
import { allowed, type ServerOptions } from './server-options.ts';
import { validatorWhenNeeded } from './validator.ts';

const PERSON_ANSWERS_WITHIN_MS = 10 * 60_000;

/**
 * Registers our tools, resources and prompts with the SDK's server. A tool that the caller may not use is not listed; it
 * is registered all the same, because it says best why it refuses.
 */
export function createMcpServer(options: ServerOptions): McpServer {
  const usable = allowed(options);
  const { tools, resources, templates, views } = usable;
  const server = new McpServer(
    { name: 'clari-identity-mcp', title: 'Clari identity', version: options.version },
    {
      instructions: instructionsFor([
        ...tools.map(({ name }) => name),
        ...resources.map(({ uri }) => uri),
        ...templates.map(({ uriTemplate }) => uriTemplate),
      ]),
      capabilities: { tools: {}, resources: {}, prompts: {} },
      jsonSchemaValidator: validatorWhenNeeded,
    },
  );
  const only = options.only ?? null;
  const offered: ReadonlySet<string> = new Set(tools.map(({ name }) => name));
  const forViews = options.views?.tools ?? [];
  const ofViews = new Set(forViews.map(({ name }) => name));
  for (const tool of [...options.tools, ...forViews]) {
    if (only !== null && tool.name !== only) continue;
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: tool.inputSchema,
        outputSchema: tool.outputSchema,
        annotations: tool.annotations,
      },
      async (args: unknown, extra): Promise<CallToolResult> => {
        const scope = scopeOf(extra);
        try {
          const isOfViews = ofViews.has(tool.name);
          if (isOfViews && !showsViews(server)) throw noViews(tool.name);
          const progress = progressSender(extra._meta?.progressToken, (params) =>
            extra.sendNotification({ method: 'notifications/progress', params }),
          );
          const { signal } = extra;
          const deps = {
            ...(await options.open()),
            ...options.caller,
            client: clientOf(server),
            watch: { progress, signal },
          };
          const answer = await runTool(tool, asRecord(args), {
            server,
            deps,
            client: clientOf(server),
            session: extra.sessionId ?? null,
            confirm: (request) => confirm(server, request, extra),
            progress,
            signal,
            page: options.page,
          });
          scope?.outcomes.push(`${tool.name} ok`);
          const meta = showsViews(server)
            ? ((await options.views?.handOver(tool, asRecord(args), answer, deps.actor)) ?? null)
            : null;
          return {
            content: [{ type: 'text', text: inert(textForModel(answer.text, offered)) }],
            structuredContent: isOfViews ? { ...answer.structured } : forModel({ ...answer.structured }, offered),
            ...(meta === null ? {} : { _meta: { ...meta } }),
          };
        } catch (error) {
          const text = explainFault(tool.name, error, (line) => options.log(line, scope?.id ?? null));
          scope?.outcomes.push(`${tool.name} ${text.split(':')[0]}`);
          return { isError: true, content: [{ type: 'text', text: inert(textForModel(text, offered)) }] };
        }
      },
    );
  }
  listTools(server, tools, () => (showsViews(server) ? (views?.tools ?? []) : []));
  if (only === null) {
    registerResources(server, usable);
    if (views !== undefined) registerViews(server, tools, options.version);
    registerPrompts(server, usable);
    answerCompletions(server, usable);
  }
  options.also?.(server);
  return server;
}

/** What a client sent as arguments; what is no object is refused by the tool itself. */
function asRecord(args: unknown): Readonly<Record<string, unknown>> {
  return typeof args === 'object' && args !== null ? { ...args } : {};
}

const CLIENT_TEXT_MAX = 100;

/** The client's own name for itself, which is stored although nothing proves it. */
function clientOf({ server }: McpServer): ClientInfo | null {
  const named = server.getClientVersion();
  if (named === undefined) return null;
  return { name: cleanText(named.name, CLIENT_TEXT_MAX), version: cleanText(named.version, CLIENT_TEXT_MAX) };
}

/** Asks the person by a form. Anything but an accepted form with the requested word records nothing. */
async function confirm(
  server: McpServer,
  request: ConfirmRequest,
  call: { readonly signal: AbortSignal; readonly requestId: RequestId; readonly authInfo?: AuthInfo },
): Promise<ConfirmOutcome> {
  const gone = scopeOf(call)?.gone;
  const signal = gone === undefined ? call.signal : AbortSignal.any([call.signal, gone]);
  try {
    const answer = await server.server.elicitInput(
      {
        mode: 'form',
        message: inert(`${request.message}\nTo confirm, type "${request.word}".`),
        requestedSchema: {
          type: 'object',
          properties: {
            word: {
              type: 'string',
              title: inert(`Type ${request.word}`),
              description: inert(`${request.statement}.`),
            },
          },
          required: ['word'],
        },
      },
      // Over HTTP the form is sent on the stream of its own call, because a client need not hold another one open.
      { timeout: PERSON_ANSWERS_WITHIN_MS, signal, relatedRequestId: call.requestId },
    );
    if (answer.action === 'accept') return isWord(answer.content?.['word'], request.word) ? 'accepted' : 'mistyped';
    return answer.action === 'decline' ? 'declined' : 'cancelled';
  } catch {
    return 'failed';
  }
}

function isWord(typed: unknown, word: string): boolean {
  return typeof typed === 'string' && typed.trim().toLowerCase() === word.toLowerCase();
}

const PROGRESS_EVERY_MS = 500;

function progressSender(
  token: string | number | undefined,
  send: (params: { progressToken: string | number; progress: number; total: number; message: string }) => Promise<void>,
): ToolContext['progress'] {
  if (token === undefined) return () => undefined;
  let last = 0;
  return (done, total, message) => {
    const now = Date.now();
    if (done < total && now - last < PROGRESS_EVERY_MS) return;
    last = now;
    // Ignored: the call's signal reports a client that went away.
    send({ progressToken: token, progress: done, total, message: inert(message) }).catch(() => undefined);
  };
}

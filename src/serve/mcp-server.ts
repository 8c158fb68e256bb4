import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult, RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { ConfirmOutcome } from '../app/statements/asking.ts';
import { inert } from '../model/foreign.ts';
import type { ConfirmRequest, ToolContext } from '../tool.ts';
import { scopeOf } from './call-scope.ts';
import { explainFault } from './explain-fault.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { registerPrompts } from './register-prompts.ts';
import { registerResources } from './register-resources.ts';
import type { ServerOptions } from './server-options.ts';
import { validatorWhenNeeded } from './validator.ts';

const PERSON_ANSWERS_WITHIN_MS = 10 * 60_000;

/** Where the SDK meets our tools. */
export function createMcpServer(options: ServerOptions): McpServer {
  const server = new McpServer(
    { name: 'clari-identity-mcp', title: 'Clari identity', version: options.version },
    {
      instructions: INSTRUCTIONS,
      capabilities: { tools: {}, resources: {} },
      jsonSchemaValidator: validatorWhenNeeded,
    },
  );
  for (const tool of options.tools.filter(({ role }) => options.caller.roles.includes(role))) {
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
          const progress = progressSender(extra._meta?.progressToken, (params) =>
            extra.sendNotification({ method: 'notifications/progress', params }),
          );
          const { signal } = extra;
          const context: ToolContext = {
            deps: { ...(await options.open()), ...options.caller, watch: { progress, signal } },
            confirm: (request) => confirm(server, request, extra),
            progress,
            signal,
          };
          const answer = await tool.run(args, context);
          scope?.outcomes.push(`${tool.name} ok`);
          return { content: [{ type: 'text', text: inert(answer.text) }], structuredContent: answer.structured };
        } catch (error) {
          const text = explainFault(tool.name, error, (line) => options.log(line, scope?.id ?? null));
          scope?.outcomes.push(`${tool.name} ${text.split(':')[0]}`);
          return { isError: true, content: [{ type: 'text', text: inert(text) }] };
        }
      },
    );
  }
  registerResources(server, options);
  registerPrompts(server, options);
  options.also?.(server);
  return server;
}

/** Fails closed: whatever is not an accepted, ticked form records nothing. */
async function confirm(
  server: McpServer,
  request: ConfirmRequest,
  call: { readonly signal: AbortSignal; readonly requestId: RequestId; readonly authInfo?: AuthInfo },
): Promise<ConfirmOutcome> {
  const elicitation = server.server.getClientCapabilities()?.elicitation;
  // An empty object means forms; a client that names only `url` cannot show one.
  if (elicitation === undefined || (elicitation.url !== undefined && elicitation.form === undefined))
    return 'unavailable';
  const gone = scopeOf(call)?.gone;
  const signal = gone === undefined ? call.signal : AbortSignal.any([call.signal, gone]);
  try {
    const answer = await server.server.elicitInput(
      {
        mode: 'form',
        message: inert(request.message),
        requestedSchema: {
          type: 'object',
          properties: { confirmed: { type: 'boolean', title: inert(request.statement), default: false } },
          required: ['confirmed'],
        },
      },
      // Over HTTP the form goes out on the stream of the call that asks: a client need not hold another open.
      { timeout: PERSON_ANSWERS_WITHIN_MS, signal, relatedRequestId: call.requestId },
    );
    if (answer.action === 'accept') return answer.content?.['confirmed'] === true ? 'accepted' : 'declined';
    return answer.action === 'decline' ? 'declined' : 'cancelled';
  } catch {
    return 'failed';
  }
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
    // A client that went away is noticed through the call's signal, not here.
    send({ progressToken: token, progress: done, total, message: inert(message) }).catch(() => undefined);
  };
}

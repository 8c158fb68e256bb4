import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ZodError } from 'zod';
import type { Deps } from '../app/deps.ts';
import { ClariIdentityError } from '../model/errors.ts';
import type { ConfirmOutcome, ConfirmRequest, Tool, ToolContext } from '../tool.ts';
import { INSTRUCTIONS } from './instructions.ts';

export interface ServerOptions {
  readonly version: string;
  readonly tools: readonly Tool[];
  /** Opens the store at the first call, not at start. */
  open(): Promise<Deps>;
  /** Where faults that are ours are told; never stdout. */
  log(line: string): void;
}

const PERSON_ANSWERS_WITHIN_MS = 10 * 60_000;

/** The one place that knows both the SDK and our tools. */
export function createMcpServer(options: ServerOptions): McpServer {
  const server = new McpServer(
    { name: 'clari-identity-mcp', title: 'Clari identity', version: options.version },
    { instructions: INSTRUCTIONS, capabilities: { tools: {} } },
  );
  for (const tool of options.tools) {
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: tool.inputSchema,
        outputSchema: tool.outputSchema,
        annotations: { title: tool.title, ...tool.annotations },
      },
      async (args: unknown, extra): Promise<CallToolResult> => {
        try {
          const context: ToolContext = {
            deps: await options.open(),
            confirm: (request) => confirm(server, request, extra.signal),
            progress: progressSender(extra._meta?.progressToken, (params) =>
              extra.sendNotification({ method: 'notifications/progress', params }),
            ),
            signal: extra.signal,
          };
          const answer = await tool.run(args, context);
          return { content: [{ type: 'text', text: answer.text }], structuredContent: answer.structured };
        } catch (error) {
          return failure(tool.name, error, options.log);
        }
      },
    );
  }
  return server;
}

/** Only our own text reaches the model: a driver's or a file's words could carry instructions or secrets. */
function failure(tool: string, error: unknown, log: (line: string) => void): CallToolResult {
  if (error instanceof ClariIdentityError) {
    return {
      isError: true,
      content: [{ type: 'text', text: `${error.code}: ${error.message}\nNext: ${error.remedy}` }],
    };
  }
  const kind = error instanceof ZodError ? 'an answer that does not fit its schema' : 'an unexpected fault';
  log(`${tool}: ${kind}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return {
    isError: true,
    content: [
      {
        type: 'text',
        text: `ERR_INTERNAL: ${tool} met ${kind}. Nothing was changed by the failing step.\nNext: try again; if it stays, the server's stderr has the details for a bug report.`,
      },
    ],
  };
}

/** Fails closed: whatever is not an accepted, ticked form records nothing. */
async function confirm(server: McpServer, request: ConfirmRequest, signal: AbortSignal): Promise<ConfirmOutcome> {
  const elicitation = server.server.getClientCapabilities()?.elicitation;
  // An empty object means forms; a client that names only `url` cannot show one.
  if (elicitation === undefined || (elicitation.url !== undefined && elicitation.form === undefined))
    return 'unavailable';
  try {
    const answer = await server.server.elicitInput(
      {
        mode: 'form',
        message: request.message,
        requestedSchema: {
          type: 'object',
          properties: { confirmed: { type: 'boolean', title: request.statement, default: false } },
          required: ['confirmed'],
        },
      },
      { timeout: PERSON_ANSWERS_WITHIN_MS, signal },
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
    send({ progressToken: token, progress: done, total, message }).catch(() => undefined);
  };
}

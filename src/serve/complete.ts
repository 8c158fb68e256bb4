import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { type CompleteRequest, CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Suggestions } from '../prompt.ts';
import { suggested } from './register-resources.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * Answers completions in place of the SDK, which takes the number of values that it is given for the number that there
 * are. Called after prompts and resources are registered, because they declare the capability.
 */
export function answerCompletions(server: McpServer, options: ServerOptions): void {
  if (options.prompts.length === 0 && options.templates.length === 0) return;
  server.server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const { values, total } = await suggestionsFor(params, options);
    return { completion: { values: [...values], total, hasMore: total > values.length } };
  });
}

async function suggestionsFor(
  { ref, argument: { name, value } }: CompleteRequest['params'],
  options: ServerOptions,
): Promise<Suggestions> {
  const complete =
    ref.type === 'ref/prompt'
      ? options.prompts.find((prompt) => prompt.name === ref.name)?.arguments.find((argument) => argument.name === name)
          ?.complete
      : options.templates.find(({ uriTemplate, variable }) => uriTemplate === ref.uri && variable === name)?.complete;
  return complete === undefined ? { values: [], total: 0 } : suggested(options, (deps) => complete(value, deps));
}

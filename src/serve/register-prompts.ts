import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ListPromptsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { inert } from '../model/foreign.ts';
import type { PromptArgument } from '../prompt.ts';
import { suggested, textOrFailure } from './register-resources.ts';
import type { ServerOptions } from './server-options.ts';

export function registerPrompts(server: McpServer, options: ServerOptions): void {
  if (options.prompts.length === 0) server.server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [] }));
  for (const { name, title, description, arguments: taken, write } of options.prompts) {
    const argsSchema = Object.fromEntries(taken.map((argument) => [argument.name, schemaOf(argument, options)]));
    server.registerPrompt(name, { title, description, argsSchema }, async (given, extra) => {
      const values = new Map(Object.entries(given).flatMap(([key, value]) => (value ? [[key, value]] : [])));
      const text = await textOrFailure(name, extra, options, (deps) => write(values, deps));
      return { description, messages: [{ role: 'user', content: { type: 'text', text: inert(text) } }] };
    });
  }
}

function schemaOf({ description, required, complete }: PromptArgument, options: ServerOptions) {
  const text = z.string().max(320).describe(description);
  const suggest = async (typed: string | undefined) => [
    ...(await suggested(options, (deps) => complete(typed ?? '', deps))).values,
  ];
  return required ? completable(text, suggest) : completable(text.optional(), suggest);
}

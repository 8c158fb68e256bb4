import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import type { Tool } from '../tool.ts';

/**
 * Lists the tools in place of the SDK, without what it adds to each: a dialect for every schema, and that tasks are not
 * supported. Hosts send the list to a model with every question. Called after the tools are registered.
 */
export function listTools(server: McpServer, tools: readonly Tool[]): void {
  if (tools.length === 0) return;
  const listed = tools.map(({ name, title, description, inputSchema, outputSchema, annotations }) => ({
    name,
    title,
    description,
    inputSchema: { ...bareSchema(inputSchema, 'input'), type: 'object' as const },
    outputSchema: { ...bareSchema(outputSchema, 'output'), type: 'object' as const },
    annotations: { ...annotations },
  }));
  server.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: listed }));
}

const schemaOf = z.record(z.string(), z.unknown());

function bareSchema(schema: z.ZodObject, io: 'input' | 'output') {
  const { $schema: _dialect, properties, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-7' });
  return { properties: z.record(z.string(), schemaOf).parse(properties ?? {}), ...rest };
}

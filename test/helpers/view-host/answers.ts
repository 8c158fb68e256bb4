import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema, McpError } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { PATIENT } from '../patient.ts';
import type { HostTool } from './tools.ts';

/** What a view asked for and what it got; an error is one of the protocol, by the host or by the server. */
export interface ViewRequest {
  readonly method: string;
  readonly params: unknown;
  readonly answer: { readonly result: unknown } | { readonly error: { code: number; message: string } };
}

const REFUSED = -32_000;

const call = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).optional() });
const read = z.object({ uri: z.string() });
const link = z.object({ url: z.string() });

export interface Answering {
  readonly client: Client;
  readonly tools: readonly HostTool[];
  /** Lets views call whatever they name, which a host must not. */
  readonly isLenient: boolean;
}

/** What a host answers a view: from the server, or by itself. */
export async function answerTo(host: Answering, method: string, params: unknown): Promise<ViewRequest['answer']> {
  try {
    return { result: await resultOf(host, method, params) };
  } catch (error) {
    const code = error instanceof McpError ? error.code : REFUSED;
    return { error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}

async function resultOf({ client, tools, isLenient }: Answering, method: string, params: unknown): Promise<unknown> {
  switch (method) {
    case 'tools/call': {
      const { name, arguments: args = {} } = call.parse(params);
      const isOffered = tools.some((tool) => tool.name === name && tool.isForViews);
      if (!isOffered && !isLenient) throw new Error(`the host lets no view call ${name}`);
      return client.callTool({ name, arguments: args }, CallToolResultSchema, PATIENT);
    }
    case 'resources/read':
      return client.readResource(read.parse(params));
    case 'ui/open-link':
      return /^https?:\/\//.test(link.parse(params).url) ? {} : { isError: true };
    default:
      return {};
  }
}

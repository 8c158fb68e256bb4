import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Ground } from '../app/deps.ts';
import type { Caller } from '../model/actor.ts';
import type { Prompt } from '../prompt.ts';
import type { Resource, ResourceTemplate } from '../resource.ts';
import type { Tool } from '../tool.ts';

export interface ServerOptions {
  readonly version: string;
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplate[];
  readonly prompts: readonly Prompt[];
  /** The caller, for the life of this server. Tools that they may not use are not offered. */
  readonly caller: Caller;
  /** Registers this tool alone, for one call; absent or null: everything. Answers still name the other tools. */
  readonly only?: string | null;
  /** Opens the store at the first call, not at start. */
  open(): Promise<Ground>;
  /** Reports internal faults with the call that met them; never to stdout. */
  log(line: string, call: string | null): void;
  /** Registers more with the server. The program itself does not use it. */
  readonly also?: (server: McpServer) => void;
}

/** The tools that the caller may use. */
export function toolsOf({ tools, caller }: Pick<ServerOptions, 'tools' | 'caller'>): readonly Tool[] {
  return tools.filter(({ role }) => caller.roles.includes(role));
}

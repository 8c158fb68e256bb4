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
  /** Who asks, for the life of this server. Tools that they may not use are not offered. */
  readonly caller: Caller;
  /** Opens the store at the first call, not at start. */
  open(): Promise<Ground>;
  /** Where faults that are ours are told, and the call that met them; never stdout. */
  log(line: string, call: string | null): void;
  /** What a host of this server registers besides. The program itself registers nothing here. */
  readonly also?: (server: McpServer) => void;
}

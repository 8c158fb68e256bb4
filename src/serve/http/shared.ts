import type { RequestListener } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Ground } from '../../app/deps.ts';
import type { Authorizer, Principal } from '../authorize/principal.ts';
import type { Gate } from './gate.ts';
import type { HttpLimits } from './limits.ts';
import type { HttpLog } from './log.ts';
import type { HeldBytes } from './read-body.ts';
import type { HostRule } from './same-host.ts';
import type { Sessions } from './sessions.ts';

export interface HttpAppOptions {
  readonly authorizer: Authorizer;
  /** Makes the MCP server of one session or, without sessions, of one request for one tool. */
  connect(principal: Principal, tool: string | null): McpServer;
  /** The roles of which a tool needs one; null if there is no such tool. */
  rolesOf(tool: string): Principal['roles'] | null;
  /** Answers what is no address of the protocol. */
  readonly page: { readonly listener: RequestListener; close(): Promise<void> };
  open(): Promise<Ground>;
  readonly stateless: boolean;
  readonly hosts: HostRule;
  readonly limits: HttpLimits;
  readonly log: HttpLog;
  now(): number;
}

/** What all requests of one server share. */
export interface Shared extends HttpAppOptions {
  readonly sessions: Sessions;
  readonly gate: Gate;
  readonly held: HeldBytes;
  readonly inFlight: Set<Promise<void>>;
  stopping: boolean;
}

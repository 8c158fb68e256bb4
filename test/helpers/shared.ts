import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { ROLES } from '../../src/model/actor.ts';
import type { HttpSettings } from '../../src/model/http.ts';
import { prompts } from '../../src/prompts/index.ts';
import { resources, resourceTemplates } from '../../src/resources/index.ts';
import { type SharedServerOptions, startSharedServer } from '../../src/serve/http/shared-server.ts';
import { redactor } from '../../src/serve/redact.ts';
import type { Tool } from '../../src/tool.ts';
import { tools } from '../../tools/index.ts';
import { testWorld, type World } from './deps.ts';

const OPEN: HttpSettings = { token: null, oauth: null, signIn: null, hosts: [], logLevel: 'debug' };
const PROTOCOL = '2025-11-25';

export interface SharedOptions
  extends Partial<
    Pick<
      SharedServerOptions,
      'stateless' | 'limits' | 'resources' | 'templates' | 'prompts' | 'address' | 'keysRefetchedAfterMs' | 'speakers'
    >
  > {
  readonly http?: Partial<HttpSettings>;
  readonly world?: World;
  /** Besides the product's, for calls that a test holds open. */
  readonly more?: readonly Tool[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The real server on a real port, its clock the one of the world. */
export async function shared(options: SharedOptions = {}) {
  const world = options.world ?? (await testWorld('2026-11-20T12:00:00.000Z'));
  const logged: string[] = [];
  const serving = await startSharedServer({
    version: '0.0.0',
    tools: [...tools, ...(options.more ?? [])],
    resources: options.resources ?? resources,
    templates: options.templates ?? resourceTemplates,
    prompts: options.prompts ?? prompts,
    open: async () => world,
    http: { ...OPEN, ...options.http },
    address: options.address ?? { host: '127.0.0.1', port: 0 },
    stateless: options.stateless ?? false,
    local: { actor: { name: 'local', authenticated: false, via: 'http' }, roles: ROLES },
    redact: redactor(options.environment ?? {}),
    write: (line) => logged.push(line),
    now: () => new Date(world.clock()),
    ...(options.speakers === undefined ? {} : { speakers: options.speakers }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.keysRefetchedAfterMs === undefined ? {} : { keysRefetchedAfterMs: options.keysRefetchedAfterMs }),
  });
  onTestFinished(() => serving.stop());
  const { port } = new URL(serving.url);
  const post = (message: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(serving.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: typeof message === 'string' ? message : JSON.stringify(message),
    });
  return {
    world,
    logged,
    serving,
    port: Number(port),
    post,
    /** A session as a client of one's own would open it; its id. */
    async begin(headers: Readonly<Record<string, string>> = {}): Promise<string> {
      const response = await post(initialize, headers);
      await response.text();
      return response.headers.get('mcp-session-id') ?? '';
    },
    /** A client of the SDK; `person` answers its forms. */
    async client(
      token: string | null = null,
      person?: (message: string) => ElicitResult | Promise<ElicitResult>,
    ): Promise<Client> {
      const client = new Client(
        { name: 'test', version: '1' },
        { capabilities: person === undefined ? {} : { elicitation: { form: {} } } },
      );
      if (person !== undefined)
        client.setRequestHandler(ElicitRequestSchema, (request) => person(request.params.message));
      const transport = new StreamableHTTPClientTransport(new URL(serving.url), {
        requestInit: { headers: token === null ? {} : { authorization: `Bearer ${token}` } },
      });
      await client.connect(transport);
      onTestFinished(() => client.close());
      await client.listTools();
      return client;
    },
  };
}

export const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: PROTOCOL, capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

export function callOf(name: string, args: Readonly<Record<string, unknown>> = {}, id: number | string = 1) {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: args } };
}

/** The message in an answer, be it JSON or the last event of a stream. */
export async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  const data = text.split('\n').filter((line) => line.startsWith('data: '));
  return JSON.parse(data.at(-1)?.slice(6) ?? text);
}

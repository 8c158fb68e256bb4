import { Client as LaterClient, StreamableHTTPClientTransport as LaterHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as LaterStdio } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { agree } from '../helpers/asking.ts';
import { MODERN } from '../helpers/modern.ts';
import { PATIENT } from '../helpers/patient.ts';
import { type Answer, answerOf } from './answer.ts';

/** A client of one server, whose person agrees to every form. */
export interface SoakClient {
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<Answer>;
  read(uri: string): Promise<void>;
  close(): Promise<void>;
}

export interface StdioStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it writes on its standard error. */
  heard(text: string): void;
  /** What it writes on its standard output that is no message of the protocol. */
  noise(error: Error): void;
}

export interface StdioClient extends SoakClient {
  readonly pid: number;
  /** Resolves once the process has ended. */
  readonly gone: Promise<void>;
}

const NAMED = { name: 'soak', version: '1' };
const FORMS = { elicitation: { form: {} } };

/** Of the revisions that begin with `initialize`, up to 2025-11-25. */
export async function stdioClient({ args, env, heard, noise }: StdioStart): Promise<StdioClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...args],
    env: { ...env },
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (bytes) => heard(String(bytes)));
  const client = new Client(NAMED, { capabilities: FORMS });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => agree(params.message));
  const gone = new Promise<void>((done) => {
    client.onclose = done;
  });
  client.onerror = noise;
  await client.connect(transport);
  return { ...earlier(client), pid: pidOf(transport.pid), gone };
}

/** Of the revision 2026-07-28. */
export async function laterStdioClient({ args, env, heard, noise }: StdioStart): Promise<StdioClient> {
  const transport = new LaterStdio({ command: process.execPath, args: [...args], env: { ...env }, stderr: 'pipe' });
  transport.stderr?.on('data', (bytes) => heard(String(bytes)));
  const client = laterClient();
  const gone = new Promise<void>((done) => {
    client.onclose = done;
  });
  client.onerror = noise;
  await client.connect(transport);
  return { ...later(client), pid: pidOf(transport.pid), gone };
}

export async function httpClient(url: string, token: string): Promise<SoakClient> {
  const client = new Client(NAMED, { capabilities: FORMS });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => agree(params.message));
  const transport: Transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: bearing(token) });
  await client.connect(transport);
  return earlier(client);
}

export async function laterHttpClient(url: string, token: string): Promise<SoakClient> {
  const client = laterClient();
  await client.connect(new LaterHttp(new URL(url), { requestInit: bearing(token) }));
  return later(client);
}

function bearing(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}

function earlier(client: Client): SoakClient {
  return {
    call: (name, args) => answerOf(client.callTool({ name, arguments: { ...args } }, undefined, PATIENT)),
    read: async (uri) => void (await client.readResource({ uri }, PATIENT)),
    close: () => client.close(),
  };
}

function laterClient(): LaterClient {
  const client = new LaterClient(NAMED, {
    capabilities: FORMS,
    versionNegotiation: { mode: { pin: MODERN } },
  });
  client.setRequestHandler('elicitation/create', ({ params }) => agree('message' in params ? params.message : ''));
  return client;
}

function later(client: LaterClient): SoakClient {
  return {
    call: (name, args) => answerOf(client.callTool({ name, arguments: { ...args } }, PATIENT)),
    read: async (uri) => void (await client.readResource({ uri }, PATIENT)),
    close: () => client.close(),
  };
}

function pidOf(pid: number | null | undefined): number {
  if (typeof pid === 'number') return pid;
  throw new Error('the server has no process');
}

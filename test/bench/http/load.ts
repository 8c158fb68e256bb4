import { Agent, request } from 'node:http';
import { inModern } from './modern.ts';

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly calls: number;
}

export interface Target {
  readonly url: string;
  /** Null: without a session, as all calls of the later revision are. */
  readonly session: string | null;
  readonly isModern: boolean;
  readonly tool: string;
  readonly args: object;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** So many connections on which the targets take turns, each with its next call as soon as the last one is answered, until `enough` says so. */
export async function load(
  targets: readonly Target[],
  connections: number,
  enough: (calls: number) => boolean,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  let id = 0;
  const began = performance.now();
  const one = async () => {
    while (!enough(took.length)) {
      const at = performance.now();
      id += 1;
      const target = targets[id % targets.length];
      if (target !== undefined) await call(target, agent, id);
      took.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  const sorted = took.toSorted((a, b) => a - b);
  const part = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { perSecond: took.length / seconds, p50: part(0.5), p99: part(0.99), worst: part(1), calls: took.length };
}

/** One call; throws on anything but a good answer, so that refusals are never counted as speed. */
export async function call(target: Target, agent: Agent, id: number): Promise<string> {
  const { tool, args, session } = target;
  const message = { jsonrpc: '2.0', id, method: 'tools/call', params: { name: tool, arguments: args } };
  const { body, headers } = target.isModern
    ? inModern(message)
    : { body: message, headers: session === null ? {} : { 'mcp-session-id': session } };
  const { text } = await send(target.url, headers, body, agent);
  if (!text.includes('structuredContent') || text.includes('"isError":true'))
    throw new Error(`not a good answer: ${text.slice(0, 300)}`);
  return text;
}

/** Opens a session, for servers that have them. */
export async function begin(url: string): Promise<string> {
  const agent = new Agent();
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  const { session } = await send(url, {}, { jsonrpc: '2.0', id: 0, method: 'initialize', params }, agent);
  await send(url, { 'mcp-session-id': session }, { jsonrpc: '2.0', method: 'notifications/initialized' }, agent);
  return session;
}

function send(url: string, more: Readonly<Record<string, string>>, body: object, agent: Agent) {
  return new Promise<{ text: string; session: string }>((done, fail) => {
    const headers = { ...HEADERS, ...more };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () =>
        done({
          text: Buffer.concat(chunks).toString('utf8'),
          session: String(response.headers['mcp-session-id'] ?? ''),
        }),
      );
    });
    asked.once('error', fail);
    asked.end(JSON.stringify(body));
  });
}

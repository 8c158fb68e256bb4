import { Agent, request } from 'node:http';

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  readonly calls: number;
}

export interface Target {
  readonly url: string;
  readonly session: string | null;
  readonly tool: string;
  readonly args: object;
}

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** So many connections, each with its next call as soon as the last one is answered, until `enough` says so. */
export async function load(target: Target, connections: number, enough: (calls: number) => boolean): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  let id = 0;
  const began = performance.now();
  const one = async () => {
    while (!enough(took.length)) {
      const at = performance.now();
      id += 1;
      await call(target, agent, id);
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
  const body = { jsonrpc: '2.0', id, method: 'tools/call', params: { name: target.tool, arguments: target.args } };
  const { text } = await send(target.url, target.session, body, agent);
  if (!text.includes('structuredContent') || text.includes('"isError":true'))
    throw new Error(`not a good answer: ${text.slice(0, 300)}`);
  return text;
}

/** Opens a session, for servers that have them. */
export async function begin(url: string): Promise<string> {
  const agent = new Agent();
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
  const { session } = await send(url, null, { jsonrpc: '2.0', id: 0, method: 'initialize', params }, agent);
  await send(url, session, { jsonrpc: '2.0', method: 'notifications/initialized' }, agent);
  return session;
}

function send(url: string, session: string | null, body: object, agent: Agent) {
  return new Promise<{ text: string; session: string }>((done, fail) => {
    const headers = session === null ? HEADERS : { ...HEADERS, 'mcp-session-id': session };
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

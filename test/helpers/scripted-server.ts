import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { expect, onTestFinished } from 'vitest';

export interface ScriptedCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** How often this route was called before. */
  readonly nth: number;
}

export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly json?: unknown;
      readonly text?: string;
    }
  /** `reset`: the connection breaks. `stall`: nothing ever comes. `cut`: the body ends before its announced length. */
  | { readonly fault: 'reset' | 'stall' }
  | { readonly fault: 'cut'; readonly json: unknown };

export type Route = (call: ScriptedCall) => Reply | Promise<Reply>;

export interface ScriptedServer {
  readonly origin: string;
  readonly calls: readonly ScriptedCall[];
  callsTo(route: string): readonly ScriptedCall[];
  /** Adds or replaces a route, such as `GET /api/v1/apps`. */
  route(name: string, answer: Route): void;
}

/** A real server on loopback that knows its routes and nothing else: a call that no route expects fails the test. */
export async function scriptedServer(
  routes: Readonly<Record<string, Route>> = {},
  tls: { readonly key: string; readonly cert: string } | null = null,
  whenDone: (clean: () => Promise<void>) => void = onTestFinished,
): Promise<ScriptedServer> {
  const known = new Map(Object.entries(routes));
  const calls: (ScriptedCall & { readonly route: string })[] = [];
  const unexpected: string[] = [];
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      unexpected.push(String(error));
      response.destroy();
    });
  };
  const server = tls === null ? createServer(listen) : createTlsServer(tls, listen);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = `${request.method ?? 'GET'} ${url.pathname}`;
    const route = known.get(name);
    const call = {
      route: name,
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      nth: calls.filter((one) => one.route === name).length,
    };
    calls.push(call);
    if (route === undefined) {
      unexpected.push(`${name}${url.search}`);
      response.writeHead(418).end('nobody expected this call');
      return;
    }
    send(response, await route(call));
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  whenDone(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(unexpected).toEqual([]);
  });
  return {
    origin: `${tls === null ? 'http://127.0.0.1' : 'https://localhost'}:${address.port}`,
    calls,
    callsTo: (route) => calls.filter((one) => one.route === route),
    route: (name, route) => {
      known.set(name, route);
    },
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if ('fault' in reply) {
    if (reply.fault === 'reset') response.destroy();
    if (reply.fault === 'cut') {
      const whole = JSON.stringify(reply.json);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(whole.length) });
      response.write(whole.slice(0, Math.floor(whole.length / 2)), () => response.destroy());
    }
    return;
  }
  const { status = 200, headers = {}, json, text } = reply;
  const body = text ?? (json === undefined ? '' : JSON.stringify(json));
  response.writeHead(status, {
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
  });
  response.end(body);
}

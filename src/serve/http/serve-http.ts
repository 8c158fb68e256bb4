import { createServer, type Server } from 'node:http';
import { type Socket, Server as SocketServer } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { ClariIdentityError } from '../../model/errors.ts';
import { bare } from '../../model/foreign.ts';
import { networkOf } from './address.ts';
import { httpApp } from './app.ts';
import type { HttpLimits } from './limits.ts';
import { places } from './places.ts';
import type { HttpAppOptions } from './shared.ts';

export interface HttpAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface HttpServing {
  readonly url: string;
  /** Finishes the calls in flight, then ends. */
  stop(): Promise<void>;
}

/**
 * Starts listening.
 * @throws ERR_CONFIG if the address is not available.
 */
export async function serveHttp(options: HttpAppOptions, address: HttpAddress): Promise<HttpServing> {
  const { limits, log } = options;
  const app = httpApp(options);
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(5_000, limits.headersMs),
      keepAliveTimeout: 20_000,
      maxHeaderSize: 16_384,
      requireHostHeader: false,
    },
    app.listener,
  );
  server.maxConnections = limits.connections;
  boundConnections(server, limits);
  server.maxHeadersCount = 100;
  server.timeout = limits.idleSocketMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(address, cause)));
    server.listen({ host: address.host, port: address.port, backlog: 511 }, resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const url = `http://${host}:${port}/mcp`;
  log('info', 'listening', { url, port, stateless: options.stateless });
  return {
    url,
    async stop() {
      log('info', 'stopping');
      // It goes on listening until then.
      await app.drain();
      await quietMoment(limits.lateMs);
      // That of a server for any protocol stops listening at once; that of HTTP looks through its connections first.
      const closed = new Promise<void>((resolve) => SocketServer.prototype.close.call(server, () => resolve()));
      server.closeIdleConnections();
      // Whoever was connected in the last moment has not said yet what they came for.
      await Promise.race([closed, setTimeout(limits.lateMs, undefined, { ref: false })]);
      await app.close();
      server.closeAllConnections();
      await closed;
      log('info', 'stopped');
    },
  };
}

/** An iteration of the event loop in which nothing happened is shorter than this. */
const NOTHING_HAPPENED_MS = 0.1;
const QUIET_ITERATIONS = 3;
/** More of them in a row take so long that a busy machine gives the processor to somebody else in the middle. */
const ITERATIONS_IN_A_ROW = 12;

/**
 * Waits until the event loop accepted all who are connected and had nothing else to do since: the system resets connections
 * that are not accepted yet when a server stops listening.
 */
async function quietMoment(longestMs: number): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < longestMs) {
    // Who slept has the processor for a while.
    await setTimeout(1);
    let quiet = 0;
    let last = performance.now();
    for (let row = 0; row < ITERATIONS_IN_A_ROW; row += 1) {
      await setImmediate();
      const now = performance.now();
      quiet = now - last < NOTHING_HAPPENED_MS ? quiet + 1 : 0;
      if (quiet === QUIET_ITERATIONS) return;
      last = now;
    }
  }
}

/** Closes what one address opens beyond its part, before anything is read of it. */
function boundConnections(server: Server, { connections, connectionsOfOne }: HttpLimits): void {
  const open = places({ all: connections, ofOne: connectionsOfOne });
  server.prependListener('connection', (socket: Socket) => {
    const leave = open.take(networkOf(socket.remoteAddress));
    if (typeof leave === 'function') socket.once('close', leave);
    else socket.destroy();
  });
}

function cannotListen({ host, port }: HttpAddress, cause: Error): ClariIdentityError {
  const code = 'code' in cause ? String(cause.code) : 'unknown';
  return new ClariIdentityError(
    'ERR_CONFIG',
    `The server cannot listen on ${bare(host)}:${port} (${bare(code)}).`,
    'Choose another --port or --host, or stop what listens there; --port 0 takes any free port.',
    { cause },
  );
}

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Caller } from '../../model/actor.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import { LIMITS } from '../http/limits.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { checkHost } from '../http/same-host.ts';
import { type Desk, desk } from './desk.ts';
import { localEntrance } from './local-entrance.ts';
import { pageApp } from './page-app.ts';
import type { PlaceOptions } from './visit.ts';

export interface LocalPageOptions
  extends Pick<PlaceOptions, 'version' | 'tools' | 'templates' | 'open' | 'log' | 'now'> {
  readonly caller: Caller;
  /** 0: any free port. */
  readonly port: number;
}

export interface LocalPage {
  readonly desk: Desk;
  /** Where it listens, without the part that only visitors know. */
  readonly origin: string;
  /** A link for one browser, once; see `LocalEntrance`. */
  link(path: string): string;
  /** When a visitor was last here, in epoch milliseconds. */
  lastSeen(): number;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const RULE = { names: [HOST], addresses: false };

/**
 * Serves the page on loopback, for the person at this machine.
 * @throws ERR_CONFIG if the port is taken.
 */
export async function startLocalPage(options: LocalPageOptions): Promise<LocalPage> {
  // Browsers send the cookies of a host to all its ports: this path keeps ours from whatever else listens there.
  const base = `/${randomBytes(16).toString('base64url')}`;
  const server = createServer({
    headersTimeout: LIMITS.headersMs,
    requestTimeout: LIMITS.requestMs,
    maxHeaderSize: 16_384,
  });
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(taken(options.port, cause)));
    server.listen({ host: HOST, port: options.port }, resolve);
  });
  const origin = `http://${HOST}:${portOf(server.address())}`;
  const caller: Caller = { ...options.caller, actor: { ...options.caller.actor, via: 'page' } };
  const entrance = localEntrance({ origin, base, version: options.version, caller, now: options.now });
  const waiting = desk(options.now);
  const app = pageApp({ ...options, entrance, desk: waiting, origin, base });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false, hostname: HOST });
  server.on('request', (request, response) => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    try {
      checkHost(request, RULE);
    } catch (error) {
      refuse(response, error instanceof Refusal ? error : new Refusal(500, 'An unexpected fault.'), request.complete);
      return;
    }
    void listener(request, response);
  });
  // A stdio server ends with its client, and waits for no browser.
  server.unref();
  return {
    desk: waiting,
    origin,
    link: (path) => entrance.link(path),
    lastSeen: () => entrance.lastSeen,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await app.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function taken(port: number, cause: Error): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `The page cannot listen on ${HOST}:${port}.`,
    'Choose another --port, or leave it out: then any free one is taken.',
    { cause },
  );
}

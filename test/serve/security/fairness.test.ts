import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../../src/model/secret.ts';
import { guessable } from '../../../src/serve/authorize/guessable.ts';
import { defineTool, READING } from '../../../src/tool.ts';
import { testWorld } from '../../helpers/deps.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { MODERN } from '../../helpers/modern.ts';
import { rawSocket } from '../../helpers/raw-http.ts';
import { callOf, initialize, shared } from '../../helpers/shared.ts';

const TOKEN = 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0';

/** A request from an address of this machine; the status of its answer, as soon as that begins. */
function from(
  address: string,
  port: number,
  message: object | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly session: string; close(): void }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/mcp',
        method: message === null ? 'GET' : 'POST',
        localAddress: address,
        agent: false,
        headers: {
          'content-type': 'application/json',
          accept: message === null ? 'text/event-stream' : 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        response.on('error', () => undefined);
        response.resume();
        const { 'mcp-session-id': session = '' } = response.headers;
        resolve({ status: response.statusCode ?? 0, session: String(session), close: () => sent.destroy() });
      },
    );
    sent.on('error', reject);
    sent.end(message === null ? undefined : JSON.stringify(message));
  });
}

const ONE = '127.0.0.1';
const OTHER = '127.0.0.2';

const listen = {
  jsonrpc: '2.0',
  id: 'listen',
  method: 'subscriptions/listen',
  params: {
    notifications: { resourceSubscriptions: ['clari://coverage'] },
    _meta: {
      'io.modelcontextprotocol/protocolVersion': MODERN,
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};
const MODERN_HEADERS = { 'mcp-protocol-version': MODERN, 'mcp-method': 'subscriptions/listen' };

describe('who takes much leaves the others theirs', () => {
  const bearer = { authorization: `Bearer ${TOKEN}` };
  const team = (limits: object = {}) => shared({ http: { token: new Secret(TOKEN) }, limits });

  test('64 streams of news: the own are limited, calls of the same caller and of others are answered', async () => {
    const server = await team({ streamsOfOne: 8 });
    const opened = await Promise.all(
      Array.from({ length: 64 }, () => from(ONE, server.port, listen, { ...bearer, ...MODERN_HEADERS })),
    );
    expect(opened.filter(({ status }) => status === 200)).toHaveLength(8);
    expect(opened.filter(({ status }) => status === 429)).toHaveLength(56);
    expect((await server.post(callOf('get_coverage'), bearer)).status).toBe(400);
    expect((await server.post(initialize, bearer)).status).toBe(200);
    const other = await from(OTHER, server.port, listen, { ...bearer, ...MODERN_HEADERS });
    expect(other.status).toBe(200);
    for (const one of [...opened, other]) one.close();
  });

  test('64 bodies that never end: a caller with the same token at another address is answered', async () => {
    const server = await team({ calls: 200, callsOfOne: 64, requestMs: 20_000 });
    const slow = await Promise.all(Array.from({ length: 64 }, () => rawSocket(server.port)));
    for (const socket of slow)
      socket.write(
        `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`,
      );
    await expect
      .poll(async () => (await from(ONE, server.port, initialize, bearer)).status, { timeout: 20_000 })
      .toBe(429);
    expect((await from(OTHER, server.port, initialize, bearer)).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  test('sessions with the same token: each address has its own', async () => {
    const server = await team({ sessionsOfOne: 2 });
    const streams = [];
    for (let at = 0; at < 2; at += 1) {
      const { session } = await from(ONE, server.port, initialize, bearer);
      streams.push(await from(ONE, server.port, null, { ...bearer, 'mcp-session-id': session }));
    }
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    expect((await from(ONE, server.port, initialize, bearer)).status).toBe(503);
    expect((await from(OTHER, server.port, initialize, bearer)).status).toBe(200);
    for (const one of streams) one.close();
  });

  test('large bodies: one caller can not hold all of the memory for them', async () => {
    const server = await team({ heldBytes: 400_000, heldBytesOfOne: 200_000, requestMs: 20_000 });
    const head = (bytes: number) =>
      `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
    const large = await rawSocket(server.port);
    large.write(`${head(300_000)}${'x'.repeat(190_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const big = { ...initialize, params: { ...initialize.params, _meta: { padding: 'x'.repeat(100_000) } } };
    await expect.poll(async () => (await from(ONE, server.port, big, bearer)).status, { timeout: 20_000 }).toBe(503);
    expect((await from(OTHER, server.port, big, bearer)).status).toBe(200);
    large.destroy();
  });

  test('one person with four sets of roles is one caller', async () => {
    const world = await testWorld('2026-11-20T12:00:00.000Z');
    const issued = await issuer(() => new Date(world.clock()));
    const oauth = { issuer: issued.url, audience: AUDIENCE, jwksUrl: issued.jwksUrl };
    const own = await shared({ world, stateless: true, limits: { callsOfOne: 4 }, more: [held()], http: { oauth } });
    const sets = [['viewer'], ['viewer', 'operator'], ['operator'], ['approver', 'viewer']];
    const waiting = [];
    for (const roles of sets) {
      const token = await issued.token({ sub: 'olga', clari_identity_roles: roles });
      waiting.push(from(ONE, own.port, callOf('held_call'), { authorization: `Bearer ${token}` }));
    }
    const again = async (sub: string) =>
      (
        await from(ONE, own.port, callOf('get_coverage'), {
          authorization: `Bearer ${await issued.token({ sub, clari_identity_roles: ['viewer'] })}`,
        })
      ).status;
    await expect.poll(() => again('olga'), { timeout: 20_000 }).toBe(429);
    expect(await again('pia')).toBe(200);
    letGo();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

let letGo: () => void = () => undefined;

/** A call that waits until the test lets go. */
function held() {
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return defineTool({
    name: 'held_call',
    title: 'Held',
    description: 'Waits until the test lets go.',
    inputSchema: z.strictObject({}),
    outputSchema: z.object({ outcome: z.string() }),
    annotations: READING,
    async handler() {
      await free;
      return { structured: { outcome: 'free' }, text: 'free' };
    },
  });
}

describe('a shared token that can be guessed is refused at the start', () => {
  test.each([
    ['short', 'q7Vt2mK9xR4b', 'has 12 characters'],
    ['one character', 'a'.repeat(40), 'few characters'],
    ['two words over and over', 'clari-token-clari-token-clari-token-', 'repeats itself'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789', 'runs along'],
    ['words', 'please-change-this-secret-token-of-the-team', 'is made of words'],
  ])('%s', async (_case, token, why) => {
    await expect(shared({ http: { token: new Secret(token) } })).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      message: expect.stringContaining(why),
    });
  });

  test('random ones of the usual makers are never refused', () => {
    for (let time = 0; time < 5_000; time += 1) {
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      for (const encoding of ['hex', 'base64', 'base64url'] as const)
        expect(guessable(Buffer.from(bytes).toString(encoding))).toBeNull();
      expect(guessable(Buffer.from(bytes.subarray(0, 16)).toString('hex'))).toBeNull();
      expect(guessable(crypto.randomUUID())).toBeNull();
    }
  });
});

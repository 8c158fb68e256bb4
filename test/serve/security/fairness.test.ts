import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { guessable } from '../../../src/serve/authorize/guessable.ts';
import { testWorld } from '../../helpers/deps.ts';
import { heldCall } from '../../helpers/held-call.ts';
import { AUDIENCE, issuer } from '../../helpers/issuer.ts';
import { listenRequest } from '../../helpers/modern.ts';
import { rawSocket, statuses, untilClosed } from '../../helpers/raw-http.ts';
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

/** A message of which this many bytes were announced and one came. */
function slowBody(path: string, headers: readonly string[]): string {
  return `${[`POST ${path} HTTP/1.1`, 'Host: localhost', 'Content-Length: 5000', ...headers].join('\r\n')}\r\n\r\n{`;
}

const WITH_TOKEN = [`Authorization: Bearer ${TOKEN}`, 'Content-Type: application/json'];

/** So many connections from one address that each said this. */
async function sockets(count: number, port: number, said: string) {
  const open = await Promise.all(Array.from({ length: count }, () => rawSocket(port)));
  for (const socket of open) socket.write(said);
  return open;
}

/** The statuses of so many calls from the other address, one after the other. */
async function callsOfOther(port: number, count: number, headers: Readonly<Record<string, string>>) {
  const seen = [];
  for (let at = 0; at < count; at += 1)
    seen.push((await from(OTHER, port, callOf('get_coverage', {}, at), headers)).status);
  return seen;
}

const ONE = '127.0.0.1';
const OTHER = '127.0.0.2';

const { message: listen, headers: MODERN_HEADERS } = listenRequest();

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
    const slow = await sockets(64, server.port, slowBody('/mcp', WITH_TOKEN));
    await expect
      .poll(async () => (await from(ONE, server.port, initialize, bearer)).status, { timeout: 20_000 })
      .toBe(429);
    expect((await from(OTHER, server.port, initialize, bearer)).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  test('slow bodies take no place of a call: the calls of everybody else have all of them', async () => {
    const server = await shared({
      stateless: true,
      http: { token: new Secret(TOKEN) },
      limits: { calls: 2, callsOfOne: 2, bodiesOfOne: 8, requestMs: 30_000, bodyGraceMs: 30_000 },
    });
    await sockets(64, server.port, slowBody('/mcp', WITH_TOKEN));
    await expect
      .poll(async () => (await from(ONE, server.port, initialize, bearer)).status, { timeout: 20_000 })
      .toBe(429);
    expect(await callsOfOther(server.port, 8, bearer)).toEqual(Array.from({ length: 8 }, () => 200));
  });

  test('a caller with 70 slow bodies is refused those beyond 64, each with when to come back', async () => {
    const server = await team({ requestMs: 30_000, bodyGraceMs: 30_000 });
    const slow = await sockets(70, server.port, slowBody('/mcp', WITH_TOKEN));
    const refused: string[] = [];
    for (const socket of slow) void untilClosed(socket).then((said) => refused.push(said));
    await expect.poll(() => refused.length, { timeout: 20_000 }).toBe(6);
    expect(refused.flatMap(statuses)).toEqual(refused.map(() => 429));
    for (const said of refused) expect(said.toLowerCase()).toContain('retry-after: 1\r\n');
  });

  test.each([
    ['without a token', ['Content-Type: application/json'], 401],
    ['with a wrong token', ['Content-Type: application/json', 'Authorization: Bearer abc'], 401],
    ['that are no JSON', [`Authorization: Bearer ${TOKEN}`, 'Content-Type: text/plain'], 415],
  ])('bodies %s are not read: 100 of them are refused at once', async (_case, headers, status) => {
    const server = await team({ bodyGraceMs: 30_000 });
    const slow = await sockets(100, server.port, slowBody('/mcp', headers));
    const said = await Promise.all(slow.map(untilClosed));
    // Those that were not refused for what they are were beyond what one caller may send at a time.
    expect(said.flatMap(statuses)).toHaveLength(100);
    expect(new Set(said.flatMap(statuses))).toContain(status);
    expect(said.flatMap(statuses).filter((one) => one !== status && one !== 429)).toEqual([]);
  });

  test('a body that drips is refused long before the time of a request is over', async () => {
    const server = await team({ bodyGraceMs: 500, bodyBytesPerSecond: 1_000 });
    const [socket] = await sockets(1, server.port, slowBody('/mcp', WITH_TOKEN));
    const drip = setInterval(() => socket?.write('x'), 100);
    const said = await (socket === undefined ? '' : untilClosed(socket));
    clearInterval(drip);
    expect(statuses(said)).toEqual([408]);
    expect(said).toContain('The message comes too slowly.');
  });

  test('a large body that comes at its rate is read to its end, however long that takes', async () => {
    const server = await team({ bodyGraceMs: 300, bodyBytesPerSecond: 1_000 });
    const socket = await rawSocket(server.port);
    const body = JSON.stringify({
      ...initialize,
      params: { ...initialize.params, _meta: { padding: 'x'.repeat(20_000) } },
    });
    const head = `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/event-stream\r\nContent-Length: ${body.length}\r\n`;
    socket.write(`${head}${WITH_TOKEN.join('\r\n')}\r\nConnection: close\r\n\r\n`);
    const answer = untilClosed(socket);
    for (let at = 0; at < body.length; at += 4_000) {
      socket.write(body.slice(at, at + 4_000));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(statuses(await answer)).toEqual([200]);
  });

  test('half-open connections: one address can not take all, and another is answered', async () => {
    const server = await team({ connections: 80, connectionsOfOne: 64 });
    const silent = await sockets(100, server.port, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n');
    await expect.poll(() => silent.filter((socket) => socket.closed).length, { timeout: 20_000 }).toBe(36);
    for (let at = 0; at < 10; at += 1) expect((await from(OTHER, server.port, initialize, bearer)).status).toBe(200);
    expect(silent.filter((socket) => socket.closed)).toHaveLength(36);
  });

  test('all of it at once from one address: each call of another is answered', async () => {
    const { tool, letGo } = heldCall();
    const server = await shared({
      stateless: true,
      more: [tool],
      http: { token: new Secret(TOKEN) },
      limits: { requestMs: 60_000, bodyGraceMs: 60_000 },
    });
    const streams = Array.from({ length: 64 }, () => from(ONE, server.port, listen, { ...bearer, ...MODERN_HEADERS }));
    const calls = Array.from({ length: 80 }, (_, at) => from(ONE, server.port, callOf('held_call', {}, at), bearer));
    await sockets(80, server.port, slowBody('/mcp', WITH_TOKEN));
    await sockets(80, server.port, slowBody('/mcp', ['Content-Type: application/json']));
    await sockets(80, server.port, slowBody('/decide', ['Content-Type: application/x-www-form-urlencoded']));
    await sockets(300, server.port, 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n');
    await expect
      .poll(async () => (await from(ONE, server.port, initialize, bearer)).status, { timeout: 20_000 })
      .toBe(429);
    expect(await callsOfOther(server.port, 40, bearer)).toEqual(Array.from({ length: 40 }, () => 200));
    letGo();
    const settled = await Promise.all([...streams, ...calls]);
    expect(settled.filter(({ status }) => ![200, 429].includes(status))).toEqual([]);
    for (const one of settled) one.close();
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
    const { tool, letGo } = heldCall();
    const own = await shared({ world, stateless: true, limits: { callsOfOne: 4 }, more: [tool], http: { oauth } });
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

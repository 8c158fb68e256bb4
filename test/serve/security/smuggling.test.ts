import { expect, test } from 'vitest';
import { Secret } from '../../../src/model/secret.ts';
import { exchange, rawPost, statuses } from '../../helpers/raw-http.ts';
import { callOf, shared } from '../../helpers/shared.ts';

const BODY = JSON.stringify(callOf('get_coverage'));
const TOKEN = 'q7Vt2mK9xR4bLw8ZsN3eYc6Hd1PfJ5UaG0';
const GOOD = [`Authorization: Bearer ${TOKEN}`, 'Host: localhost'];
/** What never ends is ended soon, so that the test is. */
const limits = { headersMs: 500, requestMs: 1_000 };
const SMUGGLED = `0\r\n\r\n${rawPost(BODY, GOOD)}`;

const REFUSED: readonly [string, string][] = [
  ['a length and chunks', rawPost(SMUGGLED, [...GOOD, 'Content-Length: 5', 'Transfer-Encoding: chunked'])],
  ['chunks and a length', rawPost(SMUGGLED, [...GOOD, 'Transfer-Encoding: chunked', 'Content-Length: 5'])],
  ['two lengths', rawPost(BODY, [...GOOD, `Content-Length: ${BODY.length}`, 'Content-Length: 5'])],
  [
    'the same length twice',
    rawPost(BODY, [...GOOD, `Content-Length: ${BODY.length}`, `Content-Length: ${BODY.length}`]),
  ],
  ['a length that is none', rawPost(BODY, [...GOOD, 'Content-Length: +5'])],
  ['a length below nothing', rawPost(BODY, [...GOOD, 'Content-Length: -1'])],
  ['an encoding that hides chunks', rawPost(SMUGGLED, [...GOOD, 'Transfer-Encoding: xchunked'])],
  ['a chunk size that is none', rawPost('zz\r\n{}\r\n0\r\n\r\n', [...GOOD, 'Transfer-Encoding: chunked'])],
  ['two hosts', rawPost(BODY, [...GOOD, 'Host: evil.example'])],
  ['two tokens', rawPost(BODY, [...GOOD, 'Authorization: Bearer other'])],
  ['two sessions', rawPost(BODY, [...GOOD, 'Mcp-Session-Id: a', 'Mcp-Session-Id: b'])],
  ['two origins', rawPost(BODY, [...GOOD, 'Origin: http://localhost', 'Origin: http://evil.example'])],
  ['two types', rawPost(BODY, [...GOOD, 'Content-Type: text/plain'])],
  ['a space before the colon', rawPost(BODY, [...GOOD, 'X-Some : thing'])],
  ['a folded header', rawPost(BODY, [...GOOD, 'X-Some: thing\r\n more'])],
  ['a header without a name', rawPost(BODY, [...GOOD, ': thing'])],
  ['a bare line feed in a header', rawPost(BODY, [...GOOD, 'X-Some: thing\nX-Other: thing'])],
  ['a null in a header', rawPost(BODY, [...GOOD, 'X-Some: th\0ing'])],
  ['a whole address as the target', rawPost(BODY, GOOD).replace('/mcp', 'http://evil.example/mcp')],
  [
    'more headers than a message needs',
    rawPost(BODY, [...GOOD, ...Array.from({ length: 400 }, (_, at) => `X-${at}: ${'v'.repeat(60)}`)]),
  ],
];

test.each(REFUSED)('%s: refused, and nothing behind it is answered', async (_what, bytes) => {
  const server = await shared({ stateless: true, limits, http: { token: new Secret(TOKEN) } });
  const said = await exchange(server.port, bytes);
  const [first, ...more] = statuses(said);
  expect(first).toBeGreaterThanOrEqual(400);
  expect(first).toBeLessThan(500);
  expect(more.filter((status) => status === 200)).toEqual([]);
  expect(said).not.toContain('structuredContent');
});

test('who asks is never read from a header that a proxy or a client may add', async () => {
  const server = await shared({ stateless: true, limits, http: { token: new Secret(TOKEN) } });
  const forged = [
    'X-Forwarded-User: admin',
    'X-Remote-User: admin',
    'X-Forwarded-Host: localhost',
    'Forwarded: for=127.0.0.1',
  ];
  expect(statuses(await exchange(server.port, rawPost(BODY, ['Host: localhost', ...forged])))).toEqual([401]);
  const host = ['Host: evil.example', 'X-Forwarded-Host: localhost', `Authorization: Bearer ${TOKEN}`];
  expect(statuses(await exchange(server.port, rawPost(BODY, host)))).toEqual([403]);
});

test.each([
  ['garbage', Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 167) % 256))],
  ['the greeting of TLS', Buffer.from('16030100a5010000a10303', 'hex')],
  ['HTTP/2 without having been asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['a line without end', `GET /${'a'.repeat(100_000)}`],
])('%s is answered with a refusal or a closed door, and the server goes on', async (_what, bytes) => {
  const server = await shared({ stateless: true, limits });
  const said = await exchange(server.port, bytes);
  expect(statuses(said).filter((status) => status < 400)).toEqual([]);
  expect((await server.post(callOf('get_coverage'))).status).toBe(200);
});

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exchange, rawPost, statuses } from '../../helpers/raw-http.ts';
import { answerOf, callOf, shared } from '../../helpers/shared.ts';

const GOOD = callOf('get_coverage');

async function stillServes(server: Awaited<ReturnType<typeof shared>>): Promise<void> {
  expect((await server.post(GOOD)).status).toBe(200);
}

test.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, identity'])(
  'a body compressed by %s is refused before it is unpacked',
  async (encoding) => {
    const server = await shared({ stateless: true });
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const response = await fetch(server.serving.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: bomb,
    });
    expect(response.status).toBe(415);
    await stillServes(server);
  },
);

const deep = (levels: number, open = '[', close = ']') => `${open.repeat(levels)}1${close.repeat(levels)}`;

test.each([
  ['lists in lists', deep(5_000_000), 400],
  ['objects in objects', deep(1_000_000, '{"a":', '}'), 400],
  ['lists in the arguments of a call', JSON.stringify(GOOD).replace('{}', `{"a":${deep(40)}}`), 400],
  ['brackets that never close', '['.repeat(3_000_000), 400],
  ['millions of numbers', `[${'1,'.repeat(4_000_000)}1]`, 413],
  ['millions of empty objects', `[${'{},'.repeat(1_000_000)}{}]`, 413],
  ['many messages at once', JSON.stringify(Array.from({ length: 21 }, (_, at) => callOf('get_coverage', {}, at))), 400],
  ['no message at all', '[]', 400],
  ['a string without end', `{"a":"${'x'.repeat(1_000_000)}`, 400],
  ['a string of backslashes', `{"a":"${'\\'.repeat(1_000_001)}`, 400],
  ['words', 'let me in', 400],
  ['nothing', '', 400],
  ['a number', '42', 400],
  ['null', 'null', 400],
  ['a message without a method', '{"jsonrpc":"2.0","id":1}', 400],
  ['another version of JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"tools/list"}', 400],
  ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"tools/list"}', 400],
])('a bomb of JSON, %s, is refused', async (_what, body, status) => {
  const server = await shared({ stateless: true });
  expect((await server.post(body)).status).toBe(status);
  await stillServes(server);
});

test('text that is not UTF-8 is refused, and another type too', async () => {
  const server = await shared({ stateless: true });
  const post = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
    fetch(server.serving.url, { method: 'POST', headers: { 'content-type': type, accept: '*/*' }, body });
  expect((await post(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'application/json')).status).toBe(400);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json5'])
    expect((await post(JSON.stringify(GOOD), type)).status).toBe(415);
});

test.each([
  ['ten megabytes of content', 10_000_000, 200],
  ['more than any message may have', 33_000_000, 413],
])('%s: taken or refused, never fatal', async (_what, length, status) => {
  const server = await shared({ stateless: true });
  const content = `clari_id,email,role,status\n1,a@acme.com,Rep,Active\n${'x'.repeat(length)}`;
  const response = await server
    .post(callOf('import_clari_export', { content, as_of: '2026-11-19T00:00:00Z' }))
    .catch(() => null);
  // A client that is still sending when it is refused may see its connection close instead.
  if (response !== null) expect(response.status).toBe(status);
  else expect(status).toBe(413);
  await stillServes(server);
});

test('chunks that go on for ever are cut off', async () => {
  const server = await shared({ stateless: true, limits: { bodyBytes: 100_000 } });
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const said = await exchange(server.port, rawPost(chunk.repeat(4), ['Host: localhost', 'Transfer-Encoding: chunked']));
  expect(statuses(said)).toEqual([413]);
  await stillServes(server);
});

test('large messages that are held at the same time have a limit of their own', async () => {
  const server = await shared({ stateless: true, limits: { heldBytes: 1_000_000 } });
  const big = JSON.stringify(
    callOf('import_clari_export', { content: 'x'.repeat(1_200_000), as_of: '2026-11-19T00:00:00Z' }),
  );
  expect((await server.post(big)).status).toBe(503);
  // What was refused is held no more.
  for (let times = 0; times < 5; times += 1) await stillServes(server);
});

test.each([
  ['an argument that is not asked for', { response_format: 'concise', admin: true }],
  ['an argument of another type', { response_format: 7 }],
  ['a list for a word', { response_format: ['concise'] }],
  ['its constructor', { constructor: { prototype: { polluted: true } } }],
])('arguments with %s are an error that changes nothing', async (_what, args) => {
  const server = await shared({ stateless: true });
  const answer = await answerOf(await server.post(callOf('get_coverage', args)));
  expect(answer).toMatchObject({ result: { isError: true } });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('the prototype of all objects is no argument', async () => {
  const server = await shared({ stateless: true });
  const message = JSON.stringify(callOf('get_coverage')).replace('{}', '{"__proto__":{"polluted":true}}');
  await (await server.post(message)).text();
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

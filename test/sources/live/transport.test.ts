import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { baseUrlProblem } from '../../../src/model/base-url.ts';
import { pageFault, trail } from '../../../src/sources/live/trail.ts';
import { transport } from '../../../src/sources/live/transport.ts';
import type { Tuning } from '../../../src/sources/live/tuning.ts';
import { type Reply, scriptedServer } from '../../helpers/scripted-server.ts';
import { testTuning } from '../../helpers/tuning.ts';

async function against(replies: readonly Reply[], over: Partial<Tuning> = {}) {
  const server = await scriptedServer({
    'GET /list': ({ nth }) => replies[Math.min(nth, replies.length - 1)] ?? { json: [] },
  });
  const tuning = testTuning(over);
  const way = transport({ service: 'Okta', origins: [server.origin], tuning });
  const send = (signal?: AbortSignal) =>
    way.send({ url: `${server.origin}/list`, headers: { authorization: 'SSWS hidden' }, signal });
  return { server, tuning, way, send };
}

const OK: Reply = { json: ['fine'] };

describe('an answer that may come right is asked for again', () => {
  const cases: readonly { readonly name: string; readonly first: Reply }[] = [
    { name: 'a reset connection', first: { fault: 'reset' } },
    { name: 'a body cut off on its way', first: { fault: 'cut', json: ['a long enough body'] } },
    { name: 'JSON that ends too early', first: { text: '[{"id":', headers: { 'content-type': 'application/json' } } },
    { name: '500', first: { status: 500, json: {} } },
    { name: '503 with a page of its own', first: { status: 503, text: '<html>later</html>' } },
    { name: '429', first: { status: 429, json: {} } },
  ];
  for (const { name, first } of cases)
    test(name, async () => {
      const { send, server, tuning } = await against([first, OK]);
      expect((await send()).text).toBe('["fine"]');
      expect(server.calls).toHaveLength(2);
      expect(tuning.waits).toHaveLength(1);
    });
});

test('attempts end, and each wait is longer than the one before', async () => {
  const { send, server, tuning } = await against([{ status: 502, text: '' }]);
  await expect(send()).rejects.toMatchObject({ code: 'ERR_SOURCE_FAILED', message: expect.stringContaining('502') });
  expect(server.calls).toHaveLength(5);
  expect(tuning.waits).toEqual([...tuning.waits].sort((a, b) => a - b));
});

test('a server that never answers is given up after its time, attempt by attempt', async () => {
  const { send, tuning } = await against([{ fault: 'stall' }], { timeoutMs: 20, attempts: 2 });
  await expect(send()).rejects.toMatchObject({ code: 'ERR_SOURCE_UNREACHABLE' });
  // How many arrive in so short a time depends on the machine; how often it was tried does not.
  expect(tuning.waits).toHaveLength(1);
});

test('waits are as long as the server asks, and never longer than the cap', async () => {
  const now = Math.floor(Date.now() / 1000);
  const { send, tuning } = await against([
    { status: 429, json: {}, headers: { 'retry-after': '7' } },
    {
      status: 429,
      json: {},
      headers: { 'x-rate-limit-reset': String(now + 20), date: new Date(now * 1000).toUTCString() },
    },
    { status: 503, json: {}, headers: { 'retry-after': '86400' } },
    OK,
  ]);
  await send();
  expect(tuning.waits.map((ms) => Math.round(ms / 1000))).toEqual([7, 21, 60]);
});

test('a clock that is wrong here does not make a wait wrong', async () => {
  const { send, tuning } = await against(
    [
      {
        status: 429,
        json: {},
        headers: { 'x-rate-limit-reset': '1800000010', date: new Date(1_800_000_000_000).toUTCString() },
      },
      OK,
    ],
    { nowMs: () => 0 },
  );
  await send();
  expect(tuning.waits.map((ms) => Math.round(ms / 1000))).toEqual([11]);
});

test('the next request waits for a new window before the limit is hit', async () => {
  const now = Date.now();
  const headers = (remaining: number) => ({
    'x-rate-limit-limit': '100',
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(Math.floor(now / 1000) + 30),
    date: new Date(now).toUTCString(),
  });
  const { send, tuning } = await against([
    { json: [], headers: headers(50) },
    { json: [], headers: headers(9) },
    { json: [], headers: headers(99) },
  ]);
  await send();
  await send();
  expect(tuning.waits).toEqual([]);
  await send();
  expect(tuning.waits).toHaveLength(1);
});

test("Graph's word that its limit is near is a pause too", async () => {
  const near = (share: string): Reply => ({ json: [], headers: { 'x-ms-throttle-limit-percentage': share } });
  const { send, tuning } = await against([near('0.5'), near('0.9'), OK]);
  await send();
  await send();
  expect(tuning.waits).toEqual([]);
  await send();
  expect(tuning.waits.map((ms) => Math.round(ms / 1000))).toEqual([2]);
});

describe('an answer that is no data is never taken for data', () => {
  const cases: readonly { readonly name: string; readonly reply: Reply; readonly code: string }[] = [
    {
      name: 'a web page with 200',
      reply: { text: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } },
      code: 'ERR_SOURCE_ANSWER',
    },
    {
      name: 'a web page that says it is JSON',
      reply: { text: '<html>', headers: { 'content-type': 'application/json' } },
      code: 'ERR_SOURCE_ANSWER',
    },
    {
      name: 'a page of a proxy with 403',
      reply: { status: 403, text: '<html>blocked', headers: { 'content-type': 'text/html' } },
      code: 'ERR_SOURCE_ANSWER',
    },
    {
      name: 'a redirect',
      reply: { status: 302, headers: { location: 'https://elsewhere.example/' } },
      code: 'ERR_SOURCE_ANSWER',
    },
  ];
  for (const { name, reply, code } of cases)
    test(name, async () => {
      const { send, server } = await against([reply]);
      await expect(send()).rejects.toMatchObject({ code });
      expect(server.calls).toHaveLength(1);
    });
});

test('a body without end is given up', async () => {
  const { send } = await against([{ text: 'x'.repeat(4_000_000) }], { bodyMaxBytes: 2_000_000, attempts: 1 });
  await expect(send()).rejects.toMatchObject({ code: 'ERR_SOURCE_ANSWER', message: expect.stringContaining('1 MB') });
});

test('nothing is sent to an origin that is not configured', async () => {
  const elsewhere = await scriptedServer();
  const { way } = await against([OK]);
  await expect(
    way.send({ url: `${elsewhere.origin}/list`, headers: { authorization: 'SSWS hidden' } }),
  ).rejects.toMatchObject({ code: 'ERR_SOURCE_LINK' });
  expect(elsewhere.calls).toEqual([]);
});

test('cancelling ends a request that hangs, and a wait', async () => {
  const stop = new AbortController();
  const { send, server } = await against([{ fault: 'stall' }]);
  server.route('GET /list', () => {
    stop.abort(new Error('stopped'));
    return { fault: 'stall' };
  });
  await expect(send(stop.signal)).rejects.toThrow('stopped');
  await expect(send(stop.signal)).rejects.toThrow('stopped');
  expect(server.calls).toHaveLength(1);
});

test('client errors are the answer, not a fault of the way', async () => {
  const { send, server } = await against([{ status: 403, json: { errorCode: 'E0000006' } }]);
  expect((await send()).status).toBe(403);
  expect(server.calls).toHaveLength(1);
});

describe('pages', () => {
  const first = 'https://acme.okta.com/api/v1/users?limit=200';
  const at = (cursor: string) => `https://acme.okta.com/api/v1/users?after=${cursor}`;

  test('a list ends where no link is', () => {
    const pages = trail('Okta', first);
    expect(pages.next(at('a'), 200)).toEqual({ go: at('a') });
    expect(pages.next(null, 3)).toBe('end');
    expect(pages.pages).toBe(2);
  });

  const stops = [
    { name: 'a link to another site', links: [['https://evil.example/next', 200]], code: 'foreign_link' },
    { name: 'a link to another port', links: [['https://acme.okta.com:8443/next', 200]], code: 'foreign_link' },
    { name: 'a link without encryption', links: [['http://acme.okta.com/next', 200]], code: 'foreign_link' },
    { name: 'a page that links to itself', links: [[first, 200]], code: 'cursor_repeated' },
    {
      name: 'a loop of two',
      links: [
        [at('a'), 200],
        [at('b'), 200],
        [at('a'), 200],
      ],
      code: 'cursor_repeated',
    },
    {
      name: 'empty pages without end',
      links: [
        [at('a'), 0],
        [at('b'), 0],
        [at('c'), 0],
        [at('d'), 0],
      ],
      code: 'empty_answer',
    },
    {
      name: 'more pages than any list has',
      links: [
        [at('a'), 1],
        [at('b'), 1],
        [at('c'), 1],
        [at('d'), 1],
        [at('e'), 1],
        [at('f'), 1],
      ],
      code: 'page_limit',
    },
  ] as const;
  for (const { name, links, code } of stops)
    test(`${name} is not followed`, () => {
      const pages = trail('Okta', first, 5);
      const last = links.map(([link, rows]) => pages.next(link, rows)).at(-1);
      expect(last).toMatchObject({ stop: { code } });
    });

  test('an empty page among full ones is passed over', () => {
    const pages = trail('Okta', first);
    expect(pages.next(at('a'), 200)).toEqual({ go: at('a') });
    expect(pages.next(at('b'), 0)).toEqual({ go: at('b') });
    expect(pages.next(null, 5)).toBe('end');
  });

  test('a fault of the way ends a list early; any other fails the read', async () => {
    const { send } = await against([{ status: 500, text: '' }]);
    const fault = await send().catch((error: unknown) => error);
    expect(pageFault(fault)).toContain('500');
    expect(pageFault(new Error('a defect'))).toBeNull();
  });
});

test.each([
  ['https://acme.okta.com', null],
  ['http://127.0.0.1:8080', null],
  ['http://localhost:1', null],
  ['http://[::1]:1', null],
  ['http://acme.okta.com', 'https'],
  ['http://127.0.0.1.evil.example', 'https'],
  ['ftp://acme.okta.com', 'https'],
  ['acme.okta.com', 'no address'],
  ['https://me:secret@acme.okta.com', 'credentials'],
  ['https://acme.okta.com/?a=b', 'before any'],
])('a base address %s', (address, problem) => {
  if (problem === null) expect(baseUrlProblem(address)).toBeNull();
  else expect(baseUrlProblem(address)).toContain(problem);
});

describe('a request that sets something going is made again only where the server says that it did nothing', () => {
  const cases: readonly [string, Reply, number][] = [
    ['429', { status: 429, json: {} }, 2],
    ['503', { status: 503, json: {} }, 2],
    ['500', { status: 500, json: {} }, 1],
    ['a reset', { fault: 'reset' }, 1],
    ['a stall', { fault: 'stall' }, 1],
    ['an answer cut off', { fault: 'cut', json: ['a long enough body'] }, 1],
  ];
  for (const [name, first, calls] of cases)
    test(name, async () => {
      const { server, way } = await against([first, OK], name === 'a stall' ? { timeoutMs: 500 } : {});
      const sent = way.send({ url: `${server.origin}/list`, once: true });
      await (calls === 2 ? sent : expect(sent).rejects.toMatchObject({ code: expect.stringContaining('ERR_SOURCE') }));
      expect(server.calls).toHaveLength(calls);
    });
});

describe('a body of any length goes elsewhere', () => {
  function sink() {
    let [content, begun] = ['', 0];
    return {
      content: () => content,
      begun: () => begun,
      async begin() {
        begun += 1;
        content = '';
      },
      async write(bytes: Uint8Array) {
        content += Buffer.from(bytes).toString('latin1');
      },
    };
  }

  test('whole, though it is longer than a page may be', async () => {
    const text = JSON.stringify('x'.repeat(100_000));
    const { server, way } = await against([{ text }], { bodyMaxBytes: 1_000 });
    const into = sink();
    expect((await way.send({ url: `${server.origin}/list`, into })).text).toBe('');
    expect(into.content()).toBe(text);
  });

  test('anew where an attempt broke off', async () => {
    const { server, way } = await against([{ fault: 'cut', json: ['a long enough body'] }, OK]);
    const into = sink();
    await way.send({ url: `${server.origin}/list`, into });
    expect([into.content(), into.begun()]).toEqual(['["fine"]', 2]);
  });

  test('but what says why not is read as ever', async () => {
    const { server, way } = await against([{ status: 404, json: { why: 'gone' } }]);
    const into = sink();
    expect((await way.send({ url: `${server.origin}/list`, into })).text).toBe('{"why":"gone"}');
    expect(into.begun()).toBe(0);
  });
});

describe('a server that behaves oddly', () => {
  test('refuses with a reset that is over by its own clock: each wait is longer than the one before', async () => {
    const now = Math.floor(Date.now() / 1000);
    const past = {
      status: 429,
      json: {},
      headers: { 'x-rate-limit-reset': String(now - 60), date: new Date(now * 1000).toUTCString() },
    };
    const { send, tuning } = await against([past]);
    await expect(send()).rejects.toMatchObject({ code: 'ERR_SOURCE_BUSY' });
    expect(tuning.waits).toHaveLength(4);
    expect(tuning.waits).toEqual([...tuning.waits].sort((one, other) => one - other));
    expect(tuning.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_000);
  });

  test.each([
    ['a second of zero', { 'retry-after': '0' }],
    ['a day that is over', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
  ])('asks to wait for %s: it is given time all the same', async (_case, headers) => {
    const { send, tuning } = await against([{ status: 503, json: {}, headers }, OK]);
    expect((await send()).text).toBe('["fine"]');
    expect(tuning.waits).toEqual([expect.any(Number)]);
    expect(tuning.waits[0]).toBeGreaterThanOrEqual(250);
  });

  test.each(['/page?after=2', '?after=2', '//elsewhere.example/page'])('sends %s as its next link', (link) => {
    const way = trail('Okta', 'https://acme.okta.com/page?after=1');
    const next = way.next(link, 5);
    if (link.startsWith('//')) expect(next).toMatchObject({ stop: { code: 'foreign_link' } });
    else expect(next).toEqual({ go: 'https://acme.okta.com/page?after=2' });
    expect(way.next('/page?after=1', 5)).toMatchObject({ stop: { code: 'cursor_repeated' } });
  });

  /** A server that writes what it is given, a piece at a time. */
  async function raw(pieces: readonly string[], between: () => void = () => undefined) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', async () => {
        for (const piece of pieces) {
          between();
          socket.write(piece);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        socket.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  }

  test('speaks HTTP/1.0, and ends its answer by closing the connection', async () => {
    const origin = await raw(['HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n', '["fi', 'ne"]']);
    const way = transport({ service: 'Okta', origins: [origin], tuning: testTuning() });
    expect((await way.send({ url: `${origin}/list` })).text).toBe('["fine"]');
  });

  test('sends a long answer a byte at a time: it is given up, and why is said', async () => {
    let now = 0;
    const tuning = testTuning({ nowMs: () => now, attempts: 2 });
    const origin = await raw(
      [
        'HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n',
        ...Array.from({ length: 50 }, () => '1\r\nx\r\n'),
      ],
      () => {
        now += 5_000;
      },
    );
    const way = transport({ service: 'The Clari API', origins: [origin], tuning });
    const into = { begin: async () => undefined, write: async () => undefined };
    await expect(way.send({ url: `${origin}/export`, into })).rejects.toMatchObject({
      code: 'ERR_SOURCE_UNREACHABLE',
      message: expect.stringContaining('at less than 1000 bytes a second'),
    });
  });
});

import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool, READING } from '../../../src/tool.ts';
import { exchange, rawPost, rawSocket, statuses, untilClosed } from '../../helpers/raw-http.ts';
import { answerOf, callOf, shared } from '../../helpers/shared.ts';

/** A tool whose calls the test holds open: `begun` counts them, `letGo` ends them. */
function held() {
  let letGo: () => void = () => undefined;
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const seen: { begun: number; aborted: number; asked: string[] } = { begun: 0, aborted: 0, asked: [] };
  const tool = defineTool({
    name: 'held_call',
    title: 'Held',
    description: 'Waits until the test lets go.',
    inputSchema: z.strictObject({ ask: z.boolean().default(false) }),
    outputSchema: z.object({ outcome: z.string() }),
    annotations: READING,
    async handler(args, context) {
      seen.begun += 1;
      context.signal.addEventListener('abort', () => {
        seen.aborted += 1;
      });
      if (args.ask) {
        const outcome = await context.confirm({ message: 'Really?', statement: 'Yes', word: 'yes', verb: 'say' });
        seen.asked.push(outcome);
        return { structured: { outcome }, text: outcome };
      }
      await free;
      return { structured: { outcome: 'free' }, text: 'free' };
    },
  });
  return { tool, seen, letGo: () => letGo() };
}

test('calls beyond the limit are refused at once with when to come back, and others are served again afterwards', async () => {
  const { tool, seen, letGo } = held();
  const server = await shared({ stateless: true, more: [tool], limits: { callsOfOne: 4 } });
  const waiting = Array.from({ length: 4 }, (_, at) => server.post(callOf('held_call', {}, at)));
  await expect.poll(() => seen.begun).toBe(4);
  const refused = await Promise.all(Array.from({ length: 20 }, () => server.post(callOf('get_coverage'))));
  expect(refused.map((one) => [one.status, one.headers.get('retry-after')])).toEqual(refused.map(() => [429, '1']));
  letGo();
  for (const one of await Promise.all(waiting)) expect(await answerOf(one)).toMatchObject({ result: {} });
  expect((await server.post(callOf('get_coverage'))).status).toBe(200);
});

test('hundreds of calls at once are answered or refused, none is left hanging', async () => {
  const server = await shared({ stateless: true });
  const answers = await Promise.all(
    Array.from({ length: 400 }, async (_, at) => {
      const response = await server.post(callOf('get_coverage', {}, at));
      await response.text();
      return response.status;
    }),
  );
  expect(answers.filter((status) => status !== 200 && status !== 429)).toEqual([]);
  expect(answers.filter((status) => status === 200).length).toBeGreaterThan(0);
  expect((await server.post(callOf('get_coverage'))).status).toBe(200);
});

test('connections that are opened and say nothing are closed, and meanwhile others are served', async () => {
  const server = await shared({ stateless: true, limits: { headersMs: 2_000, requestMs: 3_000 } });
  const silent = await Promise.all(Array.from({ length: 50 }, () => rawSocket(server.port)));
  for (const socket of silent) socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\n');
  expect((await server.post(callOf('get_coverage'))).status).toBe(200);
  const said = await Promise.all(silent.map(untilClosed));
  expect(said.flatMap(statuses).filter((status) => status !== 408)).toEqual([]);
});

test('a body that comes byte by byte and never ends is cut off', async () => {
  const server = await shared({ stateless: true, limits: { headersMs: 500, requestMs: 1_000 } });
  const said = await exchange(server.port, rawPost('{"jsonrpc":', ['Host: localhost'], 5_000));
  expect(statuses(said)).toEqual([408]);
});

test('a client that goes away in the middle of its message leaves nothing behind', async () => {
  const server = await shared({ stateless: true, limits: { callsOfOne: 2, heldBytes: 1_000_000 } });
  for (let times = 0; times < 20; times += 1) {
    const socket = await rawSocket(server.port);
    socket.write(rawPost(`{"a":"${'x'.repeat(90_000)}`, ['Host: localhost'], 200_000));
    await new Promise<void>((done) => socket.end(() => done()));
    socket.destroy();
  }
  await expect.poll(async () => (await server.post(callOf('get_coverage'))).status).toBe(200);
});

test('a client that goes away in the middle of its call frees its place, and without a session ends the call', async () => {
  const { tool, seen } = held();
  const server = await shared({ stateless: true, more: [tool], limits: { callsOfOne: 1 } });
  const left = new AbortController();
  const call = fetch(server.serving.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify(callOf('held_call')),
    signal: left.signal,
  }).catch(() => null);
  await expect.poll(() => seen.begun).toBe(1);
  expect((await server.post(callOf('get_coverage'))).status).toBe(429);
  left.abort();
  await call;
  await expect.poll(() => seen.aborted).toBe(1);
  await expect.poll(async () => (await server.post(callOf('get_coverage'))).status).toBe(200);
  expect(server.logged.filter((line) => line.includes('"gone":true'))).toHaveLength(1);
});

test('a person who cannot be reached any more is not waited for: nothing is confirmed', async () => {
  const { tool, seen } = held();
  const server = await shared({ more: [tool] });
  const capabilities = { elicitation: { form: {} } };
  const begun = await server.post({
    jsonrpc: '2.0',
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities, clientInfo: { name: 'raw', version: '1' } },
  });
  await begun.text();
  const headers = { 'mcp-session-id': begun.headers.get('mcp-session-id') ?? '' };
  const left = new AbortController();
  const response = await fetch(server.serving.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body: JSON.stringify(callOf('held_call', { ask: true })),
    signal: left.signal,
  });
  const reader = response.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('elicitation/create');
  left.abort();
  await expect.poll(() => seen.asked).toEqual(['failed']);
  // The call has ended: its id can be used again.
  await expect.poll(async () => (await server.post(callOf('get_coverage'), headers)).status).toBe(200);
});

test('a request that is called off gets no answer, and its stream ends', async () => {
  const { tool, seen } = held();
  const server = await shared({ more: [tool] });
  const headers = { 'mcp-session-id': await server.begin() };
  const response = await server.post(callOf('held_call', {}, 7), headers);
  await expect.poll(() => seen.begun).toBe(1);
  const off = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } };
  expect((await server.post(off, headers)).status).toBe(202);
  expect(await response.text()).not.toContain('"result"');
  expect(seen.aborted).toBe(1);
});

test('the id of a call in flight cannot be used a second time: neither call is lost', async () => {
  const { tool, seen, letGo } = held();
  const server = await shared({ more: [tool] });
  const headers = { 'mcp-session-id': await server.begin() };
  const first = await server.post(callOf('held_call', {}, 7), headers);
  await expect.poll(() => seen.begun).toBe(1);
  expect((await server.post(callOf('held_call', {}, 7), headers)).status).toBe(400);
  expect((await server.post([callOf('get_coverage', {}, 8), callOf('get_coverage', {}, 8)], headers)).status).toBe(400);
  letGo();
  expect(await answerOf(first)).toMatchObject({ id: 7, result: { structuredContent: { outcome: 'free' } } });
});

test('no call goes on for ever', async () => {
  for (const stateless of [true, false]) {
    const { tool, seen } = held();
    const server = await shared({ stateless, more: [tool], limits: { callMs: 2_000 } });
    const headers: Record<string, string> = stateless ? {} : { 'mcp-session-id': await server.begin() };
    const text = await server
      .post(callOf('held_call'), headers)
      .then((one) => one.text())
      .catch(() => 'cut off');
    expect(text).not.toContain('"result"');
    await expect.poll(() => seen.aborted).toBe(1);
  }
});

test('a stopping server finishes the call in flight, takes no new one, and says so', async () => {
  const { tool, seen, letGo } = held();
  const server = await shared({ stateless: true, more: [tool] });
  const inFlight = server.post(callOf('held_call'));
  const other = await rawSocket(server.port);
  other.write(rawPost(JSON.stringify(callOf('get_coverage')), ['Host: localhost']).replace('close', 'keep-alive'));
  await expect.poll(() => seen.begun).toBe(1);
  const stopped = server.serving.stop();
  const refused = untilClosed(other);
  other.write(rawPost(JSON.stringify(callOf('get_coverage')), ['Host: localhost']));
  letGo();
  expect(await answerOf(await inFlight)).toMatchObject({ result: { structuredContent: { outcome: 'free' } } });
  await stopped;
  expect(statuses(await refused).filter((status) => status !== 200 && status !== 503)).toEqual([]);
  await expect(server.post(callOf('get_coverage'))).rejects.toThrow();
});

test('a stopping server does not wait for ever', async () => {
  const { tool, seen } = held();
  const server = await shared({ stateless: true, more: [tool], limits: { stopMs: 200 } });
  const cut = server
    .post(callOf('held_call'))
    .then((one) => one.text())
    .catch(() => 'cut off');
  await expect.poll(() => seen.begun).toBe(1);
  await server.serving.stop();
  expect(await cut).not.toContain('"result"');
});

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { MAIN } from '../helpers/program.ts';

const MODERN = '2026-07-28';
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const envelope = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'bytes', version: '1' },
};

const initialize = {
  jsonrpc: '2.0',
  id: 'first',
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bytes', version: '1' } },
};
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
const discover = { jsonrpc: '2.0', id: 'first', method: 'server/discover', params: { _meta: envelope } };
const modernList = { jsonrpc: '2.0', id: 'list', method: 'tools/list', params: { _meta: envelope } };
const oldList = { jsonrpc: '2.0', id: 'list', method: 'tools/list' };

const lines = (...messages: readonly object[]) => messages.map((one) => `${JSON.stringify(one)}\n`).join('');

const message = z.looseObject({
  id: z.unknown(),
  result: z.looseObject({}).optional(),
  error: z.looseObject({ code: z.number() }).optional(),
});

/** The program, given these pieces one after another; its answers until there are `wanted`, and how it ended. */
async function conversation(pieces: readonly (string | Buffer)[], wanted: number) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: await home() },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const answers: z.output<typeof message>[] = [];
  let rest = '';
  const enough = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = `${rest}${chunk.toString('utf8')}`.split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) answers.push(message.parse(JSON.parse(part)));
      if (answers.length >= wanted) resolve();
    });
    child.once('exit', () => resolve());
    if (wanted === 0) resolve();
  });
  for (const piece of pieces) {
    child.stdin.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await enough;
  child.stdin.end();
  return { answers, code: await ended };
}

const names = (answers: readonly z.output<typeof message>[]) => answers.map(({ id, error }) => error?.code ?? id);

describe('what a client says first decides the revision', () => {
  test.each([
    ['initialize', [lines(initialize, initialized, oldList)]],
    ['a request of the later revision', [lines(discover, modernList)]],
    ['initialize after a byte order mark', [BYTE_ORDER_MARK, lines(initialize, initialized, oldList)]],
    ['the later one after a byte order mark', [BYTE_ORDER_MARK, lines(discover, modernList)]],
    [
      'initialize, a byte at a time',
      [...Buffer.from(lines(initialize, initialized, oldList))].map((one) => Buffer.from([one])),
    ],
    ['the later one, a byte at a time', [...Buffer.from(lines(discover, modernList))].map((one) => Buffer.from([one]))],
  ])('%s', async (_case, pieces) => {
    const { answers, code } = await conversation(pieces, 2);
    expect([names(answers), code]).toEqual([['first', 'list'], 0]);
    expect(JSON.stringify(answers[1])).toContain('get_coverage');
  });

  test('a first message of twenty megabytes', async () => {
    const large = { ...discover, params: { ...discover.params, padding: 'x'.repeat(20_000_000) } };
    const { answers } = await conversation([lines(large, modernList)], 2);
    expect(names(answers)).toEqual(['first', 'list']);
  });

  test('one that asks which revisions there are and goes on with initialize is served', async () => {
    const { answers } = await conversation([lines(discover), lines(initialize, initialized, oldList)], 3);
    expect(names(answers)).toEqual(['first', 'first', 'list']);
  });

  test('one that began with initialize gets an error for requests of the later one', async () => {
    const { answers } = await conversation([lines(initialize, initialized, modernList)], 2);
    expect(new Set(names(answers))).toEqual(new Set(['first', -32_022]));
    expect(JSON.stringify(answers)).toContain('"supported":["2025-11-25"');
  });

  test.each([
    ['nothing at all', []],
    ['half a line', ['{"jsonrpc"']],
  ])('%s before the end: it ends as well, without a word', async (_case, pieces) => {
    expect(await conversation(pieces, 0)).toEqual({ answers: [], code: 0 });
  });

  test('a line that is no message does not keep the next from being answered', async () => {
    const { answers } = await conversation(['no message\n', lines(initialize, initialized, oldList)], 2);
    expect(names(answers)).toEqual(['first', 'list']);
  });
});

test.each([
  ['pinned', { pin: MODERN }, MODERN],
  ['chosen by asking', 'auto', MODERN],
  ['left to the SDK', 'legacy', '2025-11-25'],
] as const)('the SDK, its revision %s, calls a tool', async (_case, mode, spoken) => {
  const client = new Client({ name: 'sdk', version: '1' }, { versionNegotiation: { mode } });
  const environment = { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: await home() };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [MAIN], env: environment }));
  onTestFinished(() => client.close());
  expect(client.getNegotiatedProtocolVersion()).toBe(spoken);
  expect(await client.callTool({ name: 'get_coverage', arguments: {} })).toMatchObject({
    content: [{ text: expect.stringContaining('clari-users: missing') }],
  });
});

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export interface Start {
  /** From spawn to the answer of the first message, milliseconds. */
  readonly coldStartMs: number;
  /** Proportional set size after `tools/list` and half a second of rest, megabytes; null where /proc has none. */
  readonly idlePssMb: number | null;
}

/** How a client of a revision begins, and what it sends with each request. */
const ERAS = {
  '2025-11-25': {
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
    each: {},
  },
  '2026-07-28': {
    method: 'server/discover',
    params: { _meta: envelope() },
    each: { params: { _meta: envelope() } },
  },
} as const;

export type Era = keyof typeof ERAS;

function envelope() {
  return {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  };
}

/** Starts one server process as a client of a revision does, and takes its two figures. */
export async function measureStart(script: string, era: Era, env: Readonly<Record<string, string>>): Promise<Start> {
  const { method, params, each } = ERAS[era];
  const started = performance.now();
  const child = spawn(process.execPath, [script], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  send(child, { id: 1, method, params });
  await answers.next();
  const coldStartMs = performance.now() - started;
  if (era === '2025-11-25') send(child, { method: 'notifications/initialized' });
  send(child, { id: 2, method: 'tools/list', ...each });
  await answers.next();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const idlePssMb = await pss(child.pid ?? 0);
  const closed = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  await closed;
  return { coldStartMs, idlePssMb };
}

function send(child: ChildProcessWithoutNullStreams, message: Readonly<Record<string, unknown>>): void {
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function pss(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const found = /^Pss:\s+(\d+) kB/m.exec(text);
  return found === null ? null : Number(found[1]) / 1_000;
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

export interface Start {
  /** From spawn to the answer of `initialize`, milliseconds. */
  readonly coldStartMs: number;
  /** Proportional set size after `tools/list` and half a second of rest, megabytes; null where /proc has none. */
  readonly idlePssMb: number | null;
}

/** Starts one server process as a client does, and takes its two figures. */
export async function measureStart(script: string, env: Readonly<Record<string, string>>): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, [script], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  send(child, {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  });
  await answers.next();
  const coldStartMs = performance.now() - started;
  send(child, { method: 'notifications/initialized' });
  send(child, { id: 2, method: 'tools/list' });
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

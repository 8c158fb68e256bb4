import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const MAIN = resolve('dist/main.js');

/** The built program, run as a process of its own with a data folder of its own; `whenDone` says when that goes. */
export async function program(
  env: Readonly<Record<string, string>> = {},
  whenDone: (clean: () => Promise<void>) => void = onTestFinished,
) {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-cli-'));
  whenDone(() => rm(home, { recursive: true, force: true }));
  const environment = { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: join(home, 'data'), ...env };
  return {
    home,
    environment,
    async file(name: string, content: string | Uint8Array): Promise<string> {
      const path = join(home, name);
      await writeFile(path, content);
      return path;
    },
    run: runIn(environment),
    /** With further settings, or others. */
    runWith: (more: Readonly<Record<string, string>>) => runIn({ ...environment, ...more }),
  };
}

export function runIn(env: Readonly<Record<string, string>>): (...args: readonly string[]) => Promise<Run> {
  return (...args) => runOf(spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** All that a child says, and how it ends. */
export function runOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<Run> {
  return new Promise((done, fail) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

/** An as-of a few hours ago: fresh whenever the test runs. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

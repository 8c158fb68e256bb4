import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { readConfig } from '../../src/config.ts';
import type { Machine } from '../../src/hosts/places.ts';
import { tools } from '../../tools/index.ts';

/** Commands that open no store, run in this process, with a data folder of their own. */
export async function commandLine(env: Readonly<Record<string, string>> = {}, machine: Partial<Machine> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-command-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return {
    home,
    async file(name: string, content: string | Uint8Array): Promise<string> {
      const path = join(home, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    async run(...args: readonly string[]) {
      let [out, err] = ['', ''];
      const code = await runProgram(args, {
        version: '0.0.0',
        tools,
        config: () => readConfig({ CLARI_IDENTITY_HOME: home, ...env }),
        open: async () => {
          throw new Error('this command opens a store');
        },
        serve: async () => undefined,
        showPage: async () => {
          throw new Error('this command shows the page');
        },
        machine: () => ({
          platform: 'linux',
          home,
          cwd: home,
          env,
          node: process.execPath,
          main: join(home, 'dist', 'main.js'),
          now: () => new Date('2026-11-30T12:00:00Z'),
          ...machine,
        }),
        out: (text) => {
          out += `${text}\n`;
        },
        err: (text) => {
          err += `${text}\n`;
        },
        interactive: false,
        columns: null,
        signal: new AbortController().signal,
      });
      return { code, out, err };
    },
  };
}

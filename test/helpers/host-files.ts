import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostId } from '../../src/hosts/host.ts';
import type { Machine } from '../../src/hosts/places.ts';
import { commandLine } from './command-line.ts';

/** Where each host keeps the file of a person on Linux, seen from the home folder. */
export const PLACES: Readonly<Record<HostId, string>> = {
  'claude-desktop': '.config/Claude/claude_desktop_config.json',
  'claude-code': '.claude.json',
  cursor: '.cursor/mcp.json',
  vscode: '.config/Code/User/mcp.json',
  codex: '.codex/config.toml',
  gemini: '.gemini/settings.json',
};

/** A home folder of its own, in which `connect` runs with only these variables. */
export async function hostFiles(env: Readonly<Record<string, string>> = {}, machine: Partial<Machine> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'clari-identity-hosts-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { run } = await commandLine(env, { home, cwd: home, env, node: '/opt/node', main: '/opt/main.js', ...machine });
  return {
    home,
    connect: (...args: readonly string[]) => run('connect', ...args),
    async put(place: string, content: string | Uint8Array): Promise<string> {
      const path = join(home, place);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    read: (place: string) => readFile(join(home, place), 'utf8'),
    /** Names of everything beside a file. */
    beside: async (place: string) => (await readdir(dirname(join(home, place)))).toSorted(),
  };
}

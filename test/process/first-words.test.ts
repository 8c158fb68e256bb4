import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AS_NOBODY, isRoot, NOBODY, noNobody } from '../helpers/as-nobody.ts';
import { USERS } from '../helpers/files.ts';
import { PATIENT } from '../helpers/patient.ts';

const MAIN = resolve('dist/main.js');
const noTerminal = existsSync('/usr/bin/script') ? null : 'script is not there, which makes a terminal';
if (noNobody !== null || noTerminal !== null)
  process.stderr.write(`first words: some are skipped: ${noNobody ?? noTerminal}\n`);

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'clari-identity-test-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs a command line with nothing else in its environment than what is given. */
function run(line: readonly string[], env: Readonly<Record<string, string>>, cwd?: string): Promise<Said> {
  const [command = '', ...args] = line;
  return new Promise((done) => {
    const child = execFile(
      command,
      args,
      { env: { PATH: process.env['PATH'] ?? '', ...env }, timeout: 120_000, ...(cwd === undefined ? {} : { cwd }) },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        done({ code, text: `${out}${err}` });
      },
    );
    child.stdin?.end();
  });
}

const program = (...args: readonly string[]) => [process.execPath, MAIN, ...args];
const A_STACK = /^\s+at .+:\d+:\d+\)?$/m;

describe('the first word on a machine that is not as it should be', () => {
  test('a folder that the file system does not let anybody make', async () => {
    const said = await run(program('status'), { CLARI_IDENTITY_HOME: '/proc/clari-identity/none' });
    expect(said).toEqual({ code: 1, text: expect.stringContaining("can't be created or written") });
    expect(said.text).not.toMatch(A_STACK);
  });

  test('64 open files: a command says which limit to raise, and a server serves', async () => {
    const home = await folder();
    const limited = (args: string) => ['sh', '-c', `ulimit -n 64; exec "${process.execPath}" "${MAIN}" ${args}`];
    const said = await run(limited('status'), { CLARI_IDENTITY_HOME: home });
    expect(said.text).not.toMatch(A_STACK);
    expect(said.text).toMatch(/ulimit -n 1024|Nothing was imported yet/);
    const served = await run(limited(''), { CLARI_IDENTITY_HOME: home });
    expect(served).toEqual({ code: 0, text: '' });
    const client = new Client({ name: 'test', version: '1' });
    onTestFinished(() => client.close());
    const [command = '', ...args] = limited('');
    const env = { PATH: process.env['PATH'] ?? '', CLARI_IDENTITY_HOME: home };
    await client.connect(new StdioClientTransport({ command, args, env, stderr: 'ignore' }));
    const asked = { content: USERS, kind: 'clari-users', as_of: '2026-01-01T00:00:00Z', complete: true };
    const answer = await client.callTool({ name: 'import_clari_export', arguments: asked }, undefined, PATIENT);
    expect(JSON.stringify(answer)).toMatch(/Imported as snap_|may not open enough files.*ulimit -n 1024 Then start it/);
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
  });

  test('a relative XDG_DATA_HOME is ignored, as its standard says', async () => {
    const home = await folder();
    const { code, text } = await run(program('status'), { HOME: home, XDG_DATA_HOME: 'relative' }, home);
    expect([code, text]).toEqual([0, expect.stringContaining(`sqlite:${home}/.local/share/clari-identity-mcp/`)]);
    expect(await readdir(home)).toEqual(['.local']);
  });

  test('a mistyped command is answered with the nearest one', async () => {
    const said = await run(program('imprt'), { CLARI_IDENTITY_HOME: await folder() });
    expect(said).toEqual({ code: 2, text: expect.stringContaining('Did you mean "import"?') });
  });

  test.skipIf(noTerminal !== null)('a bare terminal: what it waits for, and how a host is connected', async () => {
    const home = await folder();
    const inTerminal = ['script', '-qec', `"${process.execPath}" "${MAIN}"`, '/dev/null'];
    const { text } = await run(['sh', '-c', `sleep 4 | ${inTerminal.map((word) => `'${word}'`).join(' ')}`], {
      CLARI_IDENTITY_HOME: home,
    });
    expect(text).toContain('waiting for an MCP client on standard input');
    expect(text).toContain('clari-identity-mcp connect');
  });
});

describe.skipIf(noNobody !== null)('a store that may only be read', () => {
  async function readable() {
    const home = join(await folder(), 'data');
    await mkdir(home);
    const file = join(home, 'users.csv');
    await writeFile(file, USERS);
    const asOf = new Date(Date.now() - 3_600_000).toISOString();
    const imported = await run(program('import', file, '--complete', '--as-of', asOf), { CLARI_IDENTITY_HOME: home });
    expect(imported.code).toBe(0);
    for (const name of await readdir(home)) {
      if (isRoot) await chown(join(home, name), NOBODY, NOBODY);
      await chmod(join(home, name), 0o400);
    }
    if (isRoot) {
      await chown(home, NOBODY, NOBODY);
      await chmod(join(home, '..'), 0o755);
    }
    await chmod(home, 0o500);
    onTestFinished(() => chmod(home, 0o700));
    const temporary = await folder();
    await chmod(temporary, 0o777);
    return { home, temporary, before: await readdir(home) };
  }

  test('a server that only reads answers from a copy, says so, and leaves nothing behind', async () => {
    const { home, temporary, before } = await readable();
    const environment = { CLARI_IDENTITY_HOME: home, CLARI_IDENTITY_READ_ONLY: '1', TMPDIR: temporary };
    const said = await run([...AS_NOBODY, ...program('status')], environment);
    expect(said.text).toContain('a copy of it as it is now is used');
    expect([said.code, said.text]).toEqual([0, expect.stringContaining('clari-users')]);
    expect(await readdir(temporary)).toEqual([]);
    expect(await readdir(home)).toEqual(before);
  });

  test('one that also writes refuses, and says whose right is missing', async () => {
    const { home } = await readable();
    const said = await run([...AS_NOBODY, ...program('status')], { CLARI_IDENTITY_HOME: home });
    expect(said).toEqual({ code: 1, text: expect.stringContaining('Give this user the right to write the folder') });
  });
});

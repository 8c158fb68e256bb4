import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { AS_NOBODY, isRoot, noNobody } from '../../helpers/as-nobody.ts';
import { USERS } from '../../helpers/files.ts';
import { PATIENT } from '../../helpers/patient.ts';
import { MAIN } from '../../helpers/program.ts';
import { exec, folder, SERVER } from './place.ts';

if (noNobody !== null) process.stderr.write(`the steps of the Containerfile are not tried: ${noNobody}\n`);

const words = z.array(z.string());

/** What the Containerfile says, without an engine. */
async function containerfile() {
  const text = await readFile(join(SERVER, 'Containerfile'), 'utf8');
  const line = (start: string) =>
    text.split('\n').flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
  const list = (start: string) => words.parse(JSON.parse(line(start)[0] ?? ''));
  const [, health = ''] = /^HEALTHCHECK .*?CMD (\[.*\])$/m.exec(text) ?? [];
  return {
    install: line('RUN npm ')[0] ?? '',
    entry: list('ENTRYPOINT '),
    command: list('CMD '),
    health: words.parse(JSON.parse(health)),
    home: line('ENV CLARI_IDENTITY_HOME=')[0],
    volume: line('VOLUME ')[0],
    user: line('USER ')[0],
  };
}

/** Runs the line of the Containerfile that installs, in a folder that is empty. */
async function installed(line: string): Promise<string> {
  const place = await folder();
  await exec('npm', ['pack', resolve('.'), '--pack-destination', place, '--ignore-scripts']);
  const program = join(place, 'program');
  const here = line
    .replaceAll('/opt/clari-identity-mcp', program)
    .replace('/tmp/clari-identity-mcp-', `${place}/clari-identity-mcp-`);
  await exec('sh', ['-c', `npm ${here} --prefer-offline`], { cwd: place });
  const modules = join(program, 'node_modules');
  expect(await readdir(modules)).not.toContain('better-sqlite3');
  // The image's Node has a SQLite; this one may have none, and then it gets what an installation for it would have.
  if (process.getBuiltinModule?.('node:sqlite') === undefined)
    for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path'])
      await cp(join('node_modules', name), join(modules, name), { recursive: true });
  await exec('chmod', ['-R', 'a-w,a+rX', program]);
  onTestFinished(async () => {
    await exec('chmod', ['-R', 'u+w', program]);
  });
  return program;
}

describe.skipIf(noNobody !== null)('the steps of the Containerfile, without an engine', () => {
  test('install, refuse to be open to all, serve as somebody without rights, answer the health check, end', async () => {
    const file = await containerfile();
    expect([file.home, file.volume, file.user]).toEqual(['/data', '/data', 'node']);
    const program = await installed(file.install);
    const data = await folder();
    await chmod(data, 0o700);
    if (isRoot) await exec('chown', ['nobody', data]);
    const [node, main = ''] = file.entry;
    expect([node, file.entry.length]).toEqual(['node', 2]);
    const entry = main.replace('/opt/clari-identity-mcp', program);
    expect(existsSync(entry)).toBe(true);
    const start = (args: readonly string[], env: Readonly<Record<string, string>>) => {
      const [first = '', ...rest] = [...AS_NOBODY, process.execPath, entry, ...args];
      return spawn(first, rest, {
        cwd: '/',
        env: { CLARI_IDENTITY_HOME: data, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    };
    const open = start(file.command, {});
    expect(await new Promise((done) => open.once('close', done))).toBe(2);

    const token = 'k'.repeat(4) + Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
    const loopback = file.command.map((word) => (word === '0.0.0.0' ? '127.0.0.1' : word));
    const child = start([...loopback, '--port', '0'], { CLARI_IDENTITY_HTTP_TOKEN: token });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const ended = new Promise((done) => child.once('close', done));
    const url = await new Promise<string>((found, fail) => {
      child.once('close', (code) => fail(new Error(`it ended with ${code}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const [, there] = /"url":"([^"]+)"/.exec(line) ?? [];
        if (there !== undefined) found(there);
      });
    });
    const healthy = async () => {
      const [, ...check] = file.health.map((word) => word.replace(':8765', `:${new URL(url).port}`));
      return spawnSync(process.execPath, check).status;
    };
    expect(await healthy()).toBe(0);
    const client = new Client({ name: 'test', version: '1' });
    onTestFinished(() => client.close());
    await client.connect(
      new StreamableHTTPClientTransport(new URL(url), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }),
    );
    const arguments_ = { content: USERS, kind: 'clari-users', as_of: '2026-01-01T00:00:00Z', dry_run: true };
    const answer = await client.callTool({ name: 'import_clari_export', arguments: arguments_ }, undefined, PATIENT);
    expect(answer.isError, JSON.stringify(answer)).not.toBe(true);
    expect(await readdir(data)).toContain('store.sqlite');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await healthy()).toBe(1);
  });
});

test('the program that the unit and the image start is the one of the package', async () => {
  const { bin } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(resolve(bin['clari-identity-mcp'])).toBe(MAIN);
  const { entry } = await containerfile();
  const unit = await readFile(join(SERVER, 'clari-identity-mcp.service'), 'utf8');
  expect(unit).toContain(`ExecStart=/usr/bin/node ${entry[1]} serve --http\n`);
});
